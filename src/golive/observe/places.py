"""Places in a document that a path leads to, as the server finds them."""

from collections.abc import Iterator
from typing import Any


def walk(node: Any, steps: tuple[str, ...], place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that the path leads to, with its place, as the server finds them."""
    if not steps:
        yield place, node
        return
    step, rest = steps[0], steps[1:]
    if step == "**":
        yield from walk(node, rest, place)
        for name, inner in _members(node):
            yield from walk(inner, steps, place + name if place else name.removeprefix("."))
    elif step == "[*]":
        if isinstance(node, list):
            for name, inner in _members(node):
                yield from walk(inner, rest, place + name)
    elif step.startswith("["):
        if isinstance(node, list) and int(step[1:-1]) < len(node):
            yield from walk(node[int(step[1:-1])], rest, place + step)
    elif isinstance(node, dict) and step in node:
        yield from walk(node[step], rest, f"{place}.{step}" if place else step)


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((f".{name}", inner) for name, inner in node.items())
    elif isinstance(node, list):
        yield from ((f"[{number}]", inner) for number, inner in enumerate(node))

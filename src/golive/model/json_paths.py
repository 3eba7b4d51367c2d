"""Paths into JSON documents, as platform.toml writes them: a subset of the server's own."""

import re
from typing import Annotated

from pydantic import AfterValidator

_STEP = re.compile(r'\.\*\*|\.[A-Za-z_]\w*|\."[^"]+"|\[\*\]|\[\d+\]')


def _path(path: str) -> str:
    if not path.startswith("$") or _STEP.sub("", path[1:]) or path.endswith(".**"):
        raise ValueError("a path of $, .name, .** for any depth, [*] and [0], such as $.**.config.integrationId")
    return path


def steps_of(path: str) -> tuple[str, ...]:
    """Its parts: **, *, a number in brackets, or a name."""
    return tuple(one.lstrip(".").strip('"') if one != "[*]" else "[*]" for one in _STEP.findall(path[1:]))


def name_of(path: str) -> str:
    """The last name of a path; '' where it has none."""
    return next((one for one in reversed(steps_of(path)) if re.match(r"[^*\[]", one)), "")


JsonPath = Annotated[str, AfterValidator(_path)]

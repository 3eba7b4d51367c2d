"""Allure's results, whoever made them: written once, without secrets, to where they stay."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import rmtree

import pytest

FOLDER = "allure-results"
Files = Iterable[tuple[str, bytes]]


def collected(config: pytest.Config, shared: Path, *, alone: bool) -> Callable[[], Files]:
    """What there will be at the end; a folder that --alluredir names is not ours.

    A process that judges alone keeps them in memory. A worker writes after every test, to the run's own folder: what
    it said before it was killed is not lost.
    """
    if not config.pluginmanager.has_plugin("allure_pytest") or config.option.allure_report_dir:
        return lambda: ()
    if alone:
        from golive.app.in_memory import InMemory  # it is made of parts of a plugin that may be left out

        return InMemory(config).files
    config.option.allure_report_dir = str(shared / FOLDER)
    return lambda: ((path.name, path.read_bytes()) for path in sorted((shared / FOLDER).iterdir()))


def write(out: Path, found: Files, clean: Callable[[str, bytes], bytes]) -> None:
    """In the place of those that an earlier run left; no folder where there are none."""
    rmtree(place := out / FOLDER, ignore_errors=True)
    for name, raw in found:
        if _tells(name, raw):
            place.mkdir(exist_ok=True)
            (place / name).write_bytes(clean(name, raw))


def _tells(name: str, raw: bytes) -> bool:
    """Of a fixture of one test, that came through without a step or a file, a report would show the name alone."""
    if not name.endswith("-container.json"):
        return True
    one = json.loads(raw)
    return len(one.get("children", ())) > 1 or any(
        part.get("steps") or part.get("attachments") or part.get("status", "passed") != "passed"
        for part in (*one.get("befores", ()), *one.get("afters", ()))
    )

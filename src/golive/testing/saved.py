"""Snapshots as text that people review: a line for an object; of a spoilt database, what differs from the sound one."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from golive.model import questions as q
from golive.model.catalog import PreparedTransaction, Relation
from golive.model.evidence import Evidence, Numbers, Settings
from golive.model.snapshot import NotObserved, Snapshot

_LINE = 160
_DEPTH = 4
_HUNK = re.compile(r"@@ (\d+),(\d+) @@")
# What is another on each machine, and judged by nobody.
_OF_THE_MACHINE = re.compile(r"(port|.*_(file|directory|directories)|lc_.*|shared_memory_size.*|huge_pages.*)$")
_ANOTHER_EACH_TIME: Mapping[str, Mapping[str, Any]] = {
    Relation.kind: {"rows": -1.0, "bytes": 0},
    PreparedTransaction.kind: {"prepared": ""},
}


class Outdated(Exception):
    """Saved by another version: a difference that does not fit, or a form that cannot be read."""


def portable(live: Snapshot) -> Snapshot:
    """Without what is another each time: where a server stands, what the planner guesses, when and how long it was."""
    settings = {name: text for name, text in live.server.settings.items() if not _OF_THE_MACHINE.match(name)}
    evidence = {name: _timeless(name, one) for name, one in live.evidence.items()}
    for kind, alike in _ANOTHER_EACH_TIME.items():
        found = live.catalog.get(kind)
        if isinstance(found, tuple):
            live = replace(live, catalog={**live.catalog, kind: tuple(replace(one, **alike) for one in found)})
    return replace(live, server=replace(live.server, settings=settings), evidence=evidence)


def _timeless(name: str, one: Evidence) -> Evidence:
    match one.told:
        case Numbers(value, ms) if ms is not None:
            return replace(one, told=Numbers(value, 0.0))
        case Numbers() if name == q.BUDGET.of():
            return replace(one, told=Numbers(0.0))
        case Settings(values):
            kept = {setting: text for setting, text in values.items() if not _OF_THE_MACHINE.match(setting)}
            return replace(one, told=Settings(kept))
    return one


def text_of(live: Snapshot) -> str:
    saved = json.loads(portable(live).to_json())
    for name in ("system", "oid"):  # of the cluster
        del saved["server"][name]
    return "\n".join(_lines(saved)) + "\n"


def snapshot_of(text: str) -> Snapshot:
    try:
        return Snapshot.from_json(text)
    except (KeyError, NotObserved, TypeError, ValueError) as error:
        raise Outdated(f"a saved snapshot cannot be read: {error}") from error


def difference(sound: str, spoilt: str) -> str:
    """Hunks of whole lines: where they begin in the sound text, how many they replace, what was and what is."""
    old, new = sound.splitlines(), spoilt.splitlines()
    told: list[str] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            told += [f"@@ {start + 1},{end - start} @@"]
            told += [f"-{line}" for line in old[start:end]] + [f"+{line}" for line in new[begin:stop]]
    return "".join(f"{line}\n" for line in told)


def applied(sound: str, hunks: str) -> str:
    """The spoilt text; raises Outdated where the sound one is not that which the difference was taken from."""
    old = sound.splitlines()
    new: list[str] = []
    at = 0
    for start, removed, added in _hunks(hunks):
        new += old[at:start]
        at = start + len(removed)
        if old[start:at] != removed:
            raise Outdated(f"line {start + 1} of the sound snapshot is not what a saved difference replaces")
        new += added
    return "".join(f"{line}\n" for line in new + old[at:])


def _hunks(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    removed: list[str] = []
    added: list[str] = []
    start = -1
    for line in text.splitlines():
        if said := _HUNK.fullmatch(line):
            if start >= 0:
                yield start, removed, added
            start, removed, added = int(said[1]) - 1, [], []
        elif line.startswith("-"):
            removed.append(line[1:])
        else:
            added.append(line[1:])
    if start >= 0:
        yield start, removed, added


def _lines(value: Any, depth: int = 0, before: str = "", after: str = "") -> Iterable[str]:
    """JSON whose first levels stand one entry a line, and deeper ones too where they would be too long."""
    margin = " " * depth
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or depth >= _DEPTH or (depth > 1 and len(short) < _LINE):
        yield margin + before + short + after
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    entries = list(value.items()) if isinstance(value, dict) else [(None, entry) for entry in value]
    yield margin + before + opening
    for number, (name, entry) in enumerate(entries, 1):
        label = "" if name is None else json.dumps(name, ensure_ascii=False) + ": "
        yield from _lines(entry, depth + 1, label, "," if number < len(entries) else "")
    yield margin + closing + after

"""A platform that was weakened shows: a defect survives that was caught before, or the weakness itself is found."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from golive.model.catalog import BY_NAME
from golive.model.claims import load_claims
from golive.model.lock import Lock
from golive.model.platform import Platform, load_platform
from golive.prove.bench import Bench
from golive.prove.defect import Defect
from golive.prove.judging import Judging
from golive.prove.trial import Fate, tried
from golive.run.rehearse import migrated_database

SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"
WAYS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "weakenings.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def sound() -> Iterator[Bench]:
    with migrated_database(SAMPLE) as dsn:
        yield Bench(dsn, load_platform(SAMPLE))


@pytest.fixture(scope="module")
def judging(sound: Bench) -> Judging:
    return Judging(sound.platform, sound.sound)


def weakened(platform: Platform, way: dict[str, Any], folder: Path) -> Platform:
    text = (SAMPLE / "platform.toml").read_text("utf-8")
    if "claim" in way:
        blocks = re.split(r"(?m)^(?=\[)", text)
        kind, name = way["claim"]
        left = [one for one in blocks if not (one.startswith(f"[[{kind}]]") and f'"{name}"' in one)]
        assert len(left) == len(blocks) - 1
        text = "".join(left)
    for old, new in [way["text"]] if "text" in way else []:
        assert old in text
        text = text.replace(old, new)
    (folder / "platform.toml").write_text(text + "\n" + way.get("add", ""), encoding="utf-8")
    claims = load_claims(folder / "platform.toml")
    assert platform.lock is not None
    return replace(
        platform, claims=claims, lock=_edited(platform.lock, way["lock"]) if "lock" in way else platform.lock
    )


def _edited(lock: Lock, said: list[Any]) -> Lock:
    kind, identity, *change = said
    if kind == "history":
        return replace(lock, history={tool: rows for tool, rows in lock.history.items() if tool != identity})
    assert kind in BY_NAME
    entries = lock.objects[kind]
    assert any(one.identity == identity for one in entries)
    other = [replace(one, **{change[0]: change[1]}) for one in entries if one.identity == identity and change]
    kept = tuple(sorted([*(one for one in entries if one.identity != identity), *other], key=lambda one: one.identity))
    return replace(lock, objects={**lock.objects, kind: kept})


def _accepted(judging: Judging, bench: Bench, defect: Defect) -> dict[str, Any]:
    """The blocks that a certificate would print, written before anybody saw the findings."""
    with bench.spoilt(defect) as (live, _):
        found = [one for said in judging.said(live).values() for one in said.findings]
    blocks = [
        f'[[accept]]\ncode = "{one.code}"\nobject = "{one.where}"\ntook = {list(one.extent)!r}\n'
        'reason = "it is early"\nowner = "somebody"\nuntil = 2035-12-31\n'
        for one in found
    ]
    return {"add": "\n".join(blocks)}


@pytest.mark.deep
@pytest.mark.parametrize("title", WAYS)
def test_weakness_is_seen(title: str, sound: Bench, judging: Judging, tmp_path: Path) -> None:
    way = WAYS[title]
    defect = Defect("weak", "", title, way["defect"]) if "defect" in way else None
    if defect is not None:
        assert caught(sound, judging, defect)
    if "accept" in way:
        assert defect is not None
        way = _accepted(judging, sound, defect)
    weak = Bench(sound.dsn, weakened(sound.platform, way, tmp_path))
    judges = Judging(weak.platform, weak.sound)
    told = {code for code, one in judges.known.items() if one.findings or one.unknown}
    before = {code for code, one in judging.known.items() if one.findings or one.unknown}
    assert told - before or (defect is not None and not caught(weak, judges, defect))


def caught(bench: Bench, judging: Judging, defect: Defect) -> bool:
    (outcome,) = tried(bench, judging, [defect])
    assert outcome.fate in (Fate.CAUGHT, Fate.SURVIVED), outcome.note
    return outcome.fate is Fate.CAUGHT

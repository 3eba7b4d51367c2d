"""Every audit over saved snapshots, sound and spoilt, without a server.

In seconds: each sound database, each way around row security, each example by its own audit, a slice of the defects.
`-m deep` judges them all by all, word by word, and sees whether all are saved.
"""

import re
import tomllib
from pathlib import Path

import pytest

from golive.judge.audit import FUNCTIONS
from golive.testing.saved import Outdated, applied, difference
from golive.testing.spoil import Judged, read_defects
from golive.verdict.audits import judge

from .recorded import HERE, RENEW, Recorded, record, recorded
from .worlds import EXAMPLES, FOLDERS, GUESSED, READ, SOUND, TESTS, WORLDS, as_it_stands, saved_as_they_stand

CATALOGS = ("authority", "conditions", "reading")  # no rows, no sessions: what asks for evidence is not answered
PLATFORMS = [name for name in WORLDS if name not in ("examples", *CATALOGS)]
SLICE = 12
SLICES = [0, *(pytest.param(n, marks=pytest.mark.deep) for n in range(1, SLICE))]


@pytest.mark.deep
@pytest.mark.parametrize("name", [name for name in WORLDS if name not in READ])
def test_what_is_said_is_what_is_expected(name: str) -> None:
    assert recorded(name).said() == recorded(name).table, f"a verdict is another; {RENEW} if that is meant"


@pytest.mark.deep
@pytest.mark.parametrize("name", WORLDS)
def test_every_case_is_saved(name: str) -> None:
    assert recorded(name).cases == WORLDS[name]().cases, f"{RENEW} -- --new sees what is not saved yet"


@pytest.mark.deep
def test_every_example_is_saved_as_it_stands() -> None:
    saved, guessed = saved_as_they_stand(), {FOLDERS[name] for name in GUESSED}
    assert [as_it_stands(one) for one in FOLDERS.values() if one not in saved | guessed] == [], RENEW


@pytest.mark.parametrize("name", PLATFORMS)
def test_sound_is_silent(name: str) -> None:
    said = recorded(name).judged(SOUND)
    assert (said.blocking, said.unknown, failed(said)) == ((), (), [])


def failed(said: Judged) -> list[str]:
    """What broke; what was not asked yet when it was saved is the deep run's to miss."""
    return [one for one in said.broken if "its question was not asked" not in one]


@pytest.mark.parametrize("first", SLICES)
def test_each_defect_of_the_sample_is_named(first: int) -> None:
    named = tomllib.loads((TESTS / "defects" / "named.toml").read_text(encoding="utf-8"))
    slice_ = list(named)[first::SLICE]
    assert [case for case in slice_ if not recorded("sample").judged(case).naming(named[case])] == []


@pytest.mark.parametrize("first", SLICES)
def test_each_own_defect_is_named(first: int) -> None:
    every = [(path.name, one) for path in sorted((TESTS / "own_defects").iterdir()) for one in read_defects(path)]
    for name, defect in ((name, one) for name, one in every[first::SLICE] if one.name in recorded(name).cases):
        said = re.search(r"^-- names: (.+)$", defect.text, re.MULTILINE)
        assert said is not None
        assert recorded(name).judged(defect.name).naming(said[1]), defect


@pytest.mark.parametrize("first", SLICES)
def test_each_spoilt_policy_is_named(first: int) -> None:
    spoilt = tomllib.loads((TESTS / "isolation" / "defects.toml").read_text(encoding="utf-8"))
    every = [(name, title, where) for name, titles in spoilt.items() for title, (_, where) in titles.items()]
    for name, title, where in every[first::SLICE]:
        assert recorded(name).judged(title).naming(where), title


def test_each_way_around_is_told() -> None:
    ways = tomllib.loads((TESTS / "reach" / "ways.toml").read_text(encoding="utf-8"))
    for title, (_, code, where) in ways["blocks"].items():
        said = recorded("reach").judged(f"blocks: {title}")
        assert [one for one in said.blocking if one.code == code and where in one.where], title
    for title, (_, code, where) in ways["advises"].items():
        said = recorded("reach").judged(f"advises: {title}")
        assert not said.blocking, title
        assert [one for one in said.advice if one.code == code and where in one.where], title
    for title in ways["silent"]:
        said = recorded("reach").judged(f"silent: {title}")
        assert (said.blocking, said.unknown, failed(said)) == ((), (), []), title


def test_each_example_says_what_stands_beside_it() -> None:
    saved = saved_as_they_stand()
    for name, folder in ((name, folder) for name, folder in FOLDERS.items() if folder in saved):
        code = folder.relative_to(EXAMPLES).parts[0]
        assert spoken(f"{name} good", code) == "", name
        assert spoken(f"{name} bad", code) == (folder / "finding.txt").read_text(encoding="utf-8").rstrip("\n"), name


def spoken(case: str, code: str) -> str:
    """What the audit of the code says, in its own order."""
    world = recorded("examples")
    codes = [code] if code in FUNCTIONS else sorted(one for one in FUNCTIONS if one.startswith("LCK"))
    results = list(judge(world.world.platform(case, world.live), world.live(case), codes))
    every = [one for result in results for one in (*result.found, *result.unknowns) if one.code == code]
    return "\n\n".join(map(str, every))


@pytest.mark.deep
@pytest.mark.parametrize("name", WORLDS)
def test_what_is_saved_is_what_is_seen(name: str, tmp_path: Path) -> None:
    record(WORLDS[name](), tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_text(encoding="utf-8") == (HERE / path.name).read_text(encoding="utf-8"), f"{RENEW} renews it"


def test_a_difference_is_taken_and_applied() -> None:
    sound, spoilt = "a\nb\nc\nd\n", "b\nx\ny\nd\ne\n"
    assert applied(sound, difference(sound, spoilt)) == spoilt
    assert difference(sound, sound) == ""
    with pytest.raises(Outdated, match="line 3"):
        applied("a\nb\nz\nd\n", difference(sound, spoilt))


def test_a_snapshot_of_another_version_says_what_renews_it(tmp_path: Path) -> None:
    world = recorded("examples").world
    for suffix in ("json", "diff"):
        text = (HERE / f"examples.{suffix}").read_text(encoding="utf-8")
        (tmp_path / f"examples.{suffix}").write_text(text.replace('"fields"', '"columns"'), encoding="utf-8")
    with pytest.raises(Outdated, match=RENEW):
        Recorded(world, tmp_path).live(SOUND)


def test_no_secret_is_saved() -> None:
    """What a defect of credentials plants, and every password of the schemas, is in no saved line."""
    saved = "".join(
        path.read_text(encoding="utf-8") for path in HERE.iterdir() if path.suffix in (".json", ".diff", ".txt")
    )
    planted = [defect.text for defect in read_defects(TESTS / "defects") if defect.kind == "credentials"]
    words = {word for text in planted for word in re.findall(r"'([^'\s]{12,})'", text)}
    assert words
    assert [word for word in words if word in saved] == []

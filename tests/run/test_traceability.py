"""In a run, a requirement is answered by what ran; what is open or did not run is never shown as answered."""

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.server import Server
from tests.run.conftest import SHOP, Answer, Command

ITEMS = """
[[item]]
name = "notes without a shop"
answer = "sql"
select = "SELECT count(*) FROM public.notes AS n WHERE n.shop_id IS NULL"
metric = "notesWithoutShop"
equals = 0
why = "nobody sees them"

[[item]]
name = "shops that came back"
answer = "sql"
select = "SELECT 40"
metric = "shopsBackPercent"
unit = "%"
at_least = { week1 = 50 }
why = "week 1 succeeds with half of them"

[[item]]
name = "the shop answers"
answer = "http"
variable = "SHOP_URL"
why = "nobody can buy"

[[item]]
name = "the owner agrees"
answer = "signoff"
role = "Owner"
blocks = "go-live"
why = "it is the owner's shop"
"""

REQUIREMENTS = [
    ("REQ-01", "plans are there", 'answered_by = ["ROW:plans", "STP:0002_plans"]'),
    ("REQ-02", "tables are as tested", 'answered_by = ["TBL001", "LCK001"]'),
    ("REQ-03", "notes can be written", 'answered_by = ["SMK:0001_note_of_a_shop"]'),
    ("REQ-04", "every note has a shop", 'answered_by = ["ITM:notes without a shop"]'),
    ("REQ-05", "half of the shops come back", 'answered_by = ["ITM:shops that came back"]'),
    ("REQ-06", "the shop is reachable", 'answered_by = ["ROW:plans", "ITM:the shop answers"]'),
    ("REQ-07", "the owner agrees", 'answered_by = ["ITM:the owner agrees"]'),
    ("REQ-08", "shops are kept apart", 'answered_by = ["ROW:plans"]\nopen = "a proof is owed"'),
    ("REQ-09", "it flies", 'not_applicable = "shops do not fly"'),
    ("REQ-10", "steps ran in order", 'answered_by = ["RUN:order"]'),
    ("REQ-11", "it is backed up", 'answered_by = ["RUN:backup"]'),
    ("REQ-12", "what nobody knows", 'answered_by = ["ZZZ001"]'),
]
SIGNED = """[[signoff]]
platform = "shop"
item = "the owner agrees"
who = {who}
role = "Owner"
when = 2026-01-02
evidence = "minutes of the meeting"
"""


@pytest.fixture
def traced(shop: Path) -> Path:
    return asking(shop)


def asking(shop: Path) -> Path:
    """The platform with items, and with requirements that they answer."""
    toml = shop / "platform.toml"
    staged = toml.read_text("utf-8").replace(
        'name = "shop"\n', 'name = "shop"\nstages = ["go-live", "week1"]\nminutes = 60\n'
    )
    toml.write_text(staged + ITEMS, "utf-8")
    lines = [
        f'[[requirement]]\nid = "{id_}"\nsentence = "{sentence}"\n{rest}\n' for id_, sentence, rest in REQUIREMENTS
    ]
    (shop / "requirements.toml").write_text("\n".join(lines), "utf-8")
    return shop


def results(answer: Any) -> dict[str, str]:
    return {one["id"]: one["result"] for one in answer.platform["requirements"]}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, server: Server, migrated_once: str) -> Answer:
    """What is said where all is as it should be."""
    folder = tmp_path_factory.mktemp("sound")
    platform = asking(Path(shutil.copytree(SHOP, folder / "shop")))
    return Command(folder).postcheck(platform, server.dsn(migrated_once))


def test_requirement_is_as_good_as_the_worst_of_its_answers(
    run: Any, traced: Path, migrated: Dsn, do: Callable[..., object], sound: Answer
) -> None:
    assert results(sound) == {
        "REQ-01": "OK", "REQ-02": "OK", "REQ-03": "NOT RUN", "REQ-04": "OK", "REQ-05": "NOT RUN", "REQ-06": "NOT RUN",
        "REQ-07": "open", "REQ-08": "open", "REQ-09": "not applicable", "REQ-10": "OK", "REQ-11": "NOT RUN",
        "REQ-12": "NOT RUN",
    }  # fmt: skip
    assert sound.code == 0, sound.text
    reasons = {one["id"]: one["reason"] for one in sound.platform["requirements"]}
    assert reasons["REQ-06"] == "ITM:the shop answers: not observed here: SHOP_URL is not set"
    assert reasons["REQ-07"] == "ITM:the owner agrees: nobody has signed as Owner"
    left = {one["test"]: one["why"] for one in sound.platform["not_run"]}
    assert left["test_items.py::test_item_is_signed_off[shop-the owner agrees]"] == "open: nobody has signed as Owner"

    do(migrated, "UPDATE public.plans SET max_notes = 1 WHERE name = 'free'")
    do(migrated, "ALTER TABLE public.notes ALTER COLUMN shop_id DROP NOT NULL")
    do(migrated, "INSERT INTO public.notes (shop_id, body) VALUES (NULL, 'lost')")
    spoilt = results(run.postcheck(traced, migrated))
    assert {id_: spoilt[id_] for id_ in ("REQ-01", "REQ-02", "REQ-04", "REQ-06", "REQ-08")} == {
        "REQ-01": "ERROR", "REQ-02": "ERROR", "REQ-04": "ERROR", "REQ-06": "ERROR", "REQ-08": "ERROR",
    }  # fmt: skip


def test_signoff_blocks_the_go_live_until_somebody_has_signed(
    run: Any, traced: Path, migrated: Dsn, tmp_path: Path
) -> None:
    signatures = {"signed": SIGNED.format(who='"R. Okafor"')}
    said = going_live(run, traced, migrated, tmp_path, signatures)
    assert said["open"].code == 1
    assert said["open"].found == {"ITM006 the owner agrees": "open: nobody has signed as Owner"}
    assert said["signed"].code == 0, said["signed"].text
    assert results(said["signed"])["REQ-07"] == "OK"


@pytest.mark.deep
def test_signoff_that_is_none(run: Any, traced: Path, migrated: Dsn, tmp_path: Path) -> None:
    signatures = {
        "blank": SIGNED.format(who='"[Your Name]"'),
        "misspelt": SIGNED.format(who='"R. Okafor"').replace("the owner agrees", "the owner agree"),
    }
    said = going_live(run, traced, migrated, tmp_path, signatures)
    assert "placeholder '[Your Name]'" in str(said["blank"].found)
    assert said["misspelt"].code == 4
    assert "'the owner agree' is no sign-off of shop (did you mean 'the owner agrees'?)" in said["misspelt"].text


def going_live(
    run: Any, traced: Path, migrated: Dsn, folder: Path, signatures: Mapping[str, str]
) -> Mapping[str, Answer]:
    """With each file of sign-offs, and with none."""
    go_live = ("-m", "postcheck", "--platform", traced, "--dsn", migrated.reveal(), "--go-live")
    calls: dict[str, Sequence[object]] = {"open": go_live}
    for name, text in signatures.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
        calls[name] = (*go_live, "--signoffs", folder / f"{name}.toml")
    said: Mapping[str, Answer] = run.together(calls)
    return said


def test_stage_decides_which_limits_hold(run: Any, traced: Path, migrated: Dsn) -> None:
    week1 = run.postcheck(traced, migrated, "--stage", "week1")
    assert week1.found == {"ITM001 shops that came back": "it is 40 %; at least 50 is wanted"}
    assert results(week1)["REQ-05"] == "ERROR"


@pytest.mark.deep
def test_stage_that_is_none(run: Any, traced: Path, migrated: Dsn) -> None:
    wrong = run.postcheck(traced, migrated, "--stage", "weak1")
    assert wrong.code == 4
    assert "--stage: 'weak1' is no stage (did you mean 'week1'?); stages: go-live, week1" in wrong.text


@pytest.mark.deep
def test_address_that_nobody_serves_is_a_finding_once_it_is_configured(run: Any, traced: Path, migrated: Dsn) -> None:
    answer = run.postcheck(traced, migrated, env={"SHOP_URL": "http://127.0.0.1:9"})
    assert list(answer.found) == ["ITM002 the shop answers"]
    assert results(answer)["REQ-06"] == "ERROR"


def test_figures_are_exported_for_machines_that_watch(sound: Answer) -> None:
    document = json.loads((sound.out / "metrics.json").read_text("utf-8"))
    metrics = {one["metric"]: one for one in document["platforms"][0]["metrics"]}
    assert (metrics["notesWithoutShop"]["value"], metrics["notesWithoutShop"]["holds"]) == (0, True)
    assert (metrics["shopsBackPercent"]["value"], metrics["shopsBackPercent"]["holds"]) == (40, None)
    assert metrics["migrationErrors"]["value"] == 0
    assert document["platforms"][0]["rows"]["public.plans"] == 2
    text = (sound.out / "metrics.prom").read_text("utf-8")
    assert 'golive_notes_without_shop{platform="shop"} 0\n' in text
    assert 'golive_table_rows{platform="shop",table="public.plans"} 2\n' in text
    for line in text.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) golive_[a-z0-9_]+ .+|golive_[a-z0-9_]+\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\} -?[0-9.e+-]+',
            line,
        ), line


def test_window_is_held_against_the_clock_at_the_go_live(run: Any, traced: Path, found: Dsn) -> None:
    toml = traced / "platform.toml"
    window = 'window = { day = "saturday", start = "22:00", end = "02:00", zone = "Asia/Bangkok" }\n'
    toml.write_text(toml.read_text("utf-8").replace("minutes = 60\n", f"minutes = 60\n{window}"), "utf-8")
    answer = run.apply(traced, found, "--go-live", "--as-of", "2026-06-05T12:00:00+00:00")
    assert answer.code == 4
    assert "it is Friday 19:00 in Asia/Bangkok; the window is saturday 22:00 to 02:00 Asia/Bangkok" in answer.text

"""A rehearsal tells of a sound migration nothing but figures, and of each step that is not what is wrong with it."""

import pytest

from bench.load import told as under_load
from golive.judge.audit import FUNCTIONS, Findings, audit_of
from golive.model.platform import BUILT_IN, load_platform
from golive.model.rehearsal import RehearsalTold, StepTold
from golive.rehearse.clone import Clone
from golive.rehearse.gateway import Gateway
from golive.rehearse.perform import Performance
from golive.testing.forgetful import Forgetful
from golive.verdict.audits import load_audits
from tests.rehearse.conftest import Shop

load_audits()


def said(told: RehearsalTold, code: str) -> Findings:
    audit = audit_of(FUNCTIONS[code])
    assert audit is not None
    findings = Findings(audit, "shop")
    FUNCTIONS[code](told, findings)
    return findings


def of(told: RehearsalTold, name: str) -> StepTold:
    return next(one for one in told.steps if one.name == name)


def test_sound_steps_are_borne(shop: Shop, clone: Clone) -> None:
    shop.column("0001_colour", "colour", "ALTER TABLE public.notes ADD COLUMN colour text;")
    shop.write("traffic/0003_colours.sql", "-- Why: new\n-- Identity: member\n-- Weight: 1\n-- Release: next\n"
               "SELECT tenant_id, colour FROM public.notes LIMIT 1;\n")  # fmt: skip
    told = Performance(clone, shop.platform, named=True).run()
    (step,) = told.steps
    assert (told.errors, told.leaks, step.errors, step.failed, step.untrue) == (0, (), (), "", "")
    assert (step.otherwise, step.refused, told.owner) == ("", "", "rehearsed_owner")
    assert told.whole
    assert step.locks == ("AccessExclusiveLock public.notes",)
    assert all(one.sent for one in told.requests)
    assert told.compared
    assert told.points
    for code in ("STP005", "STP006", "ISO010"):
        findings = said(told, code)
        assert (findings.found, bool(findings.looked_at)) == ([], True)


def test_what_is_wrong_is_told_of_its_own_step(shop: Shop, clone: Clone) -> None:
    named = "SELECT FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'text'"
    shop.column("0001_slow", "slow", "ALTER TABLE public.notes ADD COLUMN slow int; SELECT pg_sleep(3);")
    hidden = "DO $$ BEGIN ALTER TABLE public.notes ADD COLUMN hidden int; PERFORM pg_sleep(0.1); END $$;"
    shop.column("0002_hidden", "hidden", hidden, locks="none that blocks", how="none")
    shop.column(
        "0003_filled", "filled", "ALTER TABLE public.notes ADD COLUMN filled int; UPDATE public.notes SET filled = 1;"
    )
    there, back = (f"ALTER TABLE public.notes RENAME COLUMN {pair};" for pair in ("body TO text", "text TO body"))
    shop.step("0004_named", there, back, named, more="-- Allows: rename: to be seen\n")
    told = Performance(clone, shop.platform, named=True).run()
    assert of(told, "0001_slow").slow
    assert of(told, "0001_slow").errors == ()
    assert of(told, "0002_hidden").untrue.endswith("it holds ACCESS EXCLUSIVE on public.notes")
    assert of(told, "0003_filled").otherwise == "0 rows of public.notes updated instead of 60"
    errors = of(told, "0004_named").errors
    assert any(one.startswith("0001_notes of the previous release, after it: 42703, ") for one in errors)
    assert {one.where for one in said(told, "STP004").found} >= {"0001_slow", "0004_named"}
    assert [one.where for one in said(told, "STP005").found] == ["0002_hidden"]
    assert [one.where for one in said(told, "STP006").found] == ["0003_filled"]
    assert told.whole
    assert not told.borne


def test_pool_that_resets_nothing_shows_rows_of_others(shop: Shop, clone: Clone) -> None:
    told = Performance(clone, shop.platform, named=True, sessions=20, gateway=Forgetful()).run()
    assert told.leaks
    assert {one.where for one in said(told, "ISO010").found} == {"0001_notes"}


def test_many_sessions_share_few_connections(shop: Shop, clone: Clone) -> None:
    told = Performance(clone, shop.platform, named=True, sessions=60).run()
    assert (told.sessions, told.errors, told.leaks) == (60, 0, ())
    assert told.connections < told.sessions <= told.sent
    assert told.compared


def test_step_that_cannot_go_back_is_told(shop: Shop, clone: Clone) -> None:
    shop.step("0001_kept", "CREATE TABLE public.kept (id int);", "DROP TABLE public.other;",
              "SELECT FROM pg_class WHERE relname = 'kept'", locks="none that blocks")  # fmt: skip
    told = Performance(clone, shop.platform, named=True).run()
    assert of(told, "0001_kept").failed.startswith("cannot be taken back: 42P01 ")
    assert not told.whole


@pytest.mark.parametrize("code", ["STP004", "STP005", "STP006", "ISO010"])
def test_what_was_not_asked_for_is_not_looked_at(code: str) -> None:
    findings = said(RehearsalTold(), code)
    assert findings.reason.startswith("it was not asked for: --rehearse ")
    assert not findings.looked_at


@pytest.mark.deep
@pytest.mark.parametrize("name", ["enterprise", "knowledge", "bnaura"])
def test_thousand_sessions_are_answered_and_stay_apart(name: str) -> None:
    """And a pool that resets nothing is seen. What they waited is told by bench/load.py: here it is the machine's."""
    platform = load_platform(BUILT_IN / name)
    sound, planted = (under_load(platform, 1_000, gateway) for gateway in (Gateway(), Forgetful()))
    assert (sound.sessions, sound.errors, sound.leaks) == (1_000, 0, ())
    assert sound.sent >= 3_000
    assert sound.compared
    assert planted.leaks

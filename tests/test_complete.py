"""What a full run consists of is known without pytest; what did not report is named, and two clocks are one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from golive.judge.audit import FUNCTIONS
from golive.model.platform import load_platform
from golive.model.snapshot import Server, Snapshot
from golive.model.target import Dsn
from golive.run.case import Settings
from golive.verdict.audits import load_audits
from golive.verdict.book import Book
from golive.verdict.complete import absent, due

SHOP = load_platform(Path(__file__).parent / "platforms" / "shop")
NAMED = Dsn.parse("postgresql://somebody@localhost/shop")


def settings(dsn: Dsn | None = None) -> Settings:
    return Settings((SHOP,), Path("out"), Path("shared"), dsn=dsn)


def test_every_audit_is_due_once_for_each_of_its_subjects() -> None:
    load_audits()
    whole = due(settings(), postcheck=False)
    assert {one.code for one in whole} == set(FUNCTIONS)
    assert len({one.test for one in whole}) == len(whole)
    steps = {one.test for one in whole if one.code == "STP001"}
    assert {test.rpartition("[")[2] for test in steps} == {f"shop-{step.name}]" for step in SHOP.steps}


def test_what_is_left_out_says_why() -> None:
    left_out = {one.code: one.left_out for one in due(settings(NAMED), postcheck=False) if one.left_out}
    assert left_out["STP001"] == "migrate writes, and --apply was not given"
    assert left_out["FRZ001"] == "nothing declared"
    assert all(one.left_out for one in due(settings(), postcheck=True) if one.code in ("STP001", "SMK001"))


def test_what_did_not_report_is_named() -> None:
    whole = due(settings(NAMED), postcheck=True)
    needed = {one.test: None for one in whole if not one.left_out}
    assert absent(whole, needed) == ()
    roles = {one.test for one in whole if one.code == "ROL002"}
    said = f"{len(roles)} of {len(needed)} tests of a full run did not report: ROL002"
    assert absent(whole, {test: None for test in needed if test not in roles}) == (said,)
    assert absent(whole, {})[0].endswith("more audits")


def test_a_clock_that_is_wrong_keeps_a_run_from_being_whole() -> None:
    book = Book(settings(NAMED), "", "pytest")
    for there, said in ((timedelta(minutes=5), 0), (timedelta(days=400), 1), (timedelta(days=-400), 1)):
        book.seen["shop"] = Snapshot(
            Server(170000, "17", "none", "nobody", now=(datetime.now(UTC) + there).isoformat()), {}
        )
        assert len(book.incomplete) == said
    judged = replace(book.settings, as_of=datetime.now(UTC))
    assert Book(judged, "", "pytest", seen=book.seen).incomplete == ()


def test_another_day_than_today_keeps_a_run_from_being_whole() -> None:
    for day, said in ((timedelta(), 0), (timedelta(days=-1), 1), (timedelta(days=1), 1)):
        book = Book(replace(settings(NAMED), as_of=datetime.now(UTC) + day), "", "pytest")
        assert len(book.incomplete) == said

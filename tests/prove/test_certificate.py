"""What the proof says stands in the certificate: how many were caught, and each class in which one survived."""

from dataclasses import replace
from pathlib import Path

from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.prove.defect import Defect
from golive.prove.matrix import Matrix
from golive.prove.pairs import Pair
from golive.prove.proof import told
from golive.prove.trial import Fate, Outcome
from golive.verdict.audits import judge

PLATFORM = Platform(Path(), Claims(platform=Head(name="shop", title="Shop")), None, (), (), ())
EMPTY = Snapshot(Server(170010, "PostgreSQL 17", "shop", "me"), {})
SEEN = Outcome(Defect("trigger", "public.orders.touch", "is off", "SELECT 1;"), Fate.CAUGHT, ("LCK001",), (), True)
UNSEEN = Outcome(Defect("history row", "public.history", "the last is gone", "SELECT 2;"), Fate.SURVIVED)
REFUSED = Outcome(Defect("trigger", "public.orders.touch", "is gone", "SELECT 3;"), Fate.REFUSED, note="no")


def said(live: Snapshot) -> Findings:
    (found,) = judge(PLATFORM, live, ["PRV001"])
    return found


def test_what_was_not_asked_for_is_not_looked_at() -> None:
    assert said(EMPTY).reason == "it was not asked for: --prove plants them"


def test_survivors_are_told_by_class_and_what_was_refused_counts_nowhere() -> None:
    found = Matrix("shop", (SEEN, UNSEEN, REFUSED), 1.0)
    assert found.said == "1 of 2 defects of its own kind were caught"
    audit = said(replace(EMPTY, evidence=told(found)))
    assert audit.looked_at == 2
    assert [(one.where, one.what) for one in audit.found] == [
        ("defects of class history row", "1 of 1 survived: history row public.history: the last is gone")
    ]


def test_what_one_defect_hides_of_another_is_told() -> None:
    found = Matrix("shop", (SEEN, UNSEEN), 1.0, (Pair(SEEN.defect, UNSEEN.defect, (UNSEEN.defect,)),))
    assert list(found.lines())[-3:-1] == [
        "HIDDEN    history row public.history: the last is gone beside trigger public.orders.touch: is off",
        "1 pairs at once: 1 hidden by the other",
    ]


def test_a_copy_that_could_not_be_made_is_unknown() -> None:
    audit = said(replace(EMPTY, evidence={q.PROVED.of(): Evidence.unknown("no server", "install one")}))
    assert [one.why for one in audit.unknowns] == ["no server"]

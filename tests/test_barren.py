"""Queries that can return nothing are known, and no other is taken for one; a rule that is one is no rule."""

from pathlib import Path

import pytest

from golive.model.catalog import KINDS
from golive.model.claims import Claims
from golive.model.claims.rule import RULE
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.sqltext.barren import barren
from golive.verdict.audits import judge

NOTHING = (
    "SELECT id FROM t WHERE false",
    "SELECT id FROM t WHERE 1 = 2 AND total < 0",
    "SELECT id FROM t WHERE status = 'paid' AND status = 'open'",
    "SELECT id FROM t WHERE total IS NULL AND total > 3",
    "SELECT id FROM t LIMIT 0",
    "SELECT id FROM t WHERE false UNION ALL SELECT id FROM u WHERE NULL",
    "SELECT k, count(*) FROM t WHERE false GROUP BY k",
)
SOMETHING = (
    "SELECT id FROM t",
    "SELECT id FROM t WHERE total < 0",
    "SELECT id FROM t WHERE status <> 'paid' OR status IS NULL",
    "SELECT id FROM t WHERE false UNION ALL SELECT id FROM u",
    "SELECT count(*) FROM t WHERE false",
    "SELECT id FROM t WHERE app.broken(id)",
    "SELECT id FROM t WHERE NOT EXISTS (SELECT FROM u WHERE u.id = t.id)",
    "SELECT id FROM t LIMIT 20",
    "WITH bad AS (SELECT id FROM t) SELECT id FROM bad",
    "beyond (the parser",
)


@pytest.mark.parametrize("select", NOTHING)
def test_nothing_comes_of_it(select: str) -> None:
    assert barren(select)


@pytest.mark.parametrize("select", SOMETHING)
def test_something_may_come_of_it(select: str) -> None:
    assert not barren(select)


@pytest.mark.parametrize(("select", "what"), [(NOTHING[0], ["no row can offend it"]), (SOMETHING[1], [])])
def test_rule_that_no_row_can_offend_is_found(select: str, what: list[str]) -> None:
    """However its rows were asked for: none of them was wrong."""
    rule = {"name": "totals are there", "select": select, "why": "nobody is paid", "mend": "count again"}
    claims = Claims.model_validate({"platform": {"name": "shop", "title": "Shop"}, "rule": (rule,)})
    live = Snapshot(
        Server(170000, "PostgreSQL 17", "app", "reader"),
        {kind.kind: () for kind in KINDS},
        {RULE.of("totals are there"): Evidence.seen(3)},
    )
    (said,) = judge(Platform(Path("shop"), claims, None, (), (), ()), live, ["CLM001"])
    assert [one.what.partition(":")[0] for one in said.found] == what

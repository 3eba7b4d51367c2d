"""Twelve causes among 170 tables and 390 policies: each is one entry, what is reached from farthest first."""

import psycopg
import pytest

from golive.app.unprepared import look_at
from golive.model.finding import REACHES, by_weight
from golive.model.target import Dsn
from golive.verdict.audits import judge
from golive.verdict.entries import entries
from tests.scan.planted import CAUSES, planted

pytestmark = pytest.mark.deep


def test_each_planted_cause_is_one_entry(database: Dsn) -> None:
    with psycopg.connect(database.reveal()) as connection:
        connection.execute(planted())
        counted = connection.execute(
            "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname IN ('auth', 'public')),"
            " (SELECT count(*) FROM pg_policies)"
        ).fetchone()
    assert counted == (170, 390)
    seen = look_at(database, "--dsn")
    said = [each for each in judge(seen.platform, seen.live) if each.audit.truth == "lawful"]
    found = sorted((one for each in said for one in each.found if one.severity.blocks), key=by_weight)
    told = entries([*found, *(one for each in said for one in each.unknowns)])
    places = {cause: [n for n, one in enumerate(told) if place in one.objects] for cause, place in CAUSES.items()}
    assert sorted(n for several in places.values() for n in several) == list(range(len(CAUSES))), places
    assert len(told) == len(CAUSES)
    ranks = [REACHES[one.reach] for one in told]
    assert ranks == sorted(ranks)

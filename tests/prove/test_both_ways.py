"""What is seen within the transaction that plants a defect is what a whole look at a copy with the defect sees."""

from collections.abc import Iterator

import psycopg
import pytest

from golive.model.catalog import Column, Relation
from golive.model.platform import BUILT_IN, load_platform
from golive.prove.bench import Bench, Unchanged
from golive.prove.defect import Defect, of_rows
from golive.prove.judging import Judging, Said
from golive.prove.proof import sampled
from golive.prove.trial import Fate, tried
from golive.prove.ways import of_its_kind
from golive.run.rehearse import migrated_database
from golive.sqltext.quoting import ident
from golive.testing.look import observe
from golive.testing.spoil import planted

pytestmark = pytest.mark.deep
PLATFORMS = sorted(path.name for path in BUILT_IN.iterdir())


@pytest.fixture(scope="module", params=PLATFORMS)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    folder = BUILT_IN / str(request.param)
    with migrated_database(folder) as dsn:
        yield Bench(dsn, load_platform(folder))


def told(said: dict[str, Said]) -> set[tuple[str, str, str]]:
    found = {(one.code, one.where, one.what) for each in said.values() for one in each.findings}
    return found | {(code, text, "") for code, each in said.items() for text in each.unknown}


def test_both_ways_of_planting_say_the_same(bench: Bench) -> None:
    """One of each class on each platform, together more than fifty."""
    judging = Judging(bench.platform, bench.sound)
    planted_both = 0
    for defect in sampled(of_its_kind(bench.sound, bench.platform.claims), 3):
        try:
            with bench.spoilt(defect) as (live, _):
                within = told(dict(judging.said(live)))
        except (Unchanged, psycopg.Error):  # refused, so that there is nothing to be said
            continue
        bench.ground.left()
        with planted(bench.server, bench.dsn.fields["dbname"], defect.as_file) as dsn:
            whole = observe(dsn, bench.platform, {}, own=True)
        assert told(dict(Judging(bench.platform, whole).known)) == within, str(defect)
        planted_both += 1
        if planted_both == 12:
            return


def test_undamaged_copies_are_left_alone(bench: Bench) -> None:
    """Each table's rows are written as they are; ten tables of each platform."""
    judging = Judging(bench.platform, bench.sound)
    tables = [one for one in bench.sound.of(Relation) if one.is_table and not one.is_partition]
    untouched: list[Defect] = []
    for table in tables:
        column = next(one.name for one in bench.sound.on(Column, table.identity) if not one.generated)
        text = f"UPDATE {table.identity} SET {ident(column)} = {ident(column)};"
        untouched.append(of_rows("nothing", table.identity, "is written again", text))
    outcomes = list(tried(bench, judging, untouched[:10]))
    assert [str(one.defect) for one in outcomes if one.fate not in (Fate.EQUIVALENT, Fate.REFUSED)] == []

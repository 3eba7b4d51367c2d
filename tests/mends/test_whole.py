"""fix.sql, run by psql as it is written, takes every finding away that is no decision, and brings none.

So does each object's mend by itself, as a person takes it from the page. What stands on an object that is missing
waits for it: the script ends in the line that names it.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from golive.model.finding import Finding

ABSENT = "does not exist"


def test_fix_sql_mends_all_but_decisions(
    spoiling: Any, here: Any, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with here.spoilt(spoiling) as dsn:
        failing = set(here.failing(dsn))
        live = here.look(dsn)
        mended = here.mend(dsn, tmp_path, live)
        figures = len(mended.before.blocking), len(mended.plan.runs), len(mended.plan.decisions), len(mended.left)
        record_property("findings, mends that run, decisions, left", figures)
        mended.check(here.told)
        assert set(here.failing(dsn)) <= failing
    wrong, ran, waits = [], [], []
    found = mended.before.blocking
    for one in several(found):
        alike = [other for other in found if (other.code, other.where) == (one.code, one.where)]
        if not here.plan(live, alike).runs:
            continue
        ran.append(one.code)
        with here.spoilt(spoiling) as dsn:
            alone = here.mend(dsn, tmp_path, live, alike)
            if ABSENT in alone.done.stderr:
                waits.append(f"{one.code} {one.where}: {alone.done.stderr.splitlines()[0]}")
                continue
            try:
                alone.check(here.told)
                assert smokes(here.failing(dsn)) <= smokes(failing)
            except AssertionError as error:
                wrong.append(f"{one}\n{str(error)[:2000]}")
    record_property("alone", ", ".join(ran))
    record_property("alone, waits for another", "; ".join(waits))
    assert not wrong, "\n\n".join(wrong)


def smokes(failing: Iterable[str]) -> set[str]:
    """Claims of one smoke build on each other: over a database that is mended in part, another of them may fail."""
    return {one.partition(": ")[0] for one in failing}


def several(found: Iterable[Finding]) -> list[Finding]:
    """One for each audit and change, whose others are mended alike; a single finding is the whole already."""
    of_a_kind = {(one.code, one.what.partition(" ")[0]): one for one in reversed(list(found))}
    return list(of_a_kind.values()) if len(of_a_kind) > 1 else []

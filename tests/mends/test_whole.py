"""fix.sql, run by psql as it is written, takes every finding away that is no decision, and brings none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_fix_sql_mends_all_but_decisions(
    spoiling: Any, here: Any, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with here.spoilt(spoiling) as dsn:
        failing = here.failing(dsn)
        mended = here.mend(dsn, tmp_path)
        figures = len(mended.before.blocking), len(mended.plan.runs), len(mended.plan.decisions), len(mended.left)
        record_property("findings, mends that run, decisions, left", figures)
        mended.check(here.told)
        assert set(here.failing(dsn)) <= set(failing)

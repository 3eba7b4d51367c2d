"""fix.sql, run by psql as it is written, takes every finding away that is no decision, and brings none."""

from pathlib import Path
from typing import Any

from golive.migrate.fix import render_fix
from golive.model.finding import Finding
from golive.verdict.remedy import plan_of


def keys(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in findings}


def test_fix_sql_mends_all_but_decisions(spoiling: Any, here: Any, tmp_path: Path) -> None:
    with here.spoilt(spoiling) as dsn:
        live = here.look(dsn)
        before = here.judge(live)
        plan = plan_of(here.platform, live, before.blocking)
        (tmp_path / "fix.sql").write_text(render_fix(here.platform.name, (), plan, live))
        failing = here.failing(dsn)

        done = here.psql(dsn, tmp_path / "fix.sql")

        after = here.judge(here.look(dsn))
        left = {key for key in keys(before.blocking) if f"left: {key[0]} {key[1]}" in done.stderr}
        assert done.returncode == (3 if left else 0), done.stderr
        asked = keys(tuple(one for decision in plan.decisions for one in decision.findings)) | keys(tuple(plan.waiting))
        assert keys(after.blocking) & keys(before.blocking) <= asked | left
        assert keys(after.blocking + after.advice) <= keys(before.blocking + before.advice) | here.told
        assert set(after.unknown) <= set(before.unknown)
        assert (after.broken, set(here.failing(dsn)) - set(failing)) == ((), set())

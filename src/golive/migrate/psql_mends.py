"""Mends as a script of psql, each told with its findings; what rows stand in the way of is told, and left."""

from collections.abc import Iterator, Sequence

from golive.diff.plan import Plan, Planned
from golive.migrate.psql_text import cleared, comment, gset, shown, unended, written
from golive.migrate.traffic import Turn, turns
from golive.model import questions as q
from golive.model.finding import Finding
from golive.model.snapshot import Snapshot
from golive.sql import fill
from golive.sqltext.names import parts
from golive.sqltext.visible import visible


def mends(plan: Plan, live: Snapshot | None) -> Iterator[str]:
    if plan.runs:
        yield ""
        yield "SET lock_timeout = '3s';\nSET statement_timeout = '60s';\n\\set golive_left false"
    for one in plan.runs:
        yield ""
        yield from map(_told, one.findings)
        yield from _locks(one, live)
        yield from map(shown, _run(one, live))
    if plan.runs:
        yield ""
        yield f"\\if :golive_left\n{written(fill('fix/left.sql'))}\n\\endif"
    if plan.settled:
        yield ""
        yield comment("Gone with the mends above:")
        yield from map(_told, plan.settled)
    for one in plan.decisions:
        yield ""
        yield from map(_told, one.findings)
        yield comment(f"{one.question}:\n{one.mend.text}")
    if plan.waiting:
        yield ""
        yield comment("Gone with the decisions above; where one is to stay as it is, what then mends it:")
        for finding in plan.waiting:
            yield _told(finding)
            yield comment("\n".join(f"  {line}" for line in finding.mend.text.splitlines()))


def _locks(one: Planned, live: Snapshot | None) -> Iterator[str]:
    told = q.TRIED.told(live.evidence.get(q.TRIED.of(one.mend.digest))) if live else None
    if told and told.locks:
        yield comment(f"  Locks, as seen on a copy: {', '.join(told.locks)}")


def _run(one: Planned, live: Snapshot | None) -> Iterator[str]:
    if one.mend.unless:
        yield from gset(f"SELECT coalesce(NOT (\n{unended(one.mend.unless)}\n), true) AS golive_needed")
        yield "\\if :golive_needed"
    yield from _in_turns(turns(one.mend.text, live), one.findings[0])
    if one.mend.unless:
        yield "\\endif"


def _told(finding: Finding) -> str:
    return comment(f"{finding.code} {finding.severity} {finding.where}: {finding.what}")


def _in_turns(left: Sequence[Turn], finding: Finding) -> Iterator[str]:
    """Each turn that fails over rows is told, undone and left, with what would come after it."""
    if not left:
        return
    turn, *others = left
    if turn.large:
        yield from gset(written(fill("fix/small.sql", relation=turn.large)))
        yield "\\if :golive_small"
    if turn.clears:
        yield from cleared(*parts(turn.clears))
    if turn.alone or turn.rows:
        yield "SET statement_timeout = 0;" + ("\nSET lock_timeout = 0;" if turn.alone else "")
    if turn.rows:
        yield "\\set ON_ERROR_STOP off"
    several = len(turn.statements) > 1 and not turn.alone
    yield from ("BEGIN;",) if several else ()
    yield from (f"{statement};" for statement in turn.statements)
    yield from ("\\set golive_failed :ERROR",) if turn.rows else ()
    yield from ("COMMIT;",) if several else ()
    if turn.alone or turn.rows:
        yield "SET statement_timeout = '60s';" + ("\nSET lock_timeout = '3s';" if turn.alone else "")
    if turn.rows:
        yield "\\set ON_ERROR_STOP on\n\\if :golive_failed"
        yield from (f"{statement};" for statement in turn.undo)
        yield _left(finding, "rows stand in its way, or what hangs on it, or it got no lock")
        yield "\\else"
    yield from _in_turns(others, finding)
    yield from ("\\endif",) if turn.rows else ()
    if turn.large:
        yield "\\else"
        yield _left(finding, f"{turn.large} is large, and would be locked meanwhile")
        yield comment("\n".join(f"{statement};" for statement in turn.statements))
        yield "\\endif"


def _left(finding: Finding, why: str) -> str:
    """Said at once, and once more at the end by the script's failing; a psql argument, so quoted as one."""
    text = visible(f"left: {finding.code} {finding.where}: {why}".replace("\n", " "))
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"\\warn '{quoted}'\n\\set golive_left true"

"""fix.sql: what a DBA reviews and runs with psql, to come from the database as found to a certified one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from psycopg import sql

from golive.diff.plan import Plan, Planned
from golive.migrate.psql_walk import walking
from golive.migrate.repair import index_build
from golive.migrate.session import PATH, RUN_KEY
from golive.migrate.traffic import Turn, turns
from golive.migrate.verify import Pending
from golive.model import questions as q
from golive.model.batch import parted
from golive.model.finding import Finding
from golive.model.snapshot import Snapshot
from golive.model.step import Step
from golive.records import history, ledger
from golive.sql import fill
from golive.sqltext.names import parts
from golive.sqltext.statements import Statement, split
from golive.sqltext.visible import visible, visible_sql

_HEAD = """\
fix.sql for platform {platform}
Review it, take a backup, then run it: psql -X -f FILE 'postgresql://user@host:port/database'
It stops at the first error. A transaction that failed leaves nothing; run again, it goes on where it stopped.
No statement waits for a lock longer than 3 s: 'canceling statement due to lock timeout' means that somebody held
the table; run it again at a quieter moment. What rows stand in the way of is told, and left.
Commented out, each with its question: what takes something away, and what a person must decide.
{tried}
"""
_START = "\\set ON_ERROR_STOP on"
_NOT_TRIED = "It was not run on a copy of this structure: --twin does that, and says here what came of it."


def render_fix(platform: str, pending: Iterable[Pending], plan: Plan, live: Snapshot | None = None) -> str:
    """The script: pending steps in order, each with its ledger row in its own transaction, then mends."""
    lines = [*_session()]
    steps = list(pending)
    if steps:
        lines += _alone()
    for each in steps:
        lines += [
            "",
            comment(f"Step {each.step.name} ({each.step.phase}): {each.step.why}"),
            *_step(platform, each),
        ]
    lines += _mends(plan, live)
    body = "\n".join(lines) + "\n"
    return f"{comment(_HEAD.format(platform=platform, tried=_tried(live, _digest(body))))}\n{body}"


def body_digest(script: str) -> str:
    """Of what psql runs, without the comments."""
    return _digest(script[script.index(_START) :])


def _digest(body: str) -> str:
    body = "\n".join(line for line in body.splitlines() if not line.startswith("--"))
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _tried(live: Snapshot | None, digest: str) -> str:
    evidence = live.evidence.get(q.FIXED.of()) if live else None
    if evidence is None or (told := q.FIXED.told(evidence)) is None:
        return f"It was not run on a copy of this structure: {evidence.note}." if evidence else _NOT_TRIED
    if told.digest != digest:
        return "It is not what was run on a copy of this structure: what was found since is in it."
    if told.stopped:
        return f"Run on a copy of this structure, without a row of its tables, it stopped: {told.stopped}"
    rows = f"; {told.unseen:,} more hang on rows" if told.unseen else ""
    asked = f"; {told.asked:,} wait for a decision" if told.asked else ""
    new = ": " + ", ".join(told.new[:3]) + " …" * (len(told.new) > 3) if told.new else ""
    return (
        f"Run on a copy of this structure, without a row of its tables: {told.gone:,} of {told.findings:,} findings "
        f"gone, {len(told.new):,} new{new}{asked}{rows}."
    )


def opening() -> str:
    """What a session in psql begins with before it deploys by hand: as fix.sql does."""
    return "\n".join([*_session(), *_alone()])


def deploying(platform: str, step: Step) -> str:
    """A step as fix.sql deploys, verifies and records it."""
    return "\n".join(_step(platform, Pending(step, in_place=False)))


def reverting(platform: str, step: Step) -> str:
    """The way back of a step that was deployed, and of what was recorded of it."""
    lines = [
        *_gset(_text(fill("fix/deployed.sql", platform=platform, step=step.name))),
        "\\if :golive_deployed",
        *_back(step),
    ]
    if step.migration:
        tool, one = history.find(step.migration)
        lines += ["\\if :golive_recorded_here", _text(history.erase(tool, one, step.migration, first=False)), "\\endif"]
    return "\n".join([*lines, _text(ledger.write(platform, step, ledger.State.REVERTED)), "COMMIT;", "\\endif"])


def _back(step: Step) -> Iterator[str]:
    """Up to the record, which stands inside a transaction."""
    if step.batch:
        script = parted(step.revert, str(step.file("revert")))
        yield from _once(step, script.before)
        yield "COMMIT;"
        if script.each:
            yield from walking(step.batch, script.each, _budgets(step, local=True))
        yield from _once(step, script.after)
    elif step.transactional:
        yield from _once(step, ())
        yield closed(step.revert)
    else:
        yield _budgets(step, local=False)
        yield closed(step.revert)
        yield "BEGIN;"


def _once(step: Step, statements: Iterable[Statement]) -> Iterator[str]:
    """What stands in one transaction; it stays open."""
    yield "BEGIN;"
    yield _budgets(step, local=True)
    yield f"SET LOCAL search_path = {PATH};"
    yield from (one.text + ";" for one in statements)


def comment(text: str) -> str:
    """No character of the text can end the comment, nor hide."""
    lines = re.split(r"\r\n|\r|\n", text.rstrip())
    return "\n".join(f"-- {visible(line)}".rstrip() for line in lines)


def _session() -> list[str]:
    return [
        _START,
        "\\set ON_ERROR_ROLLBACK off",
        "\\set AUTOCOMMIT on",
        "\\encoding UTF8",
        "SET standard_conforming_strings = on;",
        f"SET search_path = {PATH};",
    ]


def _alone() -> Iterator[str]:
    yield _text(fill("fix/alone.sql", key=RUN_KEY))
    yield _asked(_text(fill("ledger/exists.sql")).replace("SELECT EXISTS", "SELECT NOT EXISTS", 1), "golive_new")
    yield "\\if :golive_new"
    yield "BEGIN;"
    yield _text(ledger.create())
    yield "COMMIT;"
    yield "\\endif"


def _step(platform: str, pending: Pending) -> Iterator[str]:
    step = pending.step
    if pending.in_place:
        yield comment("It verified when this script was written: if it still does, it is only recorded.")
    yield from _gset(_text(fill("fix/pending.sql", platform=platform, step=step.name)))
    yield "\\if :golive_pending"
    yield "\\set golive_history NULL"
    yield from _gset(_text(_asking("fix/in_place.sql", step, platform=platform, step=step.name)))
    yield "\\if :golive_in_place"
    yield "BEGIN;"
    yield from _migration(step, run=False)
    yield _recorded(platform, step, found=True)
    yield "COMMIT;"
    yield "\\else"
    yield from _deploy(platform, step)
    yield _text(fill("runner/enter.sql"))
    yield _text(_asking("fix/verify.sql", step, step=step.name))
    yield _recorded(platform, step, found=False)
    yield "COMMIT;"
    if not step.transactional:
        yield "RESET lock_timeout;\nRESET statement_timeout;"
    yield "\\endif\n\\endif"


def _deploy(platform: str, step: Step) -> Iterator[str]:
    """Up to the verdict, which stands inside a transaction."""
    if step.command:
        yield comment(f"Run this first, in {step.command.folder.name}/: {' '.join(step.command.argv)}")
        yield "BEGIN;"
    elif step.batch:
        script = parted(step.deploy, str(step.file("deploy")))
        yield from _gset(_text(fill("fix/begun.sql", platform=platform, step=step.name)))
        yield "\\if :golive_begun\n\\else"
        yield from _once(step, script.before)
        yield _text(ledger.write(platform, step, ledger.State.STARTED))
        yield "COMMIT;\n\\endif"
        yield from walking(step.batch, script.each, _budgets(step, local=True))
        yield from _once(step, script.after)
        yield "SET CONSTRAINTS ALL IMMEDIATE;"
    elif step.transactional:
        yield from _once(step, ())
        yield from _migration(step, run=True)
        yield closed(step.deploy)
        yield "SET CONSTRAINTS ALL IMMEDIATE;"
    else:
        yield _text(ledger.write(platform, step, ledger.State.STARTED))
        yield _budgets(step, local=False)
        yield from _migration(step, run=True)
        yield from _piecewise(step)
        yield "BEGIN;"


def _recorded(platform: str, step: Step, *, found: bool) -> str:
    history = sql.SQL(":golive_history")
    return _text(ledger.write(platform, step, ledger.State.DEPLOYED, found=found, history=history))


def _piecewise(step: Step) -> Iterator[str]:
    for statement in split(step.deploy):
        if build := index_build(statement):
            yield from _cleared(build.schema, build.index)
        alone = "CONCURRENTLY" in statement.words
        if alone:
            yield "SET lock_timeout = 0;"
        yield statement.text + ";"
        if alone:
            yield _budgets(step, local=False)


def _migration(step: Step, *, run: bool) -> Iterator[str]:
    """The tool's own file and its row, unless the tool has recorded it."""
    if step.migration is None:
        return
    tool, one = history.find(step.migration)
    yield comment(f"Migration {step.migration.name} of {tool.name}, as {tool.name} would apply and record it")
    yield from _gset(_text(fill("history/exists.sql", schema=tool.schema, name=tool.table)))
    yield "\\set golive_recorded false"
    yield "\\if :golive_table"
    read = sql.SQL(_open(_text(fill(f"history/{tool.name}/read.sql", table=tool.relation))))
    keys, applied = list(history.keys_that_tell(tool, one)), list(history.APPLIED)
    yield from _gset(_text(fill("fix/recorded.sql", read=read, keys=keys, applied=applied)))
    yield "\\endif"
    yield "\\if :golive_recorded\n\\else"
    local = step.transactional or not run
    if run:
        word = "SET LOCAL" if local else "SET"
        yield f"{word} search_path = {tool.search_path or 'DEFAULT'};"
        yield closed(step.migration.text)
        yield f"{word} search_path = {PATH};"
    yield "\\set golive_history '''row'''"
    yield "\\if :golive_table\n\\else"
    yield "\\set golive_history '''table'''"
    yield "\\if :golive_schema\n\\else"
    yield "\\set golive_history '''schema'''"
    yield _text(fill("history/create_schema.sql", schema=sql.Identifier(tool.schema)))
    yield "\\endif"
    yield _text(history.creation(tool, schema=False)[0])
    yield "\\endif"
    yield _text(history.record(tool, one, step.migration))
    yield "\\endif"


def _asking(file: str, asked: Step, /, **values: object) -> sql.Composed:
    """A block around verify.sql, in dollar quotes that verify.sql does not end."""
    (query,) = split(asked.verify)
    quote = "$golive$"
    while quote in query.text:
        quote = quote.replace("$golive", "$golive_")
    return fill(file, query=sql.SQL(query.text), quote=sql.SQL(quote), **values)


def _mends(plan: Plan, live: Snapshot | None) -> Iterator[str]:
    if plan.runs:
        yield ""
        yield "SET lock_timeout = '3s';\nSET statement_timeout = '60s';\n\\set golive_left false"
    for one in plan.runs:
        yield ""
        yield from map(_told, one.findings)
        yield from _locks(one, live)
        yield from map(_shown, _run(one, live))
    if plan.runs:
        yield ""
        yield f"\\if :golive_left\n{_text(fill('fix/left.sql'))}\n\\endif"
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
        yield from _gset(f"SELECT coalesce(NOT (\n{_open(one.mend.unless)}\n), true) AS golive_needed")
        yield "\\if :golive_needed"
    yield from _in_turns(turns(one.mend.text, live), one.findings[0])
    if one.mend.unless:
        yield "\\endif"


def _shown(line: str) -> str:
    """Escaped; a statement where that cannot be was made a decision before, see why_not."""
    return visible_sql(line) or comment(line)


def _told(finding: Finding) -> str:
    return comment(f"{finding.code} {finding.severity} {finding.where}: {finding.what}")


def _in_turns(left: Sequence[Turn], finding: Finding) -> Iterator[str]:
    """Each turn that fails over rows is told, undone and left, with what would come after it."""
    if not left:
        return
    turn, *others = left
    if turn.large:
        yield from _gset(_text(fill("fix/small.sql", relation=turn.large)))
        yield "\\if :golive_small"
    if turn.clears:
        yield from _cleared(*parts(turn.clears))
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


def _cleared(schema: str, index: str) -> Iterator[str]:
    yield from _gset(_text(fill("fix/invalid.sql", schema=schema, index=index)))
    yield "\\if :golive_invalid"
    yield _text(sql.SQL("DROP INDEX CONCURRENTLY {};").format(sql.Identifier(schema, index)))
    yield "\\endif"


def _left(finding: Finding, why: str) -> str:
    """Said at once, and once more at the end by the script's failing; a psql argument, so quoted as one."""
    text = visible(f"left: {finding.code} {finding.where}: {why}".replace("\n", " "))
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"\\warn '{quoted}'\n\\set golive_left true"


def closed(text: str) -> str:
    """The script as it stands, its last statement ended."""
    statements = split(text)
    return text.rstrip() + ("" if not statements or statements[-1].ended else "\n;")


def _open(query: str) -> str:
    return query.rstrip().removesuffix(";")


def _gset(query: str) -> Iterator[str]:
    yield f"{_shown(_open(query))}\n\\gset"


def _asked(query: str, name: str) -> str:
    return f"{_open(query)} AS {name}\n\\gset"


def _budgets(step: Step, *, local: bool) -> str:
    word = "SET LOCAL" if local else "SET"
    return f"{word} lock_timeout = {step.lock_timeout_ms};\n{word} statement_timeout = {step.statement_timeout_ms};"


def _text(composed: sql.Composable) -> str:
    return composed.as_string().rstrip()

"""fix.sql: what a DBA reviews and runs with psql, to come from the database as found to a certified one."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from psycopg import sql

from golive.migrate import history, ledger
from golive.migrate.fill import fill
from golive.migrate.repair import index_build
from golive.migrate.session import PATH, RUN_KEY
from golive.migrate.verify import Pending
from golive.model.finding import Finding, MendKind
from golive.model.sqlfile import stands_alone
from golive.model.step import Step
from golive.sqltext.statements import Unsplittable, split

_HEAD = """\
fix.sql for platform {platform}
Review it, take a backup, then run it: psql -X -f FILE 'postgresql://user@host:port/database'
It stops at the first error. A transaction that failed leaves nothing; run again, it goes on where it stopped.
Commented out: what destroys something, what is no SQL, and what a person must decide.
"""


def write_fix(path: Path, platform: str, pending: Iterable[Pending], findings: Iterable[Finding]) -> None:
    path.write_text(render_fix(platform, pending, findings), encoding="utf-8")


def render_fix(platform: str, pending: Iterable[Pending], findings: Iterable[Finding]) -> str:
    """The script: pending steps in order, each with its ledger row in its own transaction, then mends."""
    lines = [comment(_HEAD.format(platform=platform)), *_session()]
    steps = list(pending)
    if steps:
        lines += [
            _text(fill("fix/alone.sql", key=RUN_KEY)),
            _asked(
                _text(fill("ledger/exists.sql")).replace("SELECT EXISTS", "SELECT NOT EXISTS", 1),
                "golive_new",
            ),
            "\\if :golive_new",
            "BEGIN;",
            _text(ledger.create()),
            "COMMIT;",
            "\\endif",
        ]
    for each in steps:
        lines += [
            "",
            comment(f"Step {each.step.name} ({each.step.phase}): {each.step.why}"),
            *_step(platform, each),
        ]
    lines += _mends(findings)
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """No character of the text can end the comment."""
    shown = (re.sub(r"[^\x20-\x7e\xa0-\U0010ffff]", "?", line) for line in re.split(r"\r\n|\r|\n", text.rstrip()))
    return "\n".join(f"-- {line}".rstrip() for line in shown)


def _session() -> list[str]:
    return [
        "\\set ON_ERROR_STOP on",
        "\\set ON_ERROR_ROLLBACK off",
        "\\set AUTOCOMMIT on",
        "\\encoding UTF8",
        "SET standard_conforming_strings = on;",
        f"SET search_path = {PATH};",
    ]


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
    elif step.transactional:
        yield "BEGIN;"
        yield _budgets(step, local=True)
        yield f"SET LOCAL search_path = {PATH};"
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
            yield from _gset(_text(fill("fix/invalid.sql", schema=build.schema, index=build.index)))
            yield "\\if :golive_invalid"
            yield _text(sql.SQL("DROP INDEX CONCURRENTLY {};").format(sql.Identifier(build.schema, build.index)))
            yield "\\endif"
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


def _mends(findings: Iterable[Finding]) -> Iterator[str]:
    seen: set[str] = set()
    for finding in findings:
        mend = finding.mend
        yield ""
        yield comment(f"{finding.code} {finding.severity} {finding.where}: {finding.what}")
        if mend.text in seen:
            yield comment("Its mend stands above.")
            continue
        seen.add(mend.text)
        reason = _why_not(mend.kind, mend.text, destructive=mend.destructive)
        if reason is not None:
            yield comment(f"{reason}\n{mend.text}")
            continue
        if mend.unless:
            yield from _gset(f"SELECT coalesce(NOT (\n{_open(mend.unless)}\n), true) AS golive_needed")
            yield "\\if :golive_needed"
        whole = not any(stands_alone(statement) for statement in split(mend.text))
        yield f"BEGIN;\n{closed(mend.text)}\nCOMMIT;" if whole else closed(mend.text)
        if mend.unless:
            yield "\\endif"


def _why_not(kind: MendKind, text: str, *, destructive: bool) -> str | None:
    if kind is MendKind.COMMAND:
        return "A command, for a shell:"
    if kind is MendKind.DECISION:
        return "A decision for a person:"
    if destructive:
        return "It destroys something, so it does not run by itself:"
    try:
        return None if split(text) else "No statement:"
    except Unsplittable as error:
        return f"Not run, because {error}:"


def closed(text: str) -> str:
    """The script as it stands, its last statement ended."""
    statements = split(text)
    return text.rstrip() + ("" if not statements or statements[-1].ended else "\n;")


def _open(query: str) -> str:
    return query.rstrip().removesuffix(";")


def _gset(query: str) -> Iterator[str]:
    yield f"{_open(query)}\n\\gset"


def _asked(query: str, name: str) -> str:
    return f"{_open(query)} AS {name}\n\\gset"


def _budgets(step: Step, *, local: bool) -> str:
    word = "SET LOCAL" if local else "SET"
    return f"{word} lock_timeout = {step.lock_timeout_ms};\n{word} statement_timeout = {step.statement_timeout_ms};"


def _text(composed: sql.Composable) -> str:
    return composed.as_string().rstrip()

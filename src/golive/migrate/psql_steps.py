"""Steps as a script of psql: each deployed, verified and recorded in its own transaction, and its way back."""

from collections.abc import Iterable, Iterator

from psycopg import sql

from golive.migrate.psql_text import asked, cleared, closed, comment, gset, unended, written
from golive.migrate.psql_walk import walking
from golive.migrate.repair import index_build
from golive.migrate.session import PATH, RUN_KEY
from golive.migrate.verify import Pending
from golive.model.batch import parted
from golive.model.step import Step
from golive.records import history, ledger
from golive.sql import fill
from golive.sqltext.statements import Statement, split

START = "\\set ON_ERROR_STOP on"


def opening() -> str:
    """What a session in psql begins with before it deploys by hand: as fix.sql does."""
    return "\n".join([*session(), *alone()])


def session() -> list[str]:
    return [
        START,
        "\\set ON_ERROR_ROLLBACK off",
        "\\set AUTOCOMMIT on",
        "\\encoding UTF8",
        "SET standard_conforming_strings = on;",
        f"SET search_path = {PATH};",
    ]


def alone() -> Iterator[str]:
    """No other run beside it, and a ledger."""
    yield written(fill("fix/alone.sql", key=RUN_KEY))
    yield asked(written(fill("ledger/exists.sql")).replace("SELECT EXISTS", "SELECT NOT EXISTS", 1), "golive_new")
    yield "\\if :golive_new"
    yield "BEGIN;"
    yield written(ledger.create())
    yield "COMMIT;"
    yield "\\endif"


def deploying(platform: str, step: Step) -> str:
    """A step as fix.sql deploys, verifies and records it."""
    return "\n".join(deployed(platform, Pending(step, in_place=False)))


def deployed(platform: str, pending: Pending) -> Iterator[str]:
    step = pending.step
    if pending.in_place:
        yield comment("It verified when this script was written: if it still does, it is only recorded.")
    yield from gset(written(fill("fix/pending.sql", platform=platform, step=step.name)))
    yield "\\if :golive_pending"
    yield "\\set golive_history NULL"
    yield from gset(written(_asking("fix/in_place.sql", step, platform=platform, step=step.name)))
    yield "\\if :golive_in_place"
    yield "BEGIN;"
    yield from _migration(step, run=False)
    yield _recorded(platform, step, found=True)
    yield "COMMIT;"
    yield "\\else"
    yield from _deploy(platform, step)
    yield written(fill("runner/enter.sql"))
    yield written(_asking("fix/verify.sql", step, step=step.name))
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
        yield from gset(written(fill("fix/begun.sql", platform=platform, step=step.name)))
        yield "\\if :golive_begun\n\\else"
        yield from _once(step, script.before)
        yield written(ledger.write(platform, step, ledger.State.STARTED))
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
        yield written(ledger.write(platform, step, ledger.State.STARTED))
        yield _budgets(step, local=False)
        yield from _migration(step, run=True)
        yield from _piecewise(step)
        yield "BEGIN;"


def _recorded(platform: str, step: Step, *, found: bool) -> str:
    history = sql.SQL(":golive_history")
    return written(ledger.write(platform, step, ledger.State.DEPLOYED, found=found, history=history))


def _piecewise(step: Step) -> Iterator[str]:
    for statement in split(step.deploy):
        if build := index_build(statement):
            yield from cleared(build.schema, build.index)
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
    yield from gset(written(fill("history/exists.sql", schema=tool.schema, name=tool.table)))
    yield "\\set golive_recorded false"
    yield "\\if :golive_table"
    read = sql.SQL(unended(written(fill(f"history/{tool.name}/read.sql", table=tool.relation))))
    keys, applied = list(history.keys_that_tell(tool, one)), list(history.APPLIED)
    yield from gset(written(fill("fix/recorded.sql", read=read, keys=keys, applied=applied)))
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
    yield written(fill("history/create_schema.sql", schema=sql.Identifier(tool.schema)))
    yield "\\endif"
    yield written(history.creation(tool, schema=False)[0])
    yield "\\endif"
    yield written(history.record(tool, one, step.migration))
    yield "\\endif"


def _asking(file: str, asked: Step, /, **values: object) -> sql.Composed:
    """A block around verify.sql, in dollar quotes that verify.sql does not end."""
    (query,) = split(asked.verify)
    quote = "$golive$"
    while quote in query.text:
        quote = quote.replace("$golive", "$golive_")
    return fill(file, query=sql.SQL(query.text), quote=sql.SQL(quote), **values)


def reverting(platform: str, step: Step) -> str:
    """The way back of a step that was deployed, and of what was recorded of it."""
    lines = [
        *gset(written(fill("fix/deployed.sql", platform=platform, step=step.name))),
        "\\if :golive_deployed",
        *_back(step),
    ]
    if step.migration:
        tool, one = history.find(step.migration)
        lines += [
            "\\if :golive_recorded_here",
            written(history.erase(tool, one, step.migration, first=False)),
            "\\endif",
        ]
    return "\n".join([*lines, written(ledger.write(platform, step, ledger.State.REVERTED)), "COMMIT;", "\\endif"])


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


def _budgets(step: Step, *, local: bool) -> str:
    word = "SET LOCAL" if local else "SET"
    return f"{word} lock_timeout = {step.lock_timeout_ms};\n{word} statement_timeout = {step.statement_timeout_ms};"

"""A deploy without one of its statements is refused by the server or by its own verification, for every statement."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
from psycopg import Connection, sql

from golive.migrate.runner import Runner
from golive.migrate.session import PATH, STEP_KEY, writer
from golive.migrate.verify import claims
from golive.model.batch import TABLE, Batch
from golive.model.step import Step
from golive.records import history
from golive.sql import fill
from golive.sqltext.names import quoted
from golive.sqltext.statements import split

Session = Connection[tuple[Any, ...]]
# Both change how long a step waits or holds its locks, not what it makes; here all is one transaction.
CONCURRENT = re.compile(r"\bCONCURRENTLY |^ *COMMIT;$", re.MULTILINE)


def test_no_statement_of_a_deploy_can_be_left_out(place: Any) -> None:
    unseen = []
    with place.copy() as dsn, Runner(dsn, place.platform.name, place.platform.steps) as runner:
        for step in place.platform.steps:
            with writer(dsn, STEP_KEY, 2.0) as session:
                unseen += [f"{step} without: {text[:80]}" for text in holes(session, step)]
            runner.deploy(step)
    assert unseen == []


def test_statement_that_no_verification_looks_at_is_told(place: Any) -> None:
    step = place.platform.steps[0]
    unseen = "CREATE TABLE public.nobody_looks_at_it ()"
    with place.copy() as dsn, writer(dsn, STEP_KEY, 2.0) as session:
        assert list(holes(session, replace(step, deploy=f"{step.deploy}\n{unseen};"))) == [unseen]


def holes(session: Session, step: Step) -> Iterator[str]:
    """The statements of a step that nobody misses. Nothing of it stays."""
    pieces = list(statements(step))
    for left_out in pieces:
        if not missed(session, step, [piece for piece in pieces if piece is not left_out]):
            yield left_out[0]


def missed(session: Session, step: Step, pieces: list[tuple[str, list[Any]]]) -> bool:
    """A transaction for each, no savepoint: a sequence that a step made and moved obeys none."""
    try:
        with session.transaction(force_rollback=True):
            walking = step.batch
            for text, run in pieces:
                if walking and TABLE in text:
                    session.execute(whole_table(session, walking))
                    walking = None
                for each in run:
                    session.execute(each)
            session.execute("SET CONSTRAINTS ALL IMMEDIATE")
            session.execute(fill("runner/enter.sql"))
            return claims(session, step) != ()
    except psycopg.Error:
        return True


def whole_table(session: Session, batch: Batch) -> sql.Composed:
    """A walk in one batch: here all is one transaction."""
    keys = fill("runner/keyset.sql", table=quoted(*batch.table), keys=list(batch.keys))
    row = session.execute(keys).fetchone()
    if row is None:
        raise psycopg.errors.UndefinedTable  # it is made by what was left out
    columns = sql.SQL(", ").join(map(sql.Identifier, row[0]))
    made = sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {}")
    return made.format(sql.Identifier(TABLE), columns, sql.Identifier(*batch.table))


def statements(step: Step) -> Iterator[tuple[str, list[Any]]]:
    """Each statement with what a run sends for it; the row of a migration comes with its last one."""
    if migration := step.migration:
        tool, one = history.find(migration)
        enter: list[Any] = [history.search_path(tool, local=True)]
        leave: list[Any] = [fill("runner/search_path.sql", path=PATH, local=True)]
        *earlier, last = (statement.text for statement in split(migration.text))
        for text in earlier:
            yield text, [*enter, text.encode(), *leave]
        yield last, [*enter, last.encode(), *leave, history.record(tool, one, migration)]
    for statement in split(step.deploy):
        yield statement.text, [alone(step, statement.text).encode()]


def alone(step: Step, text: str) -> str:
    return text if step.transactional else CONCURRENT.sub("", text)

"""How a deed is done: the statements of a session, and what is shown where the last one counts more than its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from psycopg import sql

from golive.model.catalog import Function, Trigger
from golive.model.deed import CREATE, EXECUTE, LURE, Deed
from golive.sqltext.names import quoted
from golive.twin.arguments import given
from golive.twin.calls import handed
from golive.twin.luring import REACHED, lures
from golive.twin.making import inserted, relation
from golive.twin.meeting import meeting
from golive.twin.stage import Stage, Whose
from golive.twin.use import deleted, updated
from golive.twin.visit import Statement

VARIANTS = 3  # of a row that is added, and of what a function is given
_COUNTERS = {
    "INSERT": "pg_stat_get_xact_tuples_inserted",
    "UPDATE": "pg_stat_get_xact_tuples_updated",
    "DELETE": "pg_stat_get_xact_tuples_deleted",
}
_DONE = {"SELECT": "read", "INSERT": "added", "UPDATE": "changed", "DELETE": "deleted"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way."""

    does: Sequence[Statement]  # what the session does
    told: str = ""  # what is shown where it comes off
    counted: Sequence[Statement] = ()  # what is run in its place, so that the last answers with a number
    own: int = 0
    before: Sequence[Statement] = field(default_factory=tuple)  # as somebody else, who may
    fails: str = ""

    def said(self, more: int) -> str:
        return self.told.format(rows="1 row was" if more == 1 else f"{more:,} rows were")


def attempts(deed: Deed, stage: Stage) -> Iterator[Attempt]:
    """The plainest first."""
    if deed.does == CREATE:
        yield Attempt([sql.SQL("CREATE TABLE {}.golive_shown ()").format(relation(deed.to))], "a table was made there")
    elif deed.does in (LURE, EXECUTE):
        function = stage.world.live.get(Function, deed.to)
        if function is not None and function.prokind in "fp":
            yield from (_lured if deed.does == LURE else _called)(deed, function, stage)
    elif deed.does == "INSERT":
        yield from _added(deed, stage)
    else:
        yield from _reached(deed, stage)


def _reached(deed: Deed, stage: Stage) -> Iterator[Attempt]:
    """Rows that are there; then, where a condition asks for more, such as meet it."""
    whose = stage.whose(deed.to)
    met = _met(deed, stage)
    for before in ([], met) if met else ([],):
        if deed.does == "SELECT":
            count = sql.SQL("SELECT count(*) FROM {}{}").format(relation(deed.to), _of_others(whose))
            yield Attempt([count], _rows(deed, whose), [count], before=before)
        elif (table := stage.tables.get(deed.to)) is not None:
            main = updated(table) if deed.does == "UPDATE" else deleted(table)
            own = stage.number(deed.to, whose) if whose else 0
            yield _counted(main, [(deed.to, deed.does)], _rows(deed, whose), stage, own=own, before=before)
            if deed.does == "UPDATE" and whose and whose.other and deed.to != stage.world.root:
                away = sql.SQL("UPDATE {0} SET {1} = {2} WHERE {1} = {3}").format(
                    relation(deed.to), sql.Identifier(whose.column), sql.Literal(whose.other), sql.Literal(whose.own)
                )
                told = "{rows} given to another tenant"
                yield _counted(away, [(deed.to, deed.does)], told, stage, before=before)


def _met(deed: Deed, stage: Stage) -> list[Statement]:
    table = stage.tables.get(deed.to)
    wanted = {name: value for name, value in meeting(deed.where).items() if table and name in table.given}
    if table is None or not wanted:
        return []
    pairs = (sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in wanted.items())
    become = sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(table.relation.owner))
    return [become, sql.SQL("UPDATE {} SET {}").format(relation(table.name), sql.SQL(", ").join(pairs))]


def _added(deed: Deed, stage: Stage) -> Iterator[Attempt]:
    """A row of another tenant, whoever it says has written it; then one that says that the session has."""
    table, whose = stage.tables.get(deed.to), stage.whose(deed.to)
    if table is None:
        return
    told = f"a row{' of another tenant' if whose else ''} was added"
    for variant in range(VARIANTS):
        row = stage.maker.row(table, (1,) * len(table.foreign), variant)
        row |= {name: value for name, value in meeting(deed.where).items() if name in table.given}
        if whose and whose.other and deed.to != stage.world.root and whose.column in table.given:
            row[whose.column] = whose.other
        yield Attempt([inserted(table, row)], told)
        mine = {name: stage.users[0] for name, value in row.items() if value and value in stage.users[1:2]}
        if mine and not (whose and whose.column in mine):
            yield Attempt([inserted(table, row | mine)], told)


def _called(deed: Deed, function: Function, stage: Stage) -> Iterator[Attempt]:
    writes = [(name, does) for name, does in deed.comes_to if does in _COUNTERS]
    for call in _calls(deed, function, stage):
        if writes:
            verbs = " or ".join(dict.fromkeys(_DONE[does] for _, does in writes))
            yield _counted(call, writes, f"{{rows}} {verbs} by it", stage)
        elif function.prokind == "f":
            found = sql.SQL(
                "SELECT count(*) FROM ({} AS found) AS called WHERE found IS NOT NULL "
                "AND found::text NOT IN ('', 'f', '[]', '{{}}')"
            ).format(call)
            yield Attempt([call], "it was answered with what is not its own", [found])


def _lured(deed: Deed, function: Function, stage: Stage) -> Iterator[Attempt]:
    before = lures(stage.world.live, function, deed.names)
    does = _fired(function, stage) if function.result == "trigger" else _calls(deed, function, stage)
    for one in does:
        yield Attempt([*before, one], fails=REACHED)


def _fired(function: Function, stage: Stage) -> Iterator[Statement]:
    """What makes its triggers fire."""
    for trigger in stage.world.live.of(Trigger):
        table = stage.tables.get(trigger.relation or "")
        if trigger.function == function.identity and table is not None:
            yield inserted(table, stage.maker.row(table, (1,) * len(table.foreign)))
            yield updated(table)
            yield deleted(table)


def _calls(deed: Deed, function: Function, stage: Stage) -> Iterator[sql.Composed]:
    verb = sql.SQL("CALL {}({})" if function.prokind == "p" else "SELECT {}({})")
    for values in given(function, deed, stage, VARIANTS):
        yield verb.format(relation(quoted(*function.path[:2])), handed(function, values))


def _counted(
    main: Statement, done: Iterable[tuple[str, str]], told: str, stage: Stage,
    own: int = 0, before: Sequence[Statement] = (),
) -> Attempt:  # fmt: skip
    """By what the server counts of the transaction, since a session may write what it may not read."""
    sums = sql.SQL(" + ").join(
        sql.SQL("pg_catalog.{}({})").format(sql.Identifier(_COUNTERS[does]), sql.Literal(oid))
        for name, does in done
        for oid in stage.oids(name)
    )
    mark = sql.SQL("SELECT pg_catalog.set_config('golive.before', ({})::text, true)").format(sums)
    count = sql.SQL("SELECT ({}) - pg_catalog.current_setting('golive.before')::bigint").format(sums)
    return Attempt([main], told, [mark, main, count], own, before)


def _of_others(whose: Whose | None) -> sql.Composable:
    if whose is None:
        return sql.SQL("")
    return sql.SQL(" WHERE {}::text IS DISTINCT FROM {}").format(sql.Identifier(whose.column), sql.Literal(whose.own))


def _rows(deed: Deed, whose: Whose | None) -> str:
    return f"{{rows}} {_DONE[deed.does]}" + (", of another tenant" if whose else "")

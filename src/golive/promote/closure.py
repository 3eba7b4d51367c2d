"""References that leave the selection: each is brought along, expected here, or dropped, as somebody decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.model.claims.promotion import Leaving
from golive.model.claims.reference import Reference
from golive.model.failures import StepFailed
from golive.observe.rewritten import jsonpath
from golive.promote.projection import Reading, rows, stated
from golive.promote.record import Moves
from golive.promote.shape import ForeignKey, Path, of_t, relation
from golive.sqltext.names import parts, quoted

Live = Connection[tuple[Any, ...]]
_IDS = {"integer": "^-?[0-9]{1,18}$", "text of integer": "^-?[0-9]{1,18}$", "uuid": "^[0-9a-fA-F-]{36}$"}


@dataclass(frozen=True, slots=True)
class Edge:
    """One way in which rows of a table name rows of another."""

    label: str  # as [[promotion.leaving]] names it
    child: Path
    column: str
    parent: Path
    parent_column: str
    values: sql.Composed  # SELECT DISTINCT … AS v, as text
    inside: bool = False  # the column holds a document or a list, of which it is a part


def close(source: Live, reading: Reading, moves: Moves) -> dict[Path, dict[str, Leaving]]:
    """Follows every reference of the selection until none leaves it undecided; which keys are expected here."""
    decisions = {one.of: one for one in reading.promotion.leaving}
    expected: dict[Path, dict[str, Leaving]] = {}
    undecided: list[str] = []
    done: set[tuple[str, str]] = set()
    news = True
    while news:
        news = False
        for edge in list(_edges(reading, moves)):
            for value in _leaving(source, reading, moves, edge):
                if (edge.label, value) in done:
                    continue
                done.add((edge.label, value))
                decision = decisions.get(edge.label)
                if decision is None:
                    undecided.append(edge.label)
                elif decision.decide == "bring":
                    news = _bring(source, reading, moves, edge, value) or news
                elif decision.decide == "exists":
                    expected.setdefault(edge.parent, {})[value] = decision
                else:
                    _drop(reading, moves, edge, value)
    if undecided:
        counted = {one: undecided.count(one) for one in dict.fromkeys(undecided)}
        raise StepFailed(
            str(reading.promotion),
            "[promotion] leaving",
            "references leave the selection, and nobody decided what becomes of them",
            'for each: [[promotion.leaving]] of = "…", decide = "bring", "exists" or "drop", why = "…"',
            tuple(f"{label}: {count} rows that are not taken" for label, count in counted.items()),
        )
    return expected


def _edges(reading: Reading, moves: Moves) -> Iterator[Edge]:
    for one in reading.shape.of(reading.takes):
        if one.columns != (reading.tenant_column(one.child),):
            yield _by_key(reading, one, moves)
    for path in reading.takes:
        for column in sorted(reading.parents(path)):
            own = ForeignKey("", path, (column,), path, reading.table(path).key, deferrable=False)
            yield _by_key(reading, own, moves)
        for claims in reading.references(path).values():
            for claim in claims:
                yield _by_claim(reading, claim, path, moves)


def _by_key(reading: Reading, one: ForeignKey, moves: Moves) -> Edge:
    pairs = list(zip(one.columns, one.parent_columns, strict=True))
    key = reading.shape.tables[one.parent].key
    column, theirs = next((pair for pair in pairs if (pair[1],) == key), pairs[-1])
    values = sql.SQL("SELECT DISTINCT {}::text AS v {} AND {} IS NOT NULL").format(
        of_t(column), rows(reading, one.child, moves, here=False), of_t(column)
    )
    return Edge(quoted(*one.child, column), one.child, column, one.parent, theirs, values)


def _by_claim(reading: Reading, claim: Reference, path: Path, moves: Moves) -> Edge:
    column = stated(reading, path, claim.column)
    if claim.path:
        value = sql.SQL("p.v #>> '{{}}'").format()
        part = sql.SQL("pg_catalog.jsonb_path_query({}::jsonb, {}::jsonpath, '{{}}', true)").format(
            column, sql.Literal(jsonpath(claim.path))
        )
    elif claim.array:
        value, part = sql.SQL("p.v::text").format(), sql.SQL("pg_catalog.unnest({})").format(column)
    else:
        value, part = sql.SQL("p.v::text").format(), sql.SQL("(SELECT {})").format(column)
    values = sql.SQL(
        "SELECT DISTINCT s.v FROM (SELECT {value} AS v FROM (SELECT t.* {rows}) AS t"
        " CROSS JOIN LATERAL {part} AS p(v) WHERE ({where}\n)) AS s WHERE s.v ~ {looks}"
    ).format(
        value=value, rows=rows(reading, path, moves, here=False), part=part,
        where=sql.SQL(claim.where), looks=sql.Literal(_IDS.get(claim.type or "", ".")),
    )  # fmt: skip
    parent = parts(claim.to)
    key = reading.shape.tables[parent].key[0]
    return Edge(claim.name, path, claim.column, parent, key, values, inside=bool(claim.path or claim.array))


def _leaving(source: Live, reading: Reading, moves: Moves, edge: Edge) -> list[str]:
    """What it names among the rows that exist there and are not taken."""
    chosen: sql.Composable = sql.SQL("SELECT NULL::text AS k WHERE false")
    if edge.parent in reading.takes:
        chosen = sql.SQL("SELECT {}::text AS k {}").format(
            of_t(edge.parent_column), rows(reading, edge.parent, moves, here=False)
        )
    query = sql.SQL(
        "SELECT e.v FROM ({values}) AS e WHERE NOT EXISTS (SELECT FROM ({chosen}) AS r WHERE r.k = e.v)"
        " AND EXISTS (SELECT FROM {parent} AS t WHERE {key}::text = e.v) ORDER BY e.v"
    ).format(values=edge.values, chosen=chosen, parent=relation(edge.parent), key=of_t(edge.parent_column))
    return [row[0] for row in source.execute(query)]


def _bring(source: Live, reading: Reading, moves: Moves, edge: Edge, value: str) -> bool:
    """The row comes along, with what it names itself; never one of another tenant."""
    table = reading.table(edge.parent)
    if table.key != (edge.parent_column,):
        raise _refused(reading, edge, f"{quoted(*edge.parent)} is not named by its key", 'decide = "exists"')
    if column := reading.tenant_column(edge.parent):
        query = sql.SQL("SELECT FROM {} AS t WHERE {}::text = {} AND {}::text <> {}").format(
            relation(edge.parent), of_t(edge.parent_column), sql.Literal(value), of_t(column), sql.Literal(moves.tenant)
        )
        if source.execute(query).fetchone() is not None:
            what = f"names {quoted(*edge.parent)} {value}, which is another tenant's"
            raise _refused(reading, edge, what, 'mend the reference, or decide = "exists" or "drop"')
    brought = moves.brought.setdefault(edge.parent, [])
    if edge.parent not in reading.takes:
        reading.imply(edge.parent)
    if value in brought:
        return False
    brought.append(value)
    return True


def _drop(reading: Reading, moves: Moves, edge: Edge, value: str) -> None:
    column = reading.table(edge.child).column(edge.column)
    if edge.inside:
        raise _refused(reading, edge, "is part of a document, which stays as it was written", '"bring" or "exists"')
    if column is None or column.required:
        raise _refused(reading, edge, "may not be NULL, so nothing can be dropped", '"bring" or "exists"')
    moves.drops.setdefault((edge.child, edge.column), []).append(value)


def _refused(reading: Reading, edge: Edge, what: str, mend: str) -> StepFailed:
    return StepFailed(str(reading.promotion), f"[promotion] leaving {edge.label}", f"{edge.label} {what}", mend)

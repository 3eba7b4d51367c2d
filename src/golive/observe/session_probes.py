"""What is asked of each relation, as each declared session."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from golive.isolation.cells import Prover
from golive.isolation.returned import root_key
from golive.isolation.rules import rule
from golive.isolation.world import World
from golive.model import questions as q
from golive.model.asking import table, text
from golive.model.catalog import Column, Relation
from golive.model.claims.identity import Identity
from golive.observe.plain import Plain
from golive.observe.tenant_rows import SAMPLE, Whose, among, as_text, everybody, whose
from golive.rights.binding import binds
from golive.rights.policies import COMMANDS
from golive.rights.reach import uses
from golive.sqltext.names import parts

_READ = 20_000  # rows of a table that the sample is taken of
_FIELDS = 50  # a function takes 100 arguments


@dataclass(frozen=True, slots=True)
class Question:
    """One query for rows of others and own ones: $1 own tenants, $2 the user; what the reader found is $3 and $4."""

    query: str
    keys: tuple[str, ...] = ()  # the reader's queries for them: keys of parent rows
    rows: tuple[str, ...] = ()  # or rows, found by those keys
    claimed: bool = False  # it holds text of a policy or a claim, which is read in pg_catalog and run under the path


@dataclass(frozen=True, slots=True)
class Probe:
    """One command of one role on one relation, or one call: what there is to find, and what is found."""

    key: str
    there: Question  # the reader's
    seen: Question | None  # the prober's; None: all that is there
    view: bool = False  # what it holds is known by nobody but its readers
    tenant: str = ""  # whose key a function is called with
    beyond: str = ""  # why it cannot be asked


def probes(
    world: World,
    plain: Plain,
    identity: Identity,
    asked: dict[tuple[object, ...], tuple[Question, Question | None]],
) -> Iterator[Probe]:
    """Many roles and commands ask the same: what is asked is made once."""
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        of_whom = whose(world, plain, relation)
        if of_whom is None or not uses(roles, identity.role, relation.schema):
            continue
        readable = plain.reads(relation.identity)
        for command in COMMANDS:
            if not roles.holds(identity.role, command, relation):
                continue
            key = q.ISOLATION.of(identity.name, command, relation.identity)
            condition = _condition(world, identity.role, relation, command)
            same = (relation.identity, command == "SELECT", condition)
            if same not in asked:
                asked[same] = _questions(world, plain, relation, of_whom, condition, reads=command == "SELECT")
            there, seen = asked[same]
            beyond = "" if readable or condition is None else "reader: reading its rows runs code of the database"
            yield Probe(key, there, seen, not readable, beyond=beyond)


def _condition(world: World, role: str, relation: Relation, command: str) -> str | None:
    """What a row has to be for the command, besides being seen; None where that is all."""
    if command == "SELECT" or not binds(world.tenancy.roles, role, relation):
        return None
    condition = rule(world, role, relation, command, new=command == "INSERT")
    if command == "UPDATE" and Prover(world).moves(role, relation):
        condition = f"({condition}) OR ({rule(world, role, relation, command, new=True)})"
    return condition


def _questions(
    world: World,
    plain: Plain,
    relation: Relation,
    of_whom: Whose,
    condition: str | None,
    *,
    reads: bool,
) -> tuple[Question, Question | None]:
    name, readable = table(relation.identity), plain.reads(relation.identity)
    shared = everybody(world, relation) if reads else sql.SQL("false")
    foreign = sql.SQL("{} AND ({}) IS NOT TRUE").format(of_whom.foreign, shared)
    claimed = reads and relation.identity in world.shared_rows
    as_asked = Question(exist(name, foreign, of_whom.own), of_whom.keys, claimed=claimed)
    if not readable:
        return somebody_else(world), as_asked
    there = as_asked
    if claimed and not plain.runs_nothing(world.shared_rows[relation.identity]):
        there = Question(exist(name, of_whom.foreign, of_whom.own), of_whom.keys)
    if reads:
        return there, as_asked
    return there, None if condition is None else _of_samples(world, relation, of_whom, condition)


def _of_samples(world: World, relation: Relation, of_whom: Whose, condition: str) -> Question:
    """The session need not see the rows that it writes: what the condition reads of them is given to it."""
    short = parts(relation.identity)[-1]
    whole = f"{short}.*" in condition
    columns = [
        one for one in world.live.on(Column, relation.identity)
        if whole or "." in one.type or one.name in condition
    ]  # fmt: skip
    objects = [_object(short, columns[at : at + _FIELDS]) for at in range(0, max(len(columns), 1), _FIELDS)]
    sample = sql.SQL(
        "SELECT coalesce(pg_catalog.jsonb_agg(o.golive_row), '[]') FROM (SELECT DISTINCT r.golive_row"
        " FROM (SELECT {row} AS golive_row FROM {name} WHERE {where} LIMIT {read}) AS r LIMIT {limit}) AS o"
    )
    found = tuple(
        sample.format(
            row=sql.SQL(" OPERATOR(pg_catalog.||) ").join(objects), name=table(relation.identity), where=where,
            read=sql.Literal(_READ), limit=sql.Literal(SAMPLE),
        ).as_string()
        for where in (of_whom.foreign, of_whom.own)
    )  # fmt: skip
    rows = sql.SQL(
        "EXISTS (SELECT FROM pg_catalog.jsonb_populate_recordset(NULL::{name}, ${at}::pg_catalog.jsonb) AS {short}"
        " WHERE {condition})"
    )
    both = [
        rows.format(
            name=table(relation.identity), at=sql.Literal(at), short=sql.Identifier(short), condition=text(condition)
        )
        for at in (3, 4)
    ]
    query = sql.SQL("SELECT {}").format(sql.SQL(", ").join(both)).as_string()
    return Question(query, of_whom.keys, found, claimed=True)


def _object(short: str, columns: list[Column]) -> sql.Composed:
    fields = [sql.SQL("{}, {}").format(sql.Literal(one.name), _value(short, one)) for one in columns]
    return sql.SQL("pg_catalog.jsonb_build_object({})").format(sql.SQL(", ").join(fields))


def _value(short: str, column: Column) -> sql.Composable:
    """As JSON that a row is filled from; of a type that people made its text, by no cast of theirs."""
    name = sql.Identifier(short, column.name)
    if "." not in column.type:
        return name
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN pg_catalog.concat({}) END").format(name, name)


def somebody_else(world: World) -> Question:
    """Whether there are other tenants, where nobody but the session itself can say what there is."""
    root, column = root_key(world)
    others = sql.SQL("NOT {}").format(among(as_text(world, root, column), 1))
    return Question(exist(table(root), others, sql.SQL("false")))


def exist(name: sql.Identifier, *conditions: sql.Composable) -> str:
    """Whether rows are there, condition by condition, in one query."""
    asked = [sql.SQL("EXISTS (SELECT FROM {} WHERE {})").format(name, one) for one in conditions]
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(asked)).as_string()

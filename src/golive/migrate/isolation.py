"""What each declared session can write: real statements on a database of our own, each undone before the next."""

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from golive.isolation.probed import Tried
from golive.isolation.world import World
from golive.judge.grants import rights
from golive.judge.reach import uses
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims, Identity
from golive.model.names import parts
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.claims import table
from golive.observe.isolation import Whose, whose
from golive.observe.session_states import Connected, State, states_of

LIMIT_MS = 120_000
# A row that a constraint refuses has passed row security: that is asked first.
_PAST_POLICIES = ("23502", "23503", "23505", "23514", "23P01")


def try_writes(dsn: Dsn, claims: Claims, live: Snapshot) -> Iterator[Tried]:
    """Everything happens in one transaction that is rolled back."""
    world = World(live, claims)
    with psycopg.connect(dsn.reveal(), prepare_threshold=None) as connection:
        connection.execute("SET search_path = pg_catalog")
        for identity in claims.identity:
            states = states_of(connection, identity, few=True)
            if isinstance(states, list):
                yield from _tried(connection, world, identity, states)
        connection.rollback()


def _tried(connection: Connected, world: World, identity: Identity, states: list[State]) -> Iterator[Tried]:
    asked = {
        "role": identity.role,
        "states": [{"label": s.label, "settings": dict(s.settings), "mine": s.mine, "user": s.user} for s in states],
        "trials": list(_trials(connection, world, identity)),
    }
    path = ", ".join(json.dumps(name) for name in world.claims.platform.search_path)
    with connection.transaction(force_rollback=True):
        connection.execute(
            "SELECT set_config('golive.asked', %s, true), set_config('golive.path', %s, true),"
            " set_config('statement_timeout', %s, true)",
            (json.dumps(asked), path, str(LIMIT_MS)),
        )
        connection.execute((files("golive.sql") / "probes" / "isolation_writes.sql").read_bytes())
        row = connection.execute("SELECT current_setting('golive.answers')").fetchone()
    said: dict[str, list[list[Any]]] = defaultdict(list)
    for one in json.loads(row[0]) if row else ():
        said[one[0]].append(one)
    for key, rows in said.items():
        command, planted, relation = key.split(":", 2)
        past = [one[4] is None or one[4] in _PAST_POLICIES for one in rows]
        if command in ("INSERT", "MOVE"):
            crossing = [
                one[1] for one, through in zip(rows, past, strict=True) if _wrote(one, through) and planted == "foreign"
            ]
            controls = (
                sum(_wrote(one, through) for one, through in zip(rows, past, strict=True)) if planted == "own" else 0
            )
        else:
            crossing = [one[1] for one in rows if one[2]]
            controls = sum(1 for one in rows if one[3])
        failed = {one[4] for one in rows if one[4] and one[4] not in ("42501", "GL002", *_PAST_POLICIES)}
        yield Tried(identity.name, command, relation, len(rows), tuple(crossing), controls, tuple(sorted(failed)))


def _wrote(answer: list[Any], through: bool) -> bool:
    """An INSERT or a move that came past row security; one that found no row to move did not."""
    return bool(answer[2]) if answer[4] is None else through


def _trials(connection: Connected, world: World, identity: Identity) -> Iterator[dict[str, str]]:
    """Statements, and the rows they are tried with or the counts that tell whether rows of others were hit."""
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        of_whom = whose(connection, world, relation)
        if of_whom is None or not relation.is_table or not uses(roles, identity.role, relation.schema):
            continue
        name = table(relation.identity)
        made = {right: _columns(world, identity.role, relation, right) for right in ("INSERT", "UPDATE")}
        if roles.holds(identity.role, "DELETE", relation):
            counted = _counted(connection, name, of_whom, sql.SQL("true"))
            yield {
                "key": f"DELETE:all:{relation.identity}",
                "statement": _text(connection, "DELETE FROM {}", name),
                **counted,
            }
        if made["UPDATE"]:
            column = sql.Identifier(made["UPDATE"][0])
            counted = _counted(connection, name, of_whom, sql.SQL("xmin::text::bigint > $5"))
            statement = _text(connection, "UPDATE {} SET {} = {}", name, column, column)
            yield {"key": f"UPDATE:all:{relation.identity}", "statement": statement, **counted}
        tenant = world.tenant_column(relation.identity)
        moved = tenant or world.parents[relation.identity].column
        statements = {}
        if made["INSERT"]:
            columns = sql.SQL(", ").join(map(sql.Identifier, made["INSERT"]))
            insert = "INSERT INTO {} ({}) SELECT {} FROM jsonb_populate_record(NULL::{}, $1::jsonb)"
            statements["INSERT"] = _text(connection, insert, name, columns, columns, name)
        if moved in made["UPDATE"]:
            column = sql.Identifier(moved)
            move = "UPDATE {} SET {} = (jsonb_populate_record(NULL::{}, $1::jsonb)).{}"
            statements["MOVE"] = _text(connection, move, name, column, name, column)
            yield {  # rows of others are taken over
                "key": f"UPDATE:taken:{relation.identity}",
                "statement": statements["MOVE"],
                "row": _row(connection, relation, of_whom.own),
                **_counted(connection, name, of_whom, sql.SQL("true")),
            }
        for command, statement in statements.items():
            for kind, where in (("foreign", of_whom.foreign), ("own", of_whom.own)):
                key = f"{command}:{kind}:{relation.identity}"
                yield {"key": key, "statement": statement, "row": _row(connection, relation, where), **of_whom.keys}


def _row(connection: Connected, relation: Relation, where: sql.Composable) -> str:
    """A query for one row as JSON."""
    short = sql.Identifier(parts(relation.identity)[-1])
    row = "SELECT to_jsonb({}.*)::text FROM {} WHERE {} ORDER BY 1 LIMIT 1"
    return _text(connection, row, short, table(relation.identity), where)


def _counted(connection: Connected, name: sql.Composable, of_whom: Whose, also: sql.Composable) -> dict[str, str]:
    count = "SELECT count(*) FROM {} WHERE ({}) AND {}"
    return {
        "foreign": _text(connection, count, name, of_whom.foreign, also),
        "own": _text(connection, count, name, of_whom.own, also),
        **of_whom.keys,
    }


def _text(connection: Connected, form: LiteralString, *parts_: sql.Composable) -> str:
    return sql.SQL(form).format(*parts_).as_string(connection)


def _columns(world: World, role: str, relation: Relation, right: str) -> list[str]:
    """The columns that the role may write, and that can be written."""
    who = world.tenancy.roles.inherits(role)
    whole = rights(relation.grants)
    found = []
    for column in sorted(world.live.on(Column, relation.identity), key=lambda one: one.position):
        held = [whole, rights(column.grants)]
        granted = any(right in {one.rstrip("*") for one in mine.get(each, ())} for mine in held for each in who)
        if granted and not column.generated and column.as_identity != "a":
            found.append(column.name)
    return found

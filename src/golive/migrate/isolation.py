"""What each declared session can write: real statements on a database of our own, each undone before the next."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from psycopg import sql

from golive.isolation.probed import Tried
from golive.isolation.world import World
from golive.model.asking import table
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.plain import Plain
from golive.observe.session import connect
from golive.observe.session_states import Connected, State, states_of
from golive.observe.tenant_rows import Whose, whose
from golive.rights.reach import columns_held, uses
from golive.sqltext.names import parts

LIMIT_MS = 120_000
# A row that a constraint refuses has passed row security: that is asked first.
_PAST_POLICIES = ("23502", "23503", "23505", "23514", "23P01")
_NO_RIGHT = "42501"
_KEYS = ("foreign_keys", "own_keys")
_Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What is tried in one relation, and the sessions that may write the same of it, by number."""

    relation: str
    asked: dict[str, object]
    sessions: tuple[int, ...]


class _Answer(NamedTuple):
    """What one statement did: whether anything was written, rows of others hit, own rows hit."""

    place: int
    session: int
    command: str
    state: str
    control: bool  # an own row was planted, not one of others
    written: bool | None
    others: bool | None
    own: bool | None
    failed: str | None

    @property
    def passed(self) -> bool:
        """An INSERT or a move that came past row security; one that found no row to move did not."""
        return bool(self.written) if self.failed is None else self.failed in _PAST_POLICIES


def try_writes(dsn: Dsn, claims: Claims, live: Snapshot) -> Iterator[Tried]:
    """Everything happens in one transaction that is rolled back."""
    world = World(live, claims)
    said: dict[tuple[int, int, str], list[_Answer]] = defaultdict(list)
    with connect(dsn) as connection:
        connection.execute("SET search_path = pg_catalog")
        plain = Plain(live, None)
        states = [(one, states_of(connection, plain, claims, one, few=True)) for one in claims.identity]
        sessions = [(one, some) for one, some in states if isinstance(some, list)]
        places = list(_places(connection, world, plain, [one for one, _ in sessions]))
        for never in (True, False):  # once a setting was set it is empty, not unset, for the rest of the session
            turn = [(one, [each for each in some if (not each.settings) is never]) for one, some in sessions]
            for answer in _answers(connection, claims, places, turn):
                said[answer.session, answer.place, answer.command].append(answer)
        connection.rollback()
    for session, place, command in sorted(said):
        taken = said.get((session, place, "MOVE"), []) if command == "UPDATE" else []
        yield _tried(sessions[session][0], places[place].relation, said[session, place, command], taken)


def _tried(identity: Identity, relation: str, answers: list[_Answer], taken: list[_Answer]) -> Tried:
    """An UPDATE that takes rows of others over is known from the moves to an own tenant."""
    command = answers[0].command
    probes = [one for one in answers if not one.control]
    if command in ("INSERT", "JOIN", "MOVE"):
        crossing = [one.state for one in probes if one.passed]
        controls = sum(one.passed for one in answers if one.control)
    else:
        crossing = [one.state for one in probes + [one for one in taken if one.control] if one.others]
        controls = sum(bool(one.own) for one in probes)
    failed = {one.failed for one in answers if one.failed and one.failed not in (_NO_RIGHT, *_PAST_POLICIES)}
    states = tuple(dict.fromkeys(crossing))
    return Tried(identity.name, command, relation, len(probes), states, controls, tuple(sorted(failed)))


def _answers(
    connection: Connected, claims: Claims, places: list[_Place], turn: list[tuple[Identity, list[State]]]
) -> Iterator[_Answer]:
    states = [each for _, some in turn for each in some]
    if not states or not places:
        return
    owners = list(dict.fromkeys((one.mine, one.user) for one in states))
    number = iter(range(1, len(states) + 1))
    asked = {
        "owners": [{"mine": _array(mine), "user": user} for mine, user in owners],
        "states": [
            {"owner": owners.index((one.mine, one.user)) + 1, "names": list(one.settings),
             "values": list(one.settings.values())}
            for one in states
        ],
        "sessions": [
            {"role": identity.role, "states": [next(number) for _ in some],
             "names": sorted({name for one in some for name in one.settings})}
            for identity, some in turn
        ],
        "places": [{**one.asked, "sessions": [each for each in one.sessions if turn[each][1]]} for one in places],
    }  # fmt: skip
    path = ", ".join(json.dumps(name) for name in claims.platform.search_path)
    with connection.transaction(force_rollback=True):
        connection.execute(
            "SELECT set_config('golive.asked', %s, true), set_config('golive.path', %s, true),"
            " set_config('statement_timeout', %s, true)",
            (json.dumps(asked), path, str(LIMIT_MS)),
        )
        connection.execute((files("golive.sql") / "probes" / "isolation_writes.sql").read_bytes())
        row = connection.execute("SELECT current_setting('golive.answers')").fetchone()
    for place, session, command, at, control, *rest in json.loads(row[0]) if row else ():
        yield _Answer(place, session, command, states[at - 1].label, bool(control), *rest)


def _array(values: tuple[str, ...]) -> str:
    """An array as the server writes it."""
    return "{" + ",".join(json.dumps(one, ensure_ascii=False) for one in values) + "}"


def _places(connection: Connected, world: World, plain: Plain, identities: list[Identity]) -> Iterator[_Place]:
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        of_whom = whose(world, plain, relation) if relation.is_table else None
        if of_whom is None:
            continue
        columns = sorted(world.live.on(Column, relation.identity), key=lambda one: one.position)
        writable = [one for one in columns if not one.generated and one.as_identity != "a"]
        same: dict[tuple[_Columns, _Columns, bool], list[int]] = defaultdict(list)
        for number, identity in enumerate(identities):
            if uses(roles, identity.role, relation.schema):
                who = roles.inherits(identity.role)
                deletes = roles.holds(identity.role, "DELETE", relation)
                inserts, updates = (columns_held(relation, writable, who, right) for right in ("INSERT", "UPDATE"))
                same[inserts, updates, deletes].append(number)
        for (inserted, updated, deletes), numbers in same.items():
            moved = world.tenant_column(relation.identity) or world.parents[relation.identity].column
            commands = _commands(relation, inserted, updated, moved)
            user = _user(world, relation.identity)
            if user not in inserted:
                commands.pop("JOIN", None)
            if not deletes:
                del commands["DELETE"]
            if commands:
                asked = _asked(connection, relation, of_whom, inserted, moved, user)
                texts = {command: one.as_string(connection) for command, one in commands.items()}
                yield _Place(relation.identity, {**asked, "commands": texts}, tuple(numbers))


def _user(world: World, relation: str) -> str:
    """The column of a relation that says which user it makes a member, or whose its rows are; empty where none does."""
    members = world.claims.tenancy.members if world.claims.tenancy else None
    return members.user if members and relation == world.members else world.own.get(relation, "")


def _commands(relation: Relation, inserted: _Columns, updated: _Columns, moved: str) -> dict[str, sql.Composed]:
    name = table(relation.identity)
    found = {"DELETE": sql.SQL("DELETE FROM {}").format(name)}
    if inserted:
        values = sql.SQL(", ").join(sql.SQL("${}").format(sql.Literal(n)) for n in range(1, len(inserted) + 1))
        columns = sql.SQL(", ").join(map(sql.Identifier, inserted))
        found["INSERT"] = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(name, columns, values)
        found["JOIN"] = found["INSERT"]  # with oneself as its user
    if updated:
        column = sql.Identifier(updated[0])
        found["UPDATE"] = sql.SQL("UPDATE {} SET {} = {}").format(name, column, column)
    if moved in updated:
        found["MOVE"] = sql.SQL("UPDATE {} SET {} = $1").format(name, sql.Identifier(moved))
    return found


def _asked(
    connection: Connected, relation: Relation, of_whom: Whose, inserted: _Columns, moved: str, user: str
) -> dict[str, object]:
    """How to see what is written, and the values of a row of others and of an own one to write."""
    short, name = parts(relation.identity)[-1], table(relation.identity)
    look = sql.SQL(
        "SELECT count(*) FILTER (WHERE age(xmin) < 0), count(*) FILTER (WHERE age(xmin) >= 0 AND {}),"
        " count(*) FILTER (WHERE age(xmin) >= 0 AND {}) FROM {}"
    ).format(of_whom.foreign, of_whom.own, name)
    planted = {"MOVE": (moved,), "INSERT": inserted, "JOIN": inserted if user in inserted else ()}
    oneself = sql.SQL("$2")
    values = [
        sql.SQL("{}, concat('(', {}, ')')").format(
            sql.Literal(command),
            sql.SQL(" || ',' || ").join(
                sql.SQL("quote_nullable({}::text)").format(
                    oneself if command == "JOIN" and one == user else sql.Identifier(short, one)
                )
                for one in columns
            ),
        )
        for command, columns in planted.items()
        if columns
    ]
    row = sql.SQL(", ").join(values)
    first = sql.SQL("(SELECT jsonb_build_object({}) FROM {} WHERE {} ORDER BY {}, {} LIMIT 1)")
    order = sql.Identifier(short, "tableoid"), sql.Identifier(short, "ctid")
    rows = [first.format(row, name, where, *order) for where in (of_whom.foreign, of_whom.own)]
    both = sql.SQL("SELECT {}").format(sql.SQL(", ").join(rows))
    return {
        "look": look.as_string(connection),
        "rows": both.as_string(connection),
        **dict(zip(_KEYS, of_whom.keys, strict=False)),
    }

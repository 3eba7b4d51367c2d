"""How a session comes to rows of others, as statements that can be pasted: its keys are looked up, never written."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.isolation.keys import STRANGE, TOKEN
from golive.isolation.probed import EXECUTE
from golive.isolation.world import World
from golive.model.claims.identity import Identity
from golive.sqltext.quoting import ident, literal

_LABEL = re.compile(r"tenant (?P<tenant>\d+)(?:, user (?P<user>\d+))?")
_STRANGE = re.compile(r"strange value (\d+)")
_COMPARED = re.compile(r"current_setting\('(?P<name>[^']+)'(?:::text)?(?:, (?:true|false))?\)\)? = '(?P<value>[^']*)'")
FIRST = "tenant 1, user 1"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A session, and the statement by which it comes to a row of another tenant."""

    session: tuple[str, ...]
    statement: str
    row: str  # which row it is, in words

    def __str__(self) -> str:
        return "; ".join(("BEGIN", *self.session, self.statement, "ROLLBACK"))


def counterexample(
    world: World, identity: Identity, relation: str, command: str, state: str = FIRST, condition: str = ""
) -> Counterexample:
    """`state` as a probe names it; without a probe the first session, with the settings that the condition asks for."""
    label, _, given = state.partition(" with ")
    session = (*_settings(identity, label), *_chosen(world, condition), f"SET LOCAL ROLE {ident(identity.role)}")
    column = world.tenant_column(relation) or world.own.get(relation, "")
    whose = ident(column) if column else "*"
    statement = {
        "SELECT": f"SELECT {whose}, count(*) FROM {relation} GROUP BY {whose}"  # noqa: S608  # shown, never run
        if column
        else f"SELECT count(*) FROM {relation}",  # noqa: S608
        "INSERT": f"INSERT INTO {relation} … a row of another tenant",
        "UPDATE": f"UPDATE {relation} SET {whose} = {whose} RETURNING {whose}"  # noqa: S608
        if column
        else f"UPDATE {relation} SET …",  # noqa: S608
        "DELETE": f"DELETE FROM {relation} RETURNING {whose}",  # noqa: S608
        EXECUTE: f"SELECT * FROM {relation}" + (f" with {given}" if given else ""),  # noqa: S608
    }[command]
    return Counterexample(session, statement, f"any row of {relation} whose {column or 'tenant'} is not the session's")


def _chosen(world: World, condition: str) -> Iterator[str]:
    """Settings that no identity declares: whoever has the session writes them as the condition wants them."""
    wanted = {hit["name"]: hit["value"] for hit in _COMPARED.finditer(condition)}
    for name, value in wanted.items():
        if name.lower() not in world.keys.settings:
            yield f"SELECT set_config({literal(name)}, {literal(value)}, true)"


def _settings(identity: Identity, label: str) -> Iterator[str]:
    said = dict(identity.settings)
    if identity.claims:
        said[TOKEN] = json.dumps(identity.claims)
    if not said or label == "never set":
        return
    if label == "empty":
        yield "SELECT " + ", ".join(f"set_config({literal(name)}, '', true)" for name in said)
    elif strange := _STRANGE.fullmatch(label):
        value = STRANGE[int(strange[1]) - 1]
        filled = ((name, text.replace("{tenant}", value).replace("{user}", value)) for name, text in said.items())
        yield "SELECT " + ", ".join(f"set_config({literal(name)}, {literal(text)}, true)" for name, text in filled)
    elif identity.sessions and (which := _LABEL.fullmatch(label)):
        yield _listed(identity.sessions, said, int(which["tenant"]), int(which["user"] or 1))
    else:
        yield "SELECT " + ", ".join(
            f"set_config({literal(name)}, {literal(text)}, true)" for name, text in said.items()
        )


def _listed(sessions: str, said: dict[str, str], tenant: int, user: int) -> str:
    """The settings of the session that stands there in the list."""
    names = ("tenant", '"user"') if _columns(sessions) > 1 else ("tenant",)
    calls = ", ".join(f"set_config({literal(name)}, {_value(text, names[-1])}, true)" for name, text in said.items())
    return (
        f'SELECT {calls} FROM (SELECT *, dense_rank() OVER (ORDER BY tenant COLLATE "C") AS of_tenant, row_number() '  # noqa: S608
        f'OVER (PARTITION BY tenant ORDER BY {names[-1]} COLLATE "C") AS of_user FROM ({sessions.rstrip("; ")}) '
        f"AS listed ({', '.join(names)})) AS known WHERE (of_tenant, of_user) = ({tenant}, {user})"
    )


def _value(text: str, user: str) -> str:
    if text in ("{tenant}", "{user}"):
        return "tenant" if text == "{tenant}" else user
    found = literal(text)
    for mark, name in (("{tenant}", "tenant"), ("{user}", user)):
        if mark in text:
            found = f"replace({found}, '{mark}', {name})"
    return found


def _columns(sessions: str) -> int:
    try:
        tree = sqlglot.parse_one(sessions, dialect="postgres")
    except (SqlglotError, RecursionError):
        return 1
    select = tree.find(exp.Select)
    return len(select.expressions) if select is not None else 1

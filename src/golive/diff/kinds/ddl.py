"""Pieces of DDL that several kinds share: a relation's form, foreign options, the rights that go with an owner."""

from golive.model.catalog import Relation, Schema, Type
from golive.rights import grants
from golive.sqltext.quoting import ident, joined, literal

FORMS = {"r": "TABLE", "p": "TABLE", "v": "VIEW", "m": "MATERIALIZED VIEW", "f": "FOREIGN TABLE"}
ENABLE = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def form(relation: Relation) -> str:
    return FORMS[relation.relkind]


def options(entries: tuple[str, ...]) -> str:
    """OPTIONS (name 'value', …) of foreign data."""
    pairs = (entry.partition("=") for entry in entries)
    inner = ", ".join(f"{ident(name)} {literal(value)}" for name, _, value in pairs)
    return f" OPTIONS ({inner})" if inner else ""


def hidden(*entries: str) -> bool:
    """Whether options stayed hidden because they may hold a secret."""
    return any(entry.endswith("=hidden") for entry in entries)


def owned(on: str, want: Schema | Type, now: Schema | Type, full: str) -> str:
    owner = f"ALTER {on} OWNER TO {ident(want.owner)}" if want.owner != now.owner else ""
    return joined(owner, *taken_over(on, want.grants, now.grants, want.owner, now.owner, full))


def taken_over(
    on: str, want: tuple[str, ...], now: tuple[str, ...], owner: str, owner_now: str, full: str
) -> list[str]:
    return grants.statements(on, want, moved(now, owner_now, owner), owner=owner, full=full)


def moved(entries: tuple[str, ...], owner_now: str, owner: str) -> tuple[str, ...]:
    """A new owner takes the old one's entry over."""
    old = f"{owner_now}="
    return tuple(f"{owner}={entry.removeprefix(old)}" if entry.startswith(old) else entry for entry in entries)

"""Differences of rights, as words and as GRANT and REVOKE."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from golive.model.catalog import DefaultPrivilege
from golive.sqltext.names import parts
from golive.sqltext.quoting import grantee, ident

Rights = Mapping[str, frozenset[str]]

TABLE_RIGHTS = "DELETE,INSERT,REFERENCES,SELECT,TRIGGER,TRUNCATE,UPDATE"
SEQUENCE_RIGHTS = "SELECT,UPDATE,USAGE"


def rights(grants: Iterable[str]) -> Rights:
    """'grantee=PRIV,PRIV*' by grantee."""
    return _rights(tuple(grants))


@lru_cache(maxsize=4096)  # thousands of objects grant the same
def _rights(grants: tuple[str, ...]) -> Rights:
    found: dict[str, frozenset[str]] = {}
    for entry in grants:
        name, _, held = entry.rpartition("=")
        found[name] = found.get(name, frozenset()) | {part for part in held.split(",") if part}
    return found


def gained(locked: Iterable[str], observed: Iterable[str]) -> Rights:
    """What somebody holds that the lock does not give."""
    before, now = rights(locked), rights(observed)
    return {who: extra for who, held in now.items() if (extra := held - before.get(who, frozenset()))}


def told(locked: Iterable[str], observed: Iterable[str], owner: str = "") -> str:
    """'anon holds SELECT; authenticated lacks DELETE'."""
    more, less = gained(locked, observed), gained(observed, locked)
    said = [f"{who} holds {', '.join(sorted(held))}" for who, held in sorted(more.items()) if who != owner]
    said += [f"{who} lacks {', '.join(sorted(held))}" for who, held in sorted(less.items()) if who != owner]
    if owner and (owner in rights(locked)) != (owner in rights(observed)):
        said.append(f"the owner {owner} has other rights than an owner has")
    return "; ".join(said)


def statements(
    on: str, locked: Iterable[str], observed: Iterable[str], *, owner: str = "", full: str = "", prefix: str = ""
) -> list[str]:
    """GRANT and REVOKE that turn the observed rights on an object into the locked ones.

    An owner that is not told has everything: full names those rights. A grantee the lock does not know loses ALL,
    so that rights which are not compared (MAINTAIN) go as well.
    """
    wanted, now = dict(rights(locked)), dict(rights(observed))
    everything = frozenset(full.split(",")) if full else frozenset()
    if owner and everything and (owner in wanted or owner in now):
        wanted.setdefault(owner, everything)
        now.setdefault(owner, everything)
    made = []
    for who in sorted(now):
        extra = now[who] - wanted.get(who, frozenset())
        if not extra:
            continue
        if not wanted.get(who):
            made.append(f"{prefix}REVOKE ALL ON {on} FROM {grantee(who)}")
            continue
        plain = {right.rstrip("*") for right in extra}
        kept = {right.rstrip("*") for right in wanted[who]}
        if gone := sorted(plain - kept):
            made.append(f"{prefix}REVOKE {', '.join(gone)} ON {on} FROM {grantee(who)}")
        if only := sorted(right for right in plain & kept if right + "*" in extra):
            made.append(f"{prefix}REVOKE GRANT OPTION FOR {', '.join(only)} ON {on} FROM {grantee(who)}")
    for who in sorted(wanted):
        lacking = wanted[who] - now.get(who, frozenset())
        if plain_rights := sorted(
            right for right in lacking if not right.endswith("*") and right + "*" not in now.get(who, ())
        ):
            made.append(f"{prefix}GRANT {', '.join(plain_rights)} ON {on} TO {grantee(who)}")
        if starred := sorted(right[:-1] for right in lacking if right.endswith("*")):
            made.append(f"{prefix}GRANT {', '.join(starred)} ON {on} TO {grantee(who)} WITH GRANT OPTION")
    return made


def column_statements(table: str, column: str, locked: Iterable[str], observed: Iterable[str]) -> list[str]:
    """The same for one column."""
    made = []
    wanted, now = rights(locked), dict(rights(observed))
    for who in sorted(now):
        if extra := sorted({right.rstrip("*") for right in now[who] - wanted.get(who, frozenset())}):
            rest = ", ".join(f"{right} ({ident(column)})" for right in extra)
            made.append(f"REVOKE {rest} ON TABLE {table} FROM {grantee(who)}")
            now[who] = frozenset(right for right in now[who] if right.rstrip("*") not in extra)
    for who in sorted(wanted):
        for right in sorted(wanted[who] - now.get(who, frozenset())):
            option = " WITH GRANT OPTION" if right.endswith("*") else ""
            made.append(f"GRANT {right.rstrip('*')} ({ident(column)}) ON TABLE {table} TO {grantee(who)}{option}")
    return made


_BUILTIN = {
    "TABLES": (TABLE_RIGHTS, ""),
    "SEQUENCES": (SEQUENCE_RIGHTS, ""),
    "FUNCTIONS": ("EXECUTE", "EXECUTE"),
    "TYPES": ("USAGE", "USAGE"),
    "SCHEMAS": ("CREATE,USAGE", ""),
    "LARGE OBJECTS": ("SELECT,UPDATE", ""),
}


def builtin(entry: DefaultPrivilege) -> tuple[str, ...]:
    """What new objects grant where nobody said anything; a schema's own entry only adds to it."""
    if entry.in_schema:
        return ()
    owner, public = _BUILTIN[entry.objects]
    return (f"{entry.role}={owner}",) + ((f"PUBLIC={public}",) if public else ())


def system_statements(on: str, identity: str, locked: Iterable[str], observed: Iterable[str]) -> list[str]:
    """The same for an object of the server; identity is its kind and its name."""
    name = identity.partition(" ")[2]
    if on != "COLUMN":
        return statements(f"{on} {name}", locked, observed)
    *table, column = parts(name)
    return column_statements(".".join(ident(part) for part in table), column, locked, observed)

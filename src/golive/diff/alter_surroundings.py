"""Functions, types, the database, extensions, replication and foreign data turned back into the locked ones."""

from golive.diff import create_surroundings as surroundings
from golive.diff.create_routine import function_definition, routine
from golive.diff.replacement import Altered, anew, owned, taken_over
from golive.model.catalog import Database, EventTrigger, Extension, Foreign, Function, OtherObject, Publication, Type
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, in_database, joined, literal


def alter_function(
    want: Function, now: Function, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    if "prokind" in changed or "result" in changed or ("arguments" in changed and want.prokind != "a"):
        return anew(want, now, locked, observed, lossy=True)
    on = f"{routine(want)} {want.identity}"
    made = []
    if changed - {"owner", "grants"}:
        made.append(function_definition(want))
    if "owner" in changed:
        made.append(f"ALTER {on} OWNER TO {ident(want.owner)}")
    if changed & {"owner", "grants"}:
        granted_on = f"{'PROCEDURE' if want.prokind == 'p' else 'FUNCTION'} {want.identity}"
        made += taken_over(granted_on, want.grants, now.grants, want.owner, now.owner, "EXECUTE")
    return joined(*made), False


def alter_type(want: Type, now: Type, changed: frozenset[str]) -> Altered:
    word = surroundings.type_word(want)
    made = []
    if changed & {"typtype", "base", "options", "collation"}:
        return None
    if "labels" in changed:
        added = _labels(want, now)
        if added is None:
            return None
        made += added
    if "not_null" in changed:
        made.append(f"ALTER DOMAIN {want.identity} {'SET' if want.not_null else 'DROP'} NOT NULL")
    if "default" in changed:
        made.append(
            f"ALTER DOMAIN {want.identity} " + (f"SET DEFAULT {want.default}" if want.default else "DROP DEFAULT")
        )
    if "constraints" in changed:
        made += [
            f"ALTER DOMAIN {want.identity} DROP CONSTRAINT {entry.split(' CHECK ')[0]}"
            for entry in now.constraints
            if entry not in want.constraints
        ]
        made += [
            f"ALTER DOMAIN {want.identity} ADD CONSTRAINT {entry}"
            for entry in want.constraints
            if entry not in now.constraints
        ]
    lossy = False
    if "attributes" in changed:
        here = {entry.split(" ")[0]: entry for entry in now.attributes}
        wanted = {entry.split(" ")[0]: entry for entry in want.attributes}
        if list(here) != list(wanted) and not set(here) < set(wanted):
            return None
        lossy = True
        for name, entry in wanted.items():
            if name not in here:
                made.append(f"ALTER TYPE {want.identity} ADD ATTRIBUTE {entry}")
            elif entry != here[name]:
                made.append(f"ALTER TYPE {want.identity} ALTER ATTRIBUTE {name} TYPE {entry.removeprefix(name + ' ')}")
    if changed & {"owner", "grants"}:
        made.append(owned(f"{word} {want.identity}", want, now, "USAGE"))
    return joined(*made), lossy


def _labels(want: Type, now: Type) -> list[str] | None:
    """Labels can be added in their place; they cannot be dropped or moved."""
    if tuple(label for label in want.labels if label in now.labels) != now.labels:
        return None
    made = []
    for at, label in enumerate(want.labels):
        if label not in now.labels:
            place = (
                f" AFTER {literal(want.labels[at - 1])}"
                if at
                else f" BEFORE {literal(now.labels[0])}"
                if now.labels
                else ""
            )
            made.append(f"ALTER TYPE {want.identity} ADD VALUE {literal(label)}{place}")
    return made


def alter_database(want: Database, now: Database, changed: frozenset[str]) -> Altered:
    if changed & {"encoding", "collation", "ctype"}:
        return None
    made = []
    if "owner" in changed:
        made.append(f"ALTER DATABASE %I OWNER TO {ident(want.owner)}")
    if "connection_limit" in changed:
        made.append(f"ALTER DATABASE %I CONNECTION LIMIT {want.connection_limit}")
    if "allows_connections" in changed:
        made.append(f"ALTER DATABASE %I ALLOW_CONNECTIONS {want.allows_connections}")
    if "is_template" in changed:
        made.append(f"ALTER DATABASE %I IS_TEMPLATE {want.is_template}")
    if changed & {"grants", "owner"}:
        made += taken_over("DATABASE %I", want.grants, now.grants, want.owner, now.owner, "CONNECT,CREATE,TEMPORARY")
    return joined(*(in_database(text) for text in made)), False


def alter_extension(want: Extension, now: Extension, changed: frozenset[str]) -> Altered:
    made = []
    if "in_schema" in changed:
        made.append(f"ALTER EXTENSION {ident(want.name)} SET SCHEMA {ident(want.in_schema)}")
    if changed & {"version", "is_default_version"} and want.version != now.version:
        made.append(f"ALTER EXTENSION {ident(want.name)} UPDATE TO {literal(want.version)}")
    if "owner" in changed:
        return None
    if "opened" in changed:
        known, here = dict(map(_member, want.opened)), dict(map(_member, now.opened))
        for member in sorted(known.keys() | here.keys()):
            first = (here.get(member) or known[member])[1]
            kind, _, name = member.partition(" ")
            on = "FOREIGN DATA WRAPPER" if member.startswith("foreign-data wrapper ") else _MEMBER.get(kind)
            if on is None:
                return None
            name = name.removeprefix("wrapper ") if on == "FOREIGN DATA WRAPPER" else name
            wanted = known[member][0] if member in known else first
            made += grants.statements(f"{on} {name}", wanted, here[member][0] if member in here else first)
    return joined(*made), False


_MEMBER = {
    "function": "FUNCTION",
    "procedure": "PROCEDURE",
    "aggregate": "FUNCTION",
    "table": "TABLE",
    "view": "TABLE",
    "sequence": "SEQUENCE",
    "schema": "SCHEMA",
    "language": "LANGUAGE",
}


def _member(entry: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    head, _, first = entry.rpartition(", at first ")
    member, _, now = head.rpartition(": ")
    return member, (tuple(now.split()), tuple(first.split()))


def alter_publication(
    want: Publication, now: Publication, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    name = want.identity
    if "all_tables" in changed:
        return anew(want, now, locked, observed)
    made = []
    if changed & {"operations", "via_root", "generated_columns"}:
        made.append(f"ALTER PUBLICATION {name} SET ({surroundings.publication_options(want)})")
    if changed & {"tables", "schemas"}:
        if want.tables or want.schemas:
            made.append(f"ALTER PUBLICATION {name} SET{surroundings.published(want).removeprefix(' FOR')}")
        else:
            made += [f"ALTER PUBLICATION {name} DROP TABLE {entry.split(' ')[0]}" for entry in now.tables]
            made += [f"ALTER PUBLICATION {name} DROP TABLES IN SCHEMA {entry}" for entry in now.schemas]
    if "owner" in changed:
        made.append(f"ALTER PUBLICATION {name} OWNER TO {ident(want.owner)}")
    return joined(*made), False


def alter_event_trigger(want: EventTrigger, changed: frozenset[str]) -> Altered:
    if changed == {"enabled"}:
        return joined(surroundings.event_trigger_enabled(want)), False
    if changed == {"owner"}:
        return joined(f"ALTER EVENT TRIGGER {want.identity} OWNER TO {ident(want.owner)}"), False
    return joined(f"DROP EVENT TRIGGER {want.identity}", surroundings.event_trigger(want)), False


def alter_foreign(want: Foreign, now: Foreign, changed: frozenset[str]) -> Altered:
    if changed - {"owner", "grants", "options", "version"}:
        return None
    head = f"ALTER {want.form} {ident(want.name)}"
    made = []
    if changed & {"options", "version"}:
        if any(
            entry.endswith("=hidden")
            for entry in (*want.options, *now.options)
            if entry not in want.options or entry not in now.options
        ):
            return None
        wanted, here = (dict(entry.partition("=")[::2] for entry in side) for side in (want.options, now.options))
        parts = [f"DROP {ident(key)}" for key in here if key not in wanted]
        parts += [
            f"{'SET' if key in here else 'ADD'} {ident(key)} {literal(value)}"
            for key, value in wanted.items()
            if here.get(key) != value
        ]
        version = f" VERSION {literal(want.version)}" if "version" in changed else ""
        made.append(head + version + (f" OPTIONS ({', '.join(parts)})" if parts else ""))
    if "owner" in changed:
        made.append(f"{head} OWNER TO {ident(want.owner)}")
    if changed & {"owner", "grants"}:
        made += taken_over(surroundings.foreign_target(want), want.grants, now.grants, want.owner, now.owner, "USAGE")
    return joined(*made), False


def alter_other(
    want: OtherObject, now: OtherObject, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    if changed == {"owner"}:
        return joined(f"ALTER {want.form} {want.object} OWNER TO {ident(want.owner)}"), False
    if changed == {"grants"} and want.form == "LANGUAGE":
        return joined(
            *grants.statements(f"LANGUAGE {want.object}", want.grants, now.grants, owner=want.owner, full="USAGE")
        ), False
    return anew(want, now, locked, observed, lossy=True)

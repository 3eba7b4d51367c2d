"""The statements that turn an object as observed into the object as locked; None where a person has to decide."""

from golive.judge import create as make
from golive.judge import create_table as table
from golive.judge import grants
from golive.judge.alter_column import alter_column
from golive.judge.drop import drop
from golive.judge.sqltext import grantee, ident, in_database, joined, literal
from golive.model.catalog import (
    CatalogObject,
    Column,
    Comment,
    Constraint,
    Database,
    DefaultPrivilege,
    EventTrigger,
    Extension,
    Foreign,
    Function,
    Index,
    Membership,
    OtherObject,
    ParameterGrant,
    Policy,
    Publication,
    Relation,
    Role,
    Rule,
    Schema,
    Sequence,
    Setting,
    Statistics,
    Subscription,
    SystemGrant,
    Trigger,
    Type,
)
from golive.model.snapshot import Snapshot

Altered = tuple[str, bool] | None  # the statements, and whether they may lose something


def alter(
    want: CatalogObject, now: CatalogObject, fields: tuple[str, ...], locked: Snapshot, observed: Snapshot
) -> Altered:
    """What changes the named fields back."""
    changed = frozenset(fields)
    match want, now:
        case Relation(), Relation():
            return _relation(want, now, changed, locked, observed)
        case Column(), Column():
            return alter_column(want, now, changed, locked, observed)
        case Constraint(), Constraint():
            return _constraint(want, changed)
        case Index(), Index():
            return _index(want, changed)
        case Trigger(), Trigger():
            if changed == {"enabled"}:
                return joined(table.trigger_enabled(want)), False
            return None if want.parent else _again(want, now, locked, observed)
        case Policy(), Policy():
            return _policy(want, now, changed, locked, observed)
        case Rule(), Rule():
            return (
                (joined(table.rule_enabled(want)), False)
                if changed == {"enabled"}
                else _again(want, now, locked, observed)
            )
        case Sequence(), Sequence():
            return _sequence(want, now, changed)
        case Function(), Function():
            return _function(want, now, changed, locked, observed)
        case Type(), Type():
            return _type(want, now, changed)
        case Schema(), Schema():
            return _owned(f"SCHEMA {want.identity}", want, now, "CREATE,USAGE"), False
        case Database(), Database():
            return _database(want, now, changed)
        case Extension(), Extension():
            return _extension(want, now, changed)
        case Role(), Role():
            return joined(f"ALTER ROLE {want.identity} {make.role_options(want)}"), False
        case Membership(), Membership():
            return joined(
                f"REVOKE {ident(want.role)} FROM {ident(want.member)}", make.membership(want, observed)
            ), False
        case Setting(), Setting():
            text = make.setting(want)
            return None if text is None else (text, False)
        case DefaultPrivilege(), DefaultPrivilege():
            return make.default_privilege(want, now.grants), False
        case SystemGrant(), SystemGrant():
            return joined(*grants.system_statements(want.on, want.identity, want.grants, now.grants)), False
        case ParameterGrant(), ParameterGrant():
            return joined(*grants.statements(f"PARAMETER {want.identity}", want.grants, now.grants)), False
        case Publication(), Publication():
            return _publication(want, now, changed, locked, observed)
        case EventTrigger(), EventTrigger():
            return _event_trigger(want, changed)
        case Foreign(), Foreign():
            return _foreign(want, now, changed)
        case Statistics(), Statistics():
            if changed == {"owner"}:
                return joined(f"ALTER STATISTICS {want.identity} OWNER TO {ident(want.owner)}"), False
            return _again(want, now, locked, observed)
        case Comment(), Comment():
            return make.comment(want), False
        case OtherObject(), OtherObject():
            return _other(want, now, changed, locked, observed)
        case Subscription(), Subscription():
            if changed == {"enabled"}:
                return joined(f"ALTER SUBSCRIPTION {want.identity} {'ENABLE' if want.enabled else 'DISABLE'}"), False
    return None


def _again(
    want: CatalogObject, now: CatalogObject, locked: Snapshot, observed: Snapshot, lossy: bool = False
) -> Altered:
    """Dropped and made anew, where there is no ALTER."""
    away, made = drop(now, observed), make.create(want, locked, observed)
    return None if away is None or made is None else (joined(away, made), lossy)


def _owned(on: str, want: Schema | Type, now: Schema | Type, full: str) -> str:
    owner = f"ALTER {on} OWNER TO {ident(want.owner)}" if want.owner != now.owner else ""
    return joined(owner, *_grants(on, want.grants, now.grants, want.owner, now.owner, full))


def _grants(on: str, want: tuple[str, ...], now: tuple[str, ...], owner: str, owner_now: str, full: str) -> list[str]:
    """A new owner takes the old one's entry over."""
    moved = tuple(
        entry.replace(f"{owner_now}=", f"{owner}=", 1) if entry.startswith(f"{owner_now}=") else entry for entry in now
    )
    return grants.statements(on, want, moved, owner=owner, full=full)


def _relation(want: Relation, now: Relation, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
    if changed & {"relkind", "partition_key", "of_type", "server"}:
        return None
    name, form = want.identity, table.form(want)
    made: list[str] = []
    if "definition" in changed:
        if want.relkind == "v" and _view_grows(want, locked, observed):
            made.append(table.view_definition(want, replace=True))
        else:
            return _again(want, now, locked, observed)
    if changed & {"parents", "partition_bound"}:
        attach = _attachment(want, now)
        if attach is None:
            return None
        made += attach
    if "persistence" in changed:
        made.append(f"ALTER TABLE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
    if "owner" in changed:
        made.append(f"ALTER {form} {name} OWNER TO {ident(want.owner)}")
    if "row_security" in changed:
        made.append(f"ALTER TABLE {name} {'ENABLE' if want.row_security else 'DISABLE'} ROW LEVEL SECURITY")
    if "forced" in changed:
        made.append(f"ALTER TABLE {name} {'FORCE' if want.forced else 'NO FORCE'} ROW LEVEL SECURITY")
    if "options" in changed:
        made += _options(f"ALTER {form} {name}", want.options, now.options)
    if "replica_identity" in changed:
        made.append(table.replica_identity(want))
    if "access_method" in changed:
        made.append(f"ALTER TABLE {name} SET ACCESS METHOD {ident(want.access_method or 'heap')}")
    if "tablespace" in changed:
        made.append(f"ALTER {form} {name} SET TABLESPACE {ident(want.tablespace or 'pg_default')}")
    if "populated" in changed:
        made.append(f"REFRESH MATERIALIZED VIEW {name}{'' if want.populated else ' WITH NO DATA'}")
    if "foreign_options" in changed:
        return None
    if changed & {"grants", "owner"}:
        made += _grants(f"TABLE {name}", want.grants, now.grants, want.owner, now.owner, grants.TABLE_RIGHTS)
    return joined(*made), False


def _view_grows(want: Relation, locked: Snapshot, observed: Snapshot) -> bool:
    """Whether the columns that are there are the first of the locked ones: then a view can be replaced in its place."""
    wanted, here = (
        [
            (column.name, column.type)
            for column in sorted(side.on(Column, want.identity), key=lambda column: column.position)
        ]
        for side in (locked, observed)
    )
    return wanted[: len(here)] == here


def _attachment(want: Relation, now: Relation) -> list[str] | None:
    name = want.identity
    made = []
    if now.is_partition:
        made.append(f"ALTER TABLE {now.parents[0]} DETACH PARTITION {name}")
    else:
        made += [f"ALTER TABLE {name} NO INHERIT {parent}" for parent in now.parents if parent not in want.parents]
    if want.is_partition:
        made.append(f"ALTER TABLE {want.parents[0]} ATTACH PARTITION {name} {want.partition_bound}")
    else:
        known = () if now.is_partition else now.parents
        made += [f"ALTER TABLE {name} INHERIT {parent}" for parent in want.parents if parent not in known]
    return made


def _options(head: str, want: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    keys = {entry.partition("=")[0] for entry in want}
    gone = [key for entry in now if (key := entry.partition("=")[0]) not in keys]
    more = [
        f"{key} = {literal(value)}" for entry in want if entry not in now for key, _, value in [entry.partition("=")]
    ]
    return ([f"{head} RESET ({', '.join(gone)})"] if gone else []) + (
        [f"{head} SET ({', '.join(more)})"] if more else []
    )


def _constraint(want: Constraint, changed: frozenset[str]) -> Altered:
    if want.parent:
        return None
    name, relation = ident(want.name), want.relation
    if changed == {"validated"} and want.validated:
        return joined(f"ALTER TABLE {relation} VALIDATE CONSTRAINT {name}"), False
    if changed == {"triggers_enabled"} and want.triggers_enabled == "O":
        return _fire_again(want), False
    return joined(f"ALTER TABLE {relation} DROP CONSTRAINT {name}", table.constraint_definition(want)), False


def _fire_again(want: Constraint) -> str:
    """The server names the triggers of a foreign key itself, so they are looked up; then the rows are checked."""
    return (
        "DO $golive$DECLARE found record; BEGIN\n"
        "  FOR found IN SELECT t.tgname, t.tgrelid::pg_catalog.regclass AS relation FROM pg_catalog.pg_trigger AS t\n"
        "    JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint\n"
        f"    WHERE k.conrelid = {literal(want.relation or '')}::pg_catalog.regclass AND k.conname = {literal(want.name)}\n"
        "  LOOP EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE TRIGGER %I', found.relation, found.tgname); END LOOP;\n"
        "END$golive$;"
    )


def _index(want: Index, changed: frozenset[str]) -> Altered:
    broken = {"valid", "ready", "live"}
    if changed == {"clustered"}:
        how = f"CLUSTER ON {ident(want.name)}" if want.clustered else "SET WITHOUT CLUSTER"
        return joined(f"ALTER TABLE {want.table} {how}"), False
    if changed == {"tablespace"}:
        return joined(f"ALTER INDEX {want.identity} SET TABLESPACE {ident(want.tablespace or 'pg_default')}"), False
    if changed == {"parent"} and want.parent:
        return joined(f"ALTER INDEX {want.parent} ATTACH PARTITION {want.identity}"), False
    if changed <= broken and " ON ONLY " not in want.definition:
        return joined(f"REINDEX INDEX {want.identity}"), False
    if want.constraint or want.parent:
        return None
    return joined(f"DROP INDEX {want.identity}", table.index_definition(want)), False


def _policy(want: Policy, now: Policy, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
    emptied = any(getattr(now, field) and not getattr(want, field) for field in ("using", "check"))
    if changed & {"command", "permissive"} or emptied:
        return _again(want, now, locked, observed)
    parts = [f"ALTER POLICY {ident(want.name)} ON {want.relation}"]
    parts += [f"TO {', '.join(grantee(role) for role in want.roles)}"] if "roles" in changed else []
    parts += [f"USING ({want.using})"] if "using" in changed else []
    parts += [f"WITH CHECK ({want.check})"] if "check" in changed else []
    return joined(" ".join(parts)), False


def _sequence(want: Sequence, now: Sequence, changed: frozenset[str]) -> Altered:
    name = want.identity
    made = []
    if changed & {"data_type", "start", "minimum", "maximum", "increment", "cycles", "cache"}:
        made.append(f"ALTER SEQUENCE {name} AS {want.data_type} {table.sequence_options(want)}")
    if "owner" in changed and not want.of_identity:
        made.append(f"ALTER SEQUENCE {name} OWNER TO {ident(want.owner)}")
    if "owned_by" in changed and not want.of_identity:
        made.append(f"ALTER SEQUENCE {name} OWNED BY {want.owned_by or 'NONE'}")
    if "persistence" in changed:
        made.append(f"ALTER SEQUENCE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
    if changed & {"grants", "owner"}:
        made += _grants(f"SEQUENCE {name}", want.grants, now.grants, want.owner, now.owner, grants.SEQUENCE_RIGHTS)
    return (joined(*made), False) if made else None


def _function(want: Function, now: Function, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
    if "prokind" in changed or "result" in changed or ("arguments" in changed and want.prokind != "a"):
        return _again(want, now, locked, observed, lossy=True)
    on = f"{make.routine(want)} {want.identity}"
    made = []
    if changed - {"owner", "grants"}:
        made.append(make.function_definition(want))
    if "owner" in changed:
        made.append(f"ALTER {on} OWNER TO {ident(want.owner)}")
    if changed & {"owner", "grants"}:
        granted_on = f"{'PROCEDURE' if want.prokind == 'p' else 'FUNCTION'} {want.identity}"
        made += _grants(granted_on, want.grants, now.grants, want.owner, now.owner, "EXECUTE")
    return joined(*made), False


def _type(want: Type, now: Type, changed: frozenset[str]) -> Altered:
    word = make.type_word(want)
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
        made.append(_owned(f"{word} {want.identity}", want, now, "USAGE"))
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


def _database(want: Database, now: Database, changed: frozenset[str]) -> Altered:
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
        made += _grants("DATABASE %I", want.grants, now.grants, want.owner, now.owner, "CONNECT,CREATE,TEMPORARY")
    return joined(*(in_database(text) for text in made)), False


def _extension(want: Extension, now: Extension, changed: frozenset[str]) -> Altered:
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


def _publication(
    want: Publication, now: Publication, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    name = want.identity
    if "all_tables" in changed:
        return _again(want, now, locked, observed)
    made = []
    if changed & {"operations", "via_root", "generated_columns"}:
        made.append(f"ALTER PUBLICATION {name} SET ({make.publication_options(want)})")
    if changed & {"tables", "schemas"}:
        if want.tables or want.schemas:
            made.append(f"ALTER PUBLICATION {name} SET{make.published(want).removeprefix(' FOR')}")
        else:
            made += [f"ALTER PUBLICATION {name} DROP TABLE {entry.split(' ')[0]}" for entry in now.tables]
            made += [f"ALTER PUBLICATION {name} DROP TABLES IN SCHEMA {entry}" for entry in now.schemas]
    if "owner" in changed:
        made.append(f"ALTER PUBLICATION {name} OWNER TO {ident(want.owner)}")
    return joined(*made), False


def _event_trigger(want: EventTrigger, changed: frozenset[str]) -> Altered:
    if changed == {"enabled"}:
        return joined(make.event_trigger_enabled(want)), False
    if changed == {"owner"}:
        return joined(f"ALTER EVENT TRIGGER {want.identity} OWNER TO {ident(want.owner)}"), False
    return joined(f"DROP EVENT TRIGGER {want.identity}", make.event_trigger(want)), False


def _foreign(want: Foreign, now: Foreign, changed: frozenset[str]) -> Altered:
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
        made += _grants(make.foreign_target(want), want.grants, now.grants, want.owner, now.owner, "USAGE")
    return joined(*made), False


def _other(
    want: OtherObject, now: OtherObject, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    if changed == {"owner"}:
        return joined(f"ALTER {want.form} {want.object} OWNER TO {ident(want.owner)}"), False
    if changed == {"grants"} and want.form == "LANGUAGE":
        return joined(
            *grants.statements(f"LANGUAGE {want.object}", want.grants, now.grants, owner=want.owner, full="USAGE")
        ), False
    return _again(want, now, locked, observed, lossy=True)

"""The statement that makes a missing object as the lock has it; None where a person has to decide."""

from collections.abc import Container

from golive.diff import create_surroundings as surroundings
from golive.diff import create_table as table
from golive.diff.create_routine import config_value, function
from golive.model.catalog import (
    CatalogObject,
    Column,
    Comment,
    Constraint,
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
    SystemGrant,
    Trigger,
    Type,
    UserMapping,
)
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, in_database, joined, literal


def create(entry: CatalogObject, locked: Snapshot, observed: Snapshot) -> str | None:
    match entry:
        case Relation():
            return table.relation(entry, locked)
        case Column():
            kind = table.form(locked.get(Relation, entry.relation or "") or Relation(entry.identity, "r"))
            own = [found for found in locked.of(Sequence) if found.owned_by == entry.identity and not found.of_identity]
            return joined(
                *(table.owned_sequence(found)[0] for found in own),
                f"ALTER {kind} {entry.relation} ADD COLUMN {table.column_definition(entry, locked)}",
                *(table.owned_sequence(found)[1] for found in own),
                *grants.column_statements(entry.relation or "", entry.name, entry.grants, ()),
            )
        case Constraint():
            return joined(_room_for(entry, observed), table.constraint_definition(entry))
        case Index():
            return _index(entry)
        case Trigger():
            return joined(*table.trigger_definition(entry))
        case Policy():
            return joined(table.policy_definition(entry))
        case Rule():
            return joined(entry.definition, table.rule_enabled(entry) if entry.enabled != "O" else "")
        case Statistics():
            return joined(entry.definition, f"ALTER STATISTICS {entry.identity} OWNER TO {ident(entry.owner)}")
        case Sequence():
            return sequence(entry)
        case Function():
            return function(entry)
        case Type():
            return surroundings.type_(entry)
        case Schema():
            return joined(
                f"CREATE SCHEMA {entry.identity} AUTHORIZATION {ident(entry.owner)}",
                *grants.statements(
                    f"SCHEMA {entry.identity}", entry.grants, (), owner=entry.owner, full="CREATE,USAGE"
                ),
            )
        case Extension():
            version = "" if entry.is_default_version else f" VERSION {literal(entry.version)}"
            into = "" if entry.in_schema == "pg_catalog" else f" SCHEMA {ident(entry.in_schema)}"
            return joined(f"CREATE EXTENSION {ident(entry.name)}{into}{version}")
        case Role():
            return joined(f"CREATE ROLE {entry.identity} {role_options(entry)}")
        case Membership():
            return joined(membership(entry, observed))
        case Setting():
            return setting(entry)
        case DefaultPrivilege():
            return default_privilege(entry, grants.builtin(entry))
        case SystemGrant():
            return joined(*grants.system_statements(entry.on, entry.identity, entry.grants, entry.initial))
        case ParameterGrant():
            return joined(*grants.statements(f"PARAMETER {entry.identity}", entry.grants, ()))
        case Publication():
            return surroundings.publication(entry)
        case EventTrigger():
            return surroundings.event_trigger(entry)
        case Foreign():
            return surroundings.foreign(entry)
        case Comment():
            return surroundings.comment(entry)
        case OtherObject():
            return surroundings.other(entry)
        case UserMapping():
            return None
    return None


def _room_for(entry: Constraint, observed: Snapshot) -> str:
    """A plain index that took the constraint's name has to go first."""
    squatter = observed.get(Index, f"{ident(entry.schema or '')}.{ident(entry.name)}")
    if entry.type in "pux" and squatter is not None and not squatter.constraint:
        return f"DROP INDEX {squatter.identity}"
    return ""


def _index(entry: Index) -> str:
    attach = f"ALTER INDEX {entry.parent} ATTACH PARTITION {entry.identity}" if entry.parent else ""
    cluster = f"ALTER TABLE {entry.table} CLUSTER ON {ident(entry.name)}" if entry.clustered else ""
    return joined(table.index_definition(entry), attach, cluster)


def sequence(entry: Sequence) -> str:
    return joined(
        table.sequence_definition(entry),
        f"ALTER SEQUENCE {entry.identity} OWNER TO {ident(entry.owner)}",
        f"ALTER SEQUENCE {entry.identity} OWNED BY {entry.owned_by}" if entry.owned_by else "",
        *grants.statements(
            f"SEQUENCE {entry.identity}", entry.grants, (), owner=entry.owner, full=grants.SEQUENCE_RIGHTS
        ),
    )


_FLAGS = ("login", "superuser", "inherit", "createrole", "createdb", "replication", "bypassrls")


def role_options(entry: Role, changed: Container[str] | None = None) -> str:
    """All of them, or those that changed: what another hand renewed meanwhile stays."""
    words = {flag: flag.upper() if getattr(entry, flag) else f"NO{flag.upper()}" for flag in _FLAGS}
    words["connection_limit"] = f"CONNECTION LIMIT {entry.connection_limit}"
    words["valid_until"] = f"VALID UNTIL {literal(entry.valid_until or 'infinity')}"
    return " ".join(word for field, word in words.items() if changed is None or field in changed)


def membership(entry: Membership, observed: Snapshot) -> str:
    """Also of a membership that is there: its options change, and it is never away."""
    text = f"GRANT {ident(entry.role)} TO {ident(entry.member)}"
    if observed.server.major < 16:
        there = observed.get(Membership, entry.identity)
        if there is not None and there.admin and not entry.admin:
            return f"REVOKE ADMIN OPTION FOR {ident(entry.role)} FROM {ident(entry.member)}"
        return text + (" WITH ADMIN OPTION" if entry.admin else "")
    flags = {"ADMIN": entry.admin, "INHERIT": entry.inherit, "SET": entry.set}
    return f"{text} WITH {', '.join(f'{word} {str(on).upper()}' for word, on in flags.items())}"


def setting(entry: Setting, *, reset: bool = False) -> str | None:
    if entry.value.startswith("hidden (") and not reset:
        return None
    name, value = config_value(f"{entry.setting}={entry.value}")
    custom = ".".join(ident(part) for part in name.split("."))
    change = f"RESET {custom}" if reset else f"SET {custom} TO {value}"
    percent = change.replace("%", "%%")
    match entry.scope:
        case "database":
            return in_database(f"ALTER DATABASE %I {percent}")
        case "role":
            return joined(f"ALTER ROLE {ident(entry.role) if entry.role else 'ALL'} {change}")
    who = ident(entry.role).replace("%", "%%")
    return in_database(f"ALTER ROLE {who} IN DATABASE %I {percent}")


def default_privilege(entry: DefaultPrivilege, observed: tuple[str, ...]) -> str:
    where = f" IN SCHEMA {ident(entry.in_schema)}" if entry.in_schema else ""
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {ident(entry.role)}{where} "
    return joined(*grants.statements(entry.objects, entry.grants, observed, prefix=prefix))

"""The statement that takes away what the lock does not know; None where a person has to decide."""

from golive.diff import create_table as table
from golive.diff.large_objects import unlink
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
    LargeObjects,
    Membership,
    OtherObject,
    ParameterGrant,
    Policy,
    PreparedTransaction,
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
    UserMapping,
)
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import grantee, ident, in_database, joined, literal


def drop(entry: CatalogObject, observed: Snapshot) -> str | None:
    """Never CASCADE: what still depends on it has to be seen."""
    name = ident(entry.name)
    match entry:
        case Relation():
            away = f"ALTER TABLE {entry.parents[0]} DETACH PARTITION {entry.identity}" if entry.is_partition else ""
            return joined(away, f"DROP {table.form(entry)} {entry.identity}")
        case Column():
            kind = table.form(observed.get(Relation, entry.relation or "") or Relation(entry.identity, "r"))
            return joined(f"ALTER {kind} {entry.relation} DROP COLUMN {name}") if kind != "VIEW" else None
        case Constraint():
            return joined(f"ALTER TABLE {entry.relation} DROP CONSTRAINT {name}")
        case Index():
            return joined(f"DROP INDEX {entry.identity}")
        case Trigger() | Policy() | Rule():
            return joined(f"DROP {type(entry).__name__.upper()} {name} ON {entry.relation}")
        case Statistics() | Sequence():
            return joined(f"DROP {type(entry).__name__.upper()} {entry.identity}")
        case Function():
            word = {"p": "PROCEDURE", "a": "AGGREGATE"}.get(entry.prokind, "FUNCTION")
            return joined(
                f"DROP {word} {entry.identity.replace('()', '(*)') if entry.prokind == 'a' else entry.identity}"
            )
        case Type():
            return joined(f"DROP {'DOMAIN' if entry.typtype == 'd' else 'TYPE'} {entry.identity}")
        case Schema() | Publication() | Subscription() | Role():
            return joined(f"DROP {type(entry).__name__.upper()} {entry.identity}")
        case Extension():
            return joined(f"DROP EXTENSION {name}")
        case EventTrigger():
            return joined(f"DROP EVENT TRIGGER {entry.identity}")
        case Membership():
            return joined(f"REVOKE {ident(entry.role)} FROM {ident(entry.member)}")
        case Setting():
            return _reset(entry)
        case DefaultPrivilege():
            return _usual(entry)
        case SystemGrant():
            return joined(*grants.system_statements(entry.on, entry.identity, entry.initial, entry.grants))
        case ParameterGrant():
            return joined(*grants.statements(f"PARAMETER {entry.identity}", (), entry.grants))
        case Foreign():
            return joined(f"DROP {entry.form} {name}")
        case UserMapping():
            return joined(f"DROP USER MAPPING FOR {grantee(entry.role)} SERVER {ident(entry.server)}")
        case LargeObjects():
            return unlink(entry)
        case PreparedTransaction():
            return joined(f"ROLLBACK PREPARED {literal(entry.identity)}")
        case Comment():
            if entry.on == "DATABASE":
                return in_database("COMMENT ON DATABASE %I IS NULL")
            return joined(f"COMMENT ON {entry.on} {table.target(entry)} IS NULL")
        case OtherObject():
            return joined(_drop_other(entry))
    return None


def is_destructive(entry: CatalogObject) -> bool:
    """Whether dropping it takes away more than a right or a remark; a membership may be how somebody comes in."""
    return not isinstance(entry, Setting | DefaultPrivilege | SystemGrant | ParameterGrant | Comment)


def _reset(entry: Setting) -> str:
    custom = ".".join(ident(part) for part in entry.setting.split("."))
    if entry.scope == "database":
        return in_database(f"ALTER DATABASE %I RESET {custom}")
    if entry.scope == "role":
        return joined(f"ALTER ROLE {ident(entry.role) if entry.role else 'ALL'} RESET {custom}")
    return in_database(f"ALTER ROLE {ident(entry.role).replace('%', '%%')} IN DATABASE %I RESET {custom}")


def _usual(entry: DefaultPrivilege) -> str:
    where = f" IN SCHEMA {ident(entry.in_schema)}" if entry.in_schema else ""
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {ident(entry.role)}{where} "
    return joined(*grants.statements(entry.objects, grants.builtin(entry), entry.grants, prefix=prefix))


def _drop_other(entry: OtherObject) -> str:
    if entry.form == "TRANSFORM":
        return f"DROP TRANSFORM {entry.object.replace('for ', 'FOR ', 1).replace(' on language ', ' LANGUAGE ')}"
    return f"DROP {entry.form} {entry.object}"

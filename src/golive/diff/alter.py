"""The statements that turn an object as observed into the object as locked; None where a person has to decide."""

from golive.diff import create as make
from golive.diff import create_surroundings as surroundings
from golive.diff import create_table as table
from golive.diff.alter_column import alter_column
from golive.diff.alter_relation import alter_constraint, alter_index, alter_policy, alter_relation, alter_sequence
from golive.diff.alter_surroundings import (
    alter_database,
    alter_event_trigger,
    alter_extension,
    alter_foreign,
    alter_function,
    alter_other,
    alter_publication,
    alter_type,
)
from golive.diff.replacement import Altered, anew, owned
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
from golive.rights import grants
from golive.sqltext.quoting import ident, joined


def alter(
    want: CatalogObject, now: CatalogObject, fields: tuple[str, ...], locked: Snapshot, observed: Snapshot
) -> Altered:
    """What changes the named fields back."""
    changed = frozenset(fields)
    match want, now:
        case Relation(), Relation():
            return alter_relation(want, now, changed, locked, observed)
        case Column(), Column():
            return alter_column(want, now, changed, locked, observed)
        case Constraint(), Constraint():
            return alter_constraint(want, changed)
        case Index(), Index():
            return alter_index(want, changed)
        case Trigger(), Trigger():
            if changed == {"enabled"}:
                return joined(table.trigger_enabled(want)), False
            return None if want.parent else anew(want, now, locked, observed)
        case Policy(), Policy():
            return alter_policy(want, now, changed, locked, observed)
        case Rule(), Rule():
            return (
                (joined(table.rule_enabled(want)), False)
                if changed == {"enabled"}
                else anew(want, now, locked, observed)
            )
        case Sequence(), Sequence():
            return alter_sequence(want, now, changed)
        case Function(), Function():
            return alter_function(want, now, changed, locked, observed)
        case Type(), Type():
            return alter_type(want, now, changed)
        case Schema(), Schema():
            return owned(f"SCHEMA {want.identity}", want, now, "CREATE,USAGE"), False
        case Database(), Database():
            return alter_database(want, now, changed)
        case Extension(), Extension():
            return alter_extension(want, now, changed)
        case Role(), Role():
            return joined(f"ALTER ROLE {want.identity} {make.role_options(want, changed)}"), False
        case Membership(), Membership():
            return joined(make.membership(want, observed)), False
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
            return alter_publication(want, now, changed, locked, observed)
        case EventTrigger(), EventTrigger():
            return alter_event_trigger(want, changed)
        case Foreign(), Foreign():
            return alter_foreign(want, now, changed)
        case Statistics(), Statistics():
            if changed == {"owner"}:
                return joined(f"ALTER STATISTICS {want.identity} OWNER TO {ident(want.owner)}"), False
            return anew(want, now, locked, observed)
        case Comment(), Comment():
            return surroundings.comment(want), False
        case OtherObject(), OtherObject():
            return alter_other(want, now, changed, locked, observed)
        case Subscription(), Subscription():
            if changed == {"enabled"}:
                return joined(f"ALTER SUBSCRIPTION {want.identity} {'ENABLE' if want.enabled else 'DISABLE'}"), False
    return None

"""Boolean SQL that is true when an object exists: what guards a mend that is not needed any more."""

from golive.model.catalog import (
    CatalogObject,
    Column,
    Constraint,
    EventTrigger,
    Extension,
    Foreign,
    Function,
    Index,
    Membership,
    Policy,
    PreparedTransaction,
    Publication,
    Relation,
    Role,
    Rule,
    Schema,
    Sequence,
    Statistics,
    Trigger,
    Type,
    UserMapping,
)
from golive.sqltext.quoting import literal

_ON_RELATION = {
    Constraint: ("pg_constraint", "conrelid", "conname"),
    Trigger: ("pg_trigger", "tgrelid", "tgname"),
    Policy: ("pg_policy", "polrelid", "polname"),
    Rule: ("pg_rewrite", "ev_class", "rulename"),
}
_BY_NAME = {
    Schema: ("pg_namespace", "nspname"),
    Extension: ("pg_extension", "extname"),
    Role: ("pg_roles", "rolname"),
    Publication: ("pg_publication", "pubname"),
    EventTrigger: ("pg_event_trigger", "evtname"),
}


def exists(entry: CatalogObject) -> str | None:
    """The condition, None where there is no short one."""
    kind = type(entry)
    if isinstance(entry, Relation | Index | Sequence):
        return f"pg_catalog.to_regclass({literal(entry.identity)}) IS NOT NULL"
    if isinstance(entry, Function):
        return f"pg_catalog.to_regprocedure({literal(entry.identity)}) IS NOT NULL"
    if isinstance(entry, Type):
        return f"pg_catalog.to_regtype({literal(entry.identity)}) IS NOT NULL"
    if isinstance(entry, Column):
        return (
            f"EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass("
            f"{literal(entry.relation or '')}) AND attname = {literal(entry.name)} AND NOT attisdropped)"
        )
    if kind in _ON_RELATION:
        table, relation, name = _ON_RELATION[kind]
        return (
            f"EXISTS (SELECT FROM pg_catalog.{table} WHERE {relation} = pg_catalog.to_regclass("
            f"{literal(entry.relation or '')}) AND {name} = {literal(entry.name)})"
        )
    if kind in _BY_NAME:
        table, name = _BY_NAME[kind]
        return f"EXISTS (SELECT FROM pg_catalog.{table} WHERE {name} = {literal(entry.name)})"
    if isinstance(entry, Statistics):
        return (
            f"EXISTS (SELECT FROM pg_catalog.pg_statistic_ext WHERE stxnamespace = pg_catalog.to_regnamespace("
            f"{literal(entry.identity.partition('.')[0])}) AND stxname = {literal(entry.name)})"
        )
    if isinstance(entry, Membership):
        return (
            "EXISTS (SELECT FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS r ON r.oid = m.roleid "
            "JOIN pg_catalog.pg_roles AS u ON u.oid = m.member "
            f"WHERE r.rolname = {literal(entry.role)} AND u.rolname = {literal(entry.member)})"
        )
    if isinstance(entry, PreparedTransaction):
        return f"EXISTS (SELECT FROM pg_catalog.pg_prepared_xacts WHERE gid = {literal(entry.identity)})"
    if isinstance(entry, UserMapping):
        role = "umuser = 0" if entry.role == "PUBLIC" else f"usename = {literal(entry.role)}"
        return f"EXISTS (SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = {literal(entry.server)} AND {role})"
    if isinstance(entry, Foreign):
        table, name = (
            ("pg_foreign_server", "srvname") if entry.form == "SERVER" else ("pg_foreign_data_wrapper", "fdwname")
        )
        return f"EXISTS (SELECT FROM pg_catalog.{table} WHERE {name} = {literal(entry.name)})"
    return None

"""Which fields of two objects differ, given what servers of different versions write differently."""

from golive.model.catalog import CatalogObject, Column, Extension, Membership, Relation, Role, compared_fields
from golive.model.snapshot import Snapshot
from golive.sqltext.canonical import same_expression, same_view

_TEXTS = frozenset(
    {
        "default",
        "expression",
        "using",
        "check",
        "predicate",
        "condition",
        "sql_body",
        "partition_bound",
        "arguments",
        "type",
    }
)
# What a definition says anyway, by kind: told with it, weighed by themselves.
_SAID_BY_DEFINITION = {
    "constraint": frozenset(
        {"type", "columns", "referenced", "referenced_columns", "deferrable", "deferred", "no_inherit"}
    ),
    "index": frozenset({"access_method", "columns", "included", "predicate", "unique", "nulls_not_distinct"}),
}


def differing(want: CatalogObject, now: CatalogObject, locked: Snapshot, observed: Snapshot) -> tuple[str, ...]:
    found = []
    for entry in compared_fields(type(want))[1:]:
        before, after = getattr(want, entry.name), getattr(now, entry.name)
        if before == after:
            continue
        if isinstance(before, str) and isinstance(after, str) and _same_text(want, entry.name, before, after):
            continue
        found.append(entry.name)
    if isinstance(want, Extension) and isinstance(now, Extension):
        found = [field for field in found if field != "version" or not _usual(want, now, locked, observed)]
    if isinstance(want, Membership) and "inherit" in found and _follows_role(want, locked, observed):
        found.remove("inherit")
    return tuple(found)


def _same_text(want: CatalogObject, field: str, before: str, after: str) -> bool:
    if field == "definition":
        return same_view(before, after) if isinstance(want, Relation) else same_expression(before, after)
    if field == "type" and not isinstance(want, Column):
        return False
    return field in _TEXTS and same_expression(before, after)


def _usual(want: Extension, now: Extension, locked: Snapshot, observed: Snapshot) -> bool:
    """Servers of two versions each have the version of the extension that they install by themselves."""
    return want.is_default_version and now.is_default_version and locked.server.major != observed.server.major


def _follows_role(want: Membership, locked: Snapshot, observed: Snapshot) -> bool:
    """Before 16 a membership is inherited when its member inherits: the role says it already."""
    if min(locked.server.major, observed.server.major) >= 16:
        return False
    roles = [next((role for role in side.of(Role) if role.name == want.member), None) for side in (locked, observed)]
    return None in roles or len({role.inherit for role in roles if role is not None}) == 2


def told_fields(entry: CatalogObject, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that a message names: each difference once."""
    if "definition" not in fields:
        return fields
    if entry.kind == "trigger" and len(fields) > 1:
        return tuple(field for field in fields if field != "definition")
    said = _SAID_BY_DEFINITION.get(entry.kind, frozenset())
    return tuple(field for field in fields if field not in said)

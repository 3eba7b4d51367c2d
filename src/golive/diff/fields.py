"""Which fields of two objects differ, given what servers of different versions write differently."""

from golive.diff.kinds import kind_of
from golive.model.catalog import CatalogObject, Column, Relation, compared_fields
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


def differing(want: CatalogObject, now: CatalogObject, locked: Snapshot, observed: Snapshot) -> tuple[str, ...]:
    kind, found = kind_of(want), []
    for entry in compared_fields(type(want))[1:]:
        before, after = getattr(want, entry.name), getattr(now, entry.name)
        if before == after:
            continue
        if isinstance(before, str) and isinstance(after, str) and _same_text(want, entry.name, before, after):
            continue
        if not kind.alike(want, now, entry.name, locked, observed):
            found.append(entry.name)
    return tuple(found)


def _same_text(want: CatalogObject, field: str, before: str, after: str) -> bool:
    if field == "definition":
        return same_view(before, after) if isinstance(want, Relation) else same_expression(before, after)
    if field == "type" and not isinstance(want, Column):
        return False
    return field in _TEXTS and same_expression(before, after)


def told_fields(entry: CatalogObject, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that a message names: each difference once."""
    return kind_of(entry).told(fields)

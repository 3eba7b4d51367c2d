"""Who is harmed by a difference, and how badly: per kind of object, and per field where that says more."""

from golive.diff.difference import Change
from golive.diff.kinds import kind_of
from golive.model.catalog import CatalogObject
from golive.model.finding import Severity


def harm(
    change: Change, entry: CatalogObject, other: CatalogObject | None = None, fields: tuple[str, ...] = ()
) -> tuple[Severity, str]:
    """Severity and why of a difference; entry is the locked object, or the one nobody locked."""
    kind = kind_of(entry)
    if change is Change.MISSING:
        return kind.harm_missing(entry)
    if change is Change.UNEXPECTED:
        return kind.harm_unexpected(entry)
    weighed = [kind.harm_changed(entry, other, field) for field in fields]
    return next((found for found in weighed if found[0] is Severity.CRITICAL), weighed[0])

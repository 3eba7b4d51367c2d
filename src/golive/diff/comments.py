"""The comments on an object: they go when it goes, and come back with it."""

from golive.diff import create_table as table
from golive.model.catalog import CatalogObject, Column, Comment, Function, OtherObject, Relation
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident


def is_about(comment: Comment, entry: CatalogObject) -> bool:
    if isinstance(entry, OtherObject):
        return comment.identity == entry.identity
    if isinstance(entry, Function | Column):
        return comment.object == entry.identity
    if entry.kind in ("constraint", "trigger", "policy", "rule"):
        return comment.on == entry.kind.upper() and comment.object == f"{ident(entry.name)} on {entry.relation}"
    if entry.kind in ("index", "sequence", "type", "schema", "statistics", "role", "publication", "event_trigger"):
        return comment.object == entry.identity
    return False


def comments_on(entry: CatalogObject, locked: Snapshot) -> list[str]:
    """COMMENT ON statements; a relation brings those on it by itself."""
    if isinstance(entry, Relation):
        return []
    return [table.comment(comment) for comment in locked.of(Comment) if is_about(comment, entry)]

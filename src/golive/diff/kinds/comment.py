"""Comments: they go when their object goes, and come back with it."""

import re

from golive.diff.kinds.base import HIGH, Altered, Kind
from golive.model.catalog import CatalogObject, Column, Comment, Function, OtherObject, Relation
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, in_database, joined, literal


class Comments(Kind[Comment]):
    of = Comment
    word = "comment on"
    missing = HIGH, "tools that read it, an API layer among them, behave differently"
    unexpected = HIGH, "tools that read it, an API layer among them, behave differently"
    destructive = False

    def create(self, entry: Comment, locked: Snapshot, observed: Snapshot) -> str | None:
        return _made(entry)

    def alter(
        self, want: Comment, now: Comment, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return _made(want), False

    def drop(self, entry: Comment, observed: Snapshot) -> str | None:
        if entry.on == "DATABASE":
            return in_database("COMMENT ON DATABASE %I IS NULL")
        return joined(f"COMMENT ON {entry.on} {_target(entry)} IS NULL")


def _made(entry: Comment) -> str:
    if entry.on == "DATABASE":
        return in_database(f"COMMENT ON DATABASE %I IS {literal(entry.text).replace('%', '%%')}")
    return joined(comment_definition(entry))


def comment_definition(entry: Comment) -> str:
    return f"COMMENT ON {entry.on} {_target(entry)} IS {literal(entry.text)}"


def _target(entry: Comment) -> str:
    return re.sub(r" on (?=[^ ])", " ON ", entry.object, count=1) if " on " in entry.object else entry.object


def hangs_on(found: Comment, relation_name: str) -> bool:
    """Whether a comment is on the relation or something of it."""
    return (
        found.object == relation_name
        or (found.on == "COLUMN" and found.object.startswith(relation_name + "."))
        or found.object.endswith(f" on {relation_name}")
    )


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
    return [comment_definition(comment) for comment in locked.of(Comment) if is_about(comment, entry)]

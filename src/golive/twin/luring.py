"""What a caller makes in his own temporary schema, so that a function works on that in place of what it meant."""

import re
from collections.abc import Iterable, Iterator

from psycopg import sql

from golive.model.catalog import Function, Relation
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.twin.making import relation
from golive.twin.visit import Statement

REACHED = "GL001"  # the caller's code was run
_TOLD = sql.SQL(
    "CREATE FUNCTION pg_temp.golive_told() RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION USING "
    "ERRCODE = 'GL001', MESSAGE = 'the code of its caller runs as ' || current_user; END$$"
)
_ADDED = sql.SQL(
    "CREATE FUNCTION pg_temp.golive_added() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_temp.golive_told(); "
    "RETURN NEW; END$$"
)


def lures(live: Snapshot, function: Function, names: Iterable[str]) -> list[Statement]:
    """A view of each name, whose rows nobody reads or changes without running the caller's code."""
    text = function.body or function.sql_body
    return [_TOLD, _ADDED, *(made for name in names for made in _view(live, name, text))]


def _view(live: Snapshot, name: str, text: str) -> Iterator[Statement]:
    """With the columns that the text names; all, where it takes all."""
    one = next((each for each in live.of(Relation) if each.name == name and each.relkind in "rpvm"), None)
    if one is None:
        return
    every = columns_of(live, one.identity).values()
    named = [] if "*" in text else [each for each in every if re.search(rf"\b{re.escape(each.name)}\b", text)]
    columns = sql.SQL(", ").join(
        sql.SQL("NULL::{} AS {}").format(relation(column.type), sql.Identifier(column.name))
        for column in named or every
    )
    view = sql.SQL("pg_temp.{}").format(sql.Identifier(name))
    yield sql.SQL("CREATE VIEW {} AS SELECT {} WHERE pg_temp.golive_told() OFFSET 0").format(view, columns)
    yield sql.SQL("GRANT ALL ON {} TO PUBLIC").format(view)
    yield sql.SQL(
        "CREATE TRIGGER golive_added INSTEAD OF INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW "
        "EXECUTE FUNCTION pg_temp.golive_added()"
    ).format(view)

"""Columns, with what generated columns and defaults need around them."""

import re

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind
from golive.diff.kinds.ddl import form, options
from golive.diff.kinds.sequence import owned_sequence, sequence_options
from golive.model.catalog import Column, Relation, Sequence
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined, literal

_STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED", "": "DEFAULT"}
_WHOLE = {"smallint": 1, "integer": 2, "bigint": 3}
_SIZED = re.compile(r"^(character varying|character|numeric|bit varying)\((\d+)(?:,(-?\d+))?\)$")


class Columns(Kind[Column]):
    of = Column
    missing = HIGH, "statements that name it fail"
    unexpected = HIGH, "nobody tested it: data may stand in it that no policy, export or deletion knows"
    changed = HIGH, "the application's values are refused, cut or read differently"
    fields = {
        "not_null": (HIGH, "rows without a value are accepted, or rows the application writes are refused"),
        "default": (HIGH, "rows written without the column get another value, or none"),
        "generated": (CRITICAL, "the value goes stale, or can no longer be written"),
        "expression": (CRITICAL, "every row carries a value computed another way"),
        "as_identity": (HIGH, "rows written with, or without, a number of their own are refused"),
        "collation": (HIGH, "order and equality of its text are other than tested"),
    }

    def create(self, entry: Column, locked: Snapshot, observed: Snapshot) -> str | None:
        kind = form(locked.get(Relation, entry.relation or "") or Relation(entry.identity, "r"))
        own = [found for found in locked.of(Sequence) if found.owned_by == entry.identity and not found.of_identity]
        return joined(
            *(owned_sequence(found)[0] for found in own),
            f"ALTER {kind} {entry.relation} ADD COLUMN {column_definition(entry, locked)}",
            *(owned_sequence(found)[1] for found in own),
            *grants.column_statements(entry.relation or "", entry.name, entry.grants, ()),
        )

    def alter(
        self, want: Column, now: Column, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        relation = locked.get(Relation, want.relation or "")
        if relation is None or relation.relkind in "vm":
            return None
        head = f"ALTER {form(relation)} {want.relation}"
        name = ident(want.name)
        column = f"{head} ALTER COLUMN {name}"
        made, lossy = [], False
        if changed & {"generated", "expression"}:
            return _generated(want, now, head, locked)
        if "as_identity" in changed and now.as_identity and not want.as_identity:
            made.append(f"{column} DROP IDENTITY")
            for sequence in locked.of(Sequence):
                if sequence.owned_by == want.identity and not sequence.of_identity:
                    made += [*owned_sequence(sequence), _ahead(want)]
        if changed & {"type", "collation"}:
            text, lossy = _type(want, now, column, default_changed="default" in changed)
            made += text
        elif "default" in changed and not want.default:
            made.append(f"{column} DROP DEFAULT")
        if "default" in changed and want.default:
            made.append(f"{column} SET DEFAULT {want.default}")
        if "not_null" in changed:
            made.append(f"{column} {'SET' if want.not_null else 'DROP'} NOT NULL")
        if "as_identity" in changed and want.as_identity:
            made += _identity(want, now, column, locked, observed)
        if "storage" in changed:
            made.append(f"{column} SET STORAGE {_storage(want, observed)}")
        if "compression" in changed:
            made.append(f"{column} SET COMPRESSION {want.compression or 'default'}")
        if "foreign_options" in changed:
            return None
        if "grants" in changed:
            made += grants.column_statements(want.relation or "", want.name, want.grants, now.grants)
        return joined(*made), lossy

    def drop(self, entry: Column, observed: Snapshot) -> str | None:
        kind = form(observed.get(Relation, entry.relation or "") or Relation(entry.identity, "r"))
        return joined(f"ALTER {kind} {entry.relation} DROP COLUMN {ident(entry.name)}") if kind != "VIEW" else None

    def exists(self, entry: Column) -> str | None:
        return (
            f"EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass("
            f"{literal(entry.relation or '')}) AND attname = {literal(entry.name)} AND NOT attisdropped)"
        )


def column_definition(column: Column, locked: Snapshot) -> str:
    text = f"{ident(column.name)} {column.type}"
    if column.foreign_options:
        text += options(column.foreign_options)
    if column.compression:
        text += f" COMPRESSION {column.compression}"
    if column.collation:
        text += f" COLLATE {column.collation}"
    if column.default:
        text += f" DEFAULT {column.default}"
    if column.generated:
        text += f" GENERATED ALWAYS AS ({column.expression}) {'VIRTUAL' if column.generated == 'v' else 'STORED'}"
    if column.as_identity:
        text += " " + _identity_clause(column, locked)
    return text + (" NOT NULL" if column.not_null else "")


def stored(column: Column) -> str:
    """How it is stored, where a new table's column would be stored otherwise."""
    head = f"ALTER TABLE {column.relation} ALTER COLUMN {ident(column.name)}"
    return f"{head} SET STORAGE {_STORAGE[column.storage]}" if column.storage else ""


def _identity_clause(column: Column, locked: Snapshot) -> str:
    how = "ALWAYS" if column.as_identity == "a" else "BY DEFAULT"
    own = next(
        (found for found in locked.of(Sequence) if found.owned_by == column.identity and found.of_identity), None
    )
    if own is None:
        return f"GENERATED {how} AS IDENTITY"
    return f"GENERATED {how} AS IDENTITY (SEQUENCE NAME {own.identity} {sequence_options(own)})"


def _storage(want: Column, observed: Snapshot) -> str:
    if want.storage or observed.server.major >= 16:
        return _STORAGE[want.storage]
    return "EXTENDED" if not want.type.startswith(("numeric", "inet", "cidr")) else "MAIN"


def _generated(want: Column, now: Column, head: str, locked: Snapshot) -> tuple[str, bool]:
    """Made anew: what is generated is lost with nothing; what was typed in is."""
    if not want.generated:
        return joined(f"{head} ALTER COLUMN {ident(want.name)} DROP EXPRESSION"), False
    again = f"{head} ADD COLUMN {column_definition(want, locked)}"
    granted = grants.column_statements(want.relation or "", want.name, want.grants, ())
    return joined(f"{head} DROP COLUMN {ident(want.name)}", again, *granted), not now.generated


def _type(want: Column, now: Column, column: str, *, default_changed: bool) -> tuple[list[str], bool]:
    collate = (
        f" COLLATE {want.collation}" if want.collation else ' COLLATE pg_catalog."default"' if now.collation else ""
    )
    by = "::text" if "." in want.type + now.type else ""  # types that people made have no casts between them
    made = []
    if now.default and (default_changed or want.type != now.type):
        made.append(f"{column} DROP DEFAULT")
    made.append(f"{column} TYPE {want.type}{collate} USING {ident(want.name)}{by}::{want.type}")
    if want.default and want.type != now.type and not default_changed:
        made.append(f"{column} SET DEFAULT {want.default}")
    return made, want.type != now.type and not widens(now.type, want.type)


def widens(before: str, after: str) -> bool:
    """Every value of the one type is a value of the other, or the change fails: nothing can be lost."""
    if after in ("text", "jsonb", "json", "uuid") or before in ("text", "unknown"):
        return not _SIZED.match(after)
    if before in _WHOLE and after in _WHOLE:
        return True  # a value that does not fit is refused
    old, new = _SIZED.match(before), _SIZED.match(after)
    if new is None:
        return after in ("character varying", "numeric") and before.startswith(after)
    if old is None or old[1] != new[1]:
        return False
    scale = int(new[3] or 0) >= int(old[3] or 0)
    return scale and int(new[2]) - int(new[3] or 0) >= int(old[2]) - int(old[3] or 0)


def _identity(want: Column, now: Column, column: str, locked: Snapshot, observed: Snapshot) -> list[str]:
    if now.as_identity:
        return [f"{column} SET GENERATED {'ALWAYS' if want.as_identity == 'a' else 'BY DEFAULT'}"]
    made = [f"{column} DROP DEFAULT"] if now.default else []
    squatter = next(
        (
            sequence
            for sequence in locked.of(Sequence)
            if sequence.owned_by == want.identity and observed.get(Sequence, sequence.identity) is not None
        ),
        None,
    )
    if squatter is not None:
        made.append(f"DROP SEQUENCE {squatter.identity}")
    made.append(f"{column} ADD {_identity_clause(want, locked)}")
    made.append(_ahead(want))
    return made


def _ahead(want: Column) -> str:
    """The next number is one that no row has."""
    sequence = f"pg_catalog.pg_get_serial_sequence({literal(want.relation or '')}, {literal(want.name)})"
    highest = f"coalesce(max({ident(want.name)}), 0)"
    return f"SELECT pg_catalog.setval({sequence}, {highest} + 1, false) FROM {want.relation}"

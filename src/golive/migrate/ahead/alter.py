"""What an ALTER TABLE does, action by action."""

from collections.abc import Iterator
from itertools import pairwise

from golive.migrate.ahead.act import Act
from golive.migrate.ahead.rules import Effort
from golive.sqltext.cursor import Cursor, Name
from golive.sqltext.names import quoted
from golive.sqltext.plpgsql_body import meaning
from golive.sqltext.statements import Kind

_CONSTRAINTS = ("CONSTRAINT", "CHECK", "FOREIGN", "UNIQUE", "PRIMARY", "EXCLUDE")
COLUMN_OPTIONS = (
    "DEFAULT",
    "GENERATED",
    "NOT",
    "NULL",
    "UNIQUE",
    "PRIMARY",
    "CHECK",
    "REFERENCES",
    "CONSTRAINT",
    "COLLATE",
)
_SERIAL = ("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8")
_ALONE = "in a step with 'Transaction: none'"
_HARMLESS = ("SET STATISTICS", "ENABLE", "DISABLE", "OWNER", "CLUSTER", "REPLICA", "FORCE", "NO")


def alterations(cursor: Cursor) -> Iterator[Act]:
    """The cursor stands behind ALTER TABLE."""
    cursor.take("IF", "EXISTS")
    cursor.take("ONLY")
    table = cursor.name()
    cursor.take("*")
    for action in cursor.parts():
        yield from _action(table, action)


def _action(table: Name, at: Cursor) -> Iterator[Act]:
    name, shown = quoted(*table), f"ALTER TABLE {quoted(*table)} {at.text}"
    if at.take("ADD"):
        yield from _constraint(table, at) if at.word() in _CONSTRAINTS else _column(table, at)
    elif at.take("ALTER"):
        at.take("COLUMN")
        yield from _altered(table, at.name(), at)
    elif at.take("DROP"):
        if not at.take("CONSTRAINT"):
            at.take("COLUMN")
            at.take("IF", "EXISTS")
            column = quoted(*at.name())
            yield Act(
                table,
                "drop-column",
                f"DROP COLUMN {column}",
                f"let a release run that does not use {name}.{column}, then drop it with consent",
                strong=True,
                columns=(column,),
            )
        if at.has("CASCADE"):
            yield Act(
                table, "cascade", "DROP … CASCADE", "drop what hangs on it by name first, then it without CASCADE"
            )
        yield Act(table, strong=True)
    elif at.word() == "RENAME" or (at.word() == "SET" and at.word(1) == "SCHEMA"):
        what = "column" if at.word(1) == "COLUMN" or at.word(2) == "TO" else "table"
        if at.word(1) == "CONSTRAINT":
            yield Act(table, strong=True)
            return
        safe = (
            "add the new column, fill it by '-- Batch:', write both, drop the old one after the next release"
            if what == "column"
            else f"in the same step make a view named {name} of what has the new name"
        )
        yield Act(table, "rename", at.text, safe, strong=True)
    elif at.word() == "SET" and at.word(1) in ("LOGGED", "UNLOGGED", "TABLESPACE", "ACCESS", "WITHOUT"):
        safe = f"make a new table beside {name}, fill it by '-- Batch:', and let it take the place"
        yield Act(table, "rewrite", at.text, safe, Effort.REWRITES, strong=True)
    elif at.take("ATTACH", "PARTITION"):
        part = at.name()
        safe = (
            f"before it ALTER TABLE {quoted(*part)} ADD CONSTRAINT … CHECK (the bounds) NOT VALID, "
            "and in a step of its own VALIDATE CONSTRAINT"
        )
        yield Act(part, "attach", f"ATTACH PARTITION {quoted(*part)}", safe, Effort.READS)
    elif at.take("VALIDATE"):
        yield Act(table, said=shown, effort=Effort.READS)
    elif not any(at.take(*words.split()) for words in _HARMLESS if words in ("SET STATISTICS", "CLUSTER")):
        yield Act(table, strong=True)


def _constraint(table: Name, at: Cursor) -> Iterator[Act]:
    name, whole = quoted(*table), at.text
    label = quoted(*at.name()) if at.take("CONSTRAINT") else "NAME"
    kind = at.word()
    if kind in ("CHECK", "FOREIGN") or (kind == "NOT" and at.word(1) == "NULL"):
        settled = at.has("NOT", "VALID") or at.has("NOT", "ENFORCED")
        body = whole if whole.startswith("CONSTRAINT") else f"CONSTRAINT {label} {whole}"
        safe = f"ALTER TABLE {name} ADD {body} NOT VALID, and in a later step VALIDATE CONSTRAINT {label}"
        effort = None if settled else Effort.READS
        yield Act(table, "" if settled else "validated", f"ADD {whole}", safe, effort, strong=True)
    elif at.has("USING", "INDEX"):
        at.until("INDEX")
        at.take("INDEX")
        rule = "not-null" if kind == "PRIMARY" else ""
        effort = Effort.READS if rule else None
        yield Act(
            table, rule, f"ADD {whole}", _filled(name, "each column of the key"), effort, True, index=at.name()[-1]
        )
    elif kind == "EXCLUDE":
        safe = (
            "there is no form beside the traffic: make it on a new table, fill that by '-- Batch:', and exchange them"
        )
        yield Act(table, "exclusion", f"ADD {whole}", safe, Effort.BUILDS, strong=True)
    else:
        key = "PRIMARY KEY" if kind == "PRIMARY" else "UNIQUE"
        at.until("(")
        columns = at.until("DEFERRABLE", "NOT", "INITIALLY").text
        yield Act(table, "unique", f"ADD {whole}", _by_index(name, label, key, columns), Effort.BUILDS, strong=True)


def _by_index(table: str, label: str, key: str, columns: str) -> str:
    return (
        f"CREATE UNIQUE INDEX CONCURRENTLY {label} ON {table} {columns} {_ALONE}, "
        f"then ALTER TABLE {table} ADD CONSTRAINT {label} {key} USING INDEX {label}"
    )


def _filled(table: str, column: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT NAME CHECK ({column} IS NOT NULL) NOT VALID, in a later step VALIDATE "
        f"CONSTRAINT NAME, and after it ALTER COLUMN {column} SET NOT NULL, DROP CONSTRAINT NAME"
    )


def _column(table: Name, at: Cursor) -> Iterator[Act]:
    at.take("COLUMN")
    careful, name = at.take("IF", "NOT", "EXISTS"), quoted(*table)
    column = quoted(*at.name())
    kind = at.until(*COLUMN_OPTIONS).text
    said, first = f"ADD COLUMN {column}", kind.split("(")[0].lower()
    yield Act(table, strong=True, said=said)
    if careful:
        yield Act(
            table,
            "other-shape",
            f"{said} IF NOT EXISTS",
            f"make {name}.{column} what it should be",
            shape=((column, kind),),
        )
    if first in _SERIAL:
        yield Act(table, "serial", f"{said} {kind}", _added(name, column, "DEFAULT nextval(…)"), Effort.REWRITES, True)
    default = filled = False
    while not at.done:
        if at.take("DEFAULT"):
            value = at.until(*COLUMN_OPTIONS)
            default = value.text.upper() != "NULL"
            yield Act(
                table,
                "volatile-default",
                f"{said} DEFAULT {value.text}",
                _added(name, column, f"DEFAULT {value.text}"),
                Effort.REWRITES,
                True,
                calls=calls(value),
            )
        elif at.take("GENERATED"):
            default = True
            made = at.until(*COLUMN_OPTIONS)
            if made.has("IDENTITY"):
                yield Act(
                    table,
                    "serial",
                    f"{said} … AS IDENTITY",
                    _added(name, column, "DEFAULT nextval(…)"),
                    Effort.REWRITES,
                    True,
                )
            elif made.has("STORED"):
                safe = f"add {column} plain, let a trigger fill it for new rows, and '-- Batch:' for old ones"
                yield Act(table, "generated", f"{said} … STORED", safe, Effort.REWRITES, True)
        elif at.take("NOT", "NULL"):
            filled = True
        elif at.take_one("UNIQUE", "PRIMARY"):
            safe = f"add {column} plain, then " + _by_index(name, "NAME", "UNIQUE", f"({column})")
            yield Act(table, "unique", f"{said} … UNIQUE", safe, Effort.BUILDS, True)
        elif at.take("CHECK") or (at.take("REFERENCES") and default):
            safe = f"add {column} plain, then ADD CONSTRAINT … NOT VALID, and in a later step VALIDATE CONSTRAINT"
            yield Act(table, "validated", f"{said} … with a constraint", safe, Effort.READS, True)
        else:
            at.at += 1
    if filled and not default and first not in _SERIAL:
        yield Act(
            table,
            "required-column",
            f"{said} NOT NULL",
            f"add it without NOT NULL, fill it by '-- Batch:', then {_filled(name, column)}",
        )


def _added(table: str, column: str, default: str) -> str:
    return (
        f"ALTER TABLE {table} ADD COLUMN {column} without a default, then ALTER COLUMN {column} SET {default} for new "
        "rows, and a step with '-- Batch:' for those that are there"
    )


def calls(cursor: Cursor) -> frozenset[str]:
    """The last names of what is called in it."""
    found = cursor.statement.tokens[cursor.at : cursor.end]
    return frozenset(
        meaning(one) for one, after in pairwise(found) if after.text == "(" and one.kind in (Kind.WORD, Kind.NAME)
    )


def _altered(table: Name, column: Name, at: Cursor) -> Iterator[Act]:
    name, shown = quoted(*table), quoted(*column)
    if at.take("SET", "NOT", "NULL"):
        yield Act(
            table,
            "not-null",
            f"ALTER COLUMN {shown} SET NOT NULL",
            _filled(name, shown),
            Effort.READS,
            strong=True,
            columns=column,
        )
    elif at.take("TYPE") or at.take("SET", "DATA", "TYPE"):
        kind = at.until("COLLATE", "USING").text
        safe = (
            f"add a new column of type {kind}, fill it by '-- Batch:' while a trigger keeps both alike, and use it in "
            "the next release"
        )
        yield Act(
            table,
            "type",
            f"ALTER COLUMN {shown} TYPE {kind}",
            safe,
            Effort.REWRITES,
            strong=True,
            columns=column,
            type="" if at.has("USING") else kind,
        )
    elif not (at.word() == "SET" and at.word(1) in ("STATISTICS", "(")):
        yield Act(table, strong=True)

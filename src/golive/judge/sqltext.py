"""Pieces of SQL text that mends are made of: identifiers and literals, quoted as the server reads them."""

import re
from collections.abc import Iterable
from itertools import chain, count

_PLAIN = re.compile(r"^[a-z_][a-z0-9_]*$")
# Words that stand for something else unless quoted (pg_get_keywords, all but the unreserved, 14 to 18).
_KEYWORDS = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
    case cast char character check coalesce collate collation column concurrently constraint create cross
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
    decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
    freeze from full grant greatest group grouping having ilike in initially inner inout int integer
    intersect interval into is isnull join json json_array json_arrayagg json_exists json_object
    json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left
    like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null
    nullif numeric offset on only or order out outer overlaps overlay placing position precision primary
    real references returning right row select session_user setof similar smallint some substring symmetric
    system_user table tablesample then time timestamp to trailing treat trim true union unique user using
    values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
    """.split()  # noqa: SIM905
)


def ident(name: str) -> str:
    """One name as an identifier."""
    if _PLAIN.match(name) and name not in _KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def idents(names: Iterable[str]) -> str:
    return ", ".join(ident(name) for name in names)


def grantee(name: str) -> str:
    """A role as GRANT and CREATE POLICY take it."""
    return "PUBLIC" if name == "PUBLIC" else ident(name)


def literal(text: str) -> str:
    """One text as a constant, whatever standard_conforming_strings says."""
    quoted = "'" + text.replace("'", "''") + "'"
    return "E" + quoted.replace("\\", "\\\\") if "\\" in text else quoted


def dollar(text: str) -> str:
    """A function's body between dollar quotes that do not occur in it."""
    tags = chain(("$$",), (f"$body{turn}$" for turn in count(1)))
    tag = next(tag for tag in tags if tag not in text + "$")
    return f"{tag}{text}{tag}"


def joined(*statements: str) -> str:
    """Statements one per line, each with its semicolon; empty ones left out."""
    return "\n".join(text if text.endswith(";") else text + ";" for text in statements if text)


def in_database(statement: str) -> str:
    """A statement about the database we are in; %I stands for its name, which no lock holds."""
    return (
        f"DO $golive$BEGIN EXECUTE pg_catalog.format({literal(statement)}, pg_catalog.current_database()); END$golive$;"
    )

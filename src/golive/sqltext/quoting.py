"""Pieces of SQL text that mends are made of: identifiers and literals, quoted as the server reads them."""

from collections.abc import Iterable
from itertools import chain, count

from golive.sqltext.names import quoted


def ident(name: str) -> str:
    """One name as an identifier."""
    return quoted(name)


def idents(names: Iterable[str]) -> str:
    return ", ".join(ident(name) for name in names)


def grantee(name: str) -> str:
    """A role as GRANT and CREATE POLICY take it."""
    return "PUBLIC" if name == "PUBLIC" else ident(name)


def literal(text: str) -> str:
    """One text as a constant, whatever standard_conforming_strings says."""
    constant = "'" + text.replace("'", "''") + "'"
    return "E" + constant.replace("\\", "\\\\") if "\\" in text else constant


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


_LISTS = ("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries")


def config_value(entry: str) -> tuple[str, str]:
    """name=value as SET takes it; a list is quoted part by part."""
    name, _, value = entry.partition("=")
    if name not in _LISTS:
        return name, literal(value)
    parts = [part.strip() for part in value.split(",")]
    return name, ", ".join(literal(part[1:-1].replace('""', '"') if part[:1] == '"' else part) for part in parts)

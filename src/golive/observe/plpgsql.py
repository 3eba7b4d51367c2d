"""Static SQL in the bodies of functions: prepared by the server, never planned or run."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, errors

from golive.model import questions as q
from golive.model.catalog import Column, Function, Trigger
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.evidence import Evidence
from golive.model.signature import arguments
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.pipeline import pipelined
from golive.observe.prepared import Prepared, Scope, prepared
from golive.sqltext.names import quoted
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Form, Fragment, Unreadable, meaning
from golive.sqltext.statements import Kind, Token, Unsplittable, split, tokens

# Whoever asks the catalog first, or catches the error, knows that the object may be missing.
_GUARDED = re.compile(
    r"(?i)to_reg(class|proc|procedure|type)|undefined_(table|column|function|object)|information_schema|pg_class|pg_tables"
    r"|pg_attribute|pg_proc|pg_extension"
)
_CREATED = re.compile(
    r'(?i)\bcreate\s+(?:[a-z]+\s+){0,3}?(?:table|view|sequence)\s+(?:if\s+not\s+exists\s+)?("[^"]+"|[\w$.]+)'
)
_STATIC = (Form.COMMAND, Form.EXPRESSION, Form.RETURN)
_BEFORE_TABLE = frozenset(["FROM", "JOIN", "INTO", "UPDATE", "ONLY", "USING", ","])
_PREPARABLE = frozenset(["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE", "("])


@dataclass(frozen=True)
class _Context:
    connection: Connection[tuple[Any, ...]]
    created: frozenset[str]  # names that some function makes when it runs

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Names of relations, functions and types, in whatever schema; asked for where something is refused."""
        found: dict[str, set[str]] = {"relation": set(), "function": set(), "type": set()}
        for kind, name in self.connection.execute(_names_query()):
            found[kind].add(name)
        return {kind: frozenset(names) for kind, names in found.items()}


def observe_bodies(connection: Connection[tuple[Any, ...]], live: Snapshot, claims: Claims) -> dict[str, Evidence]:
    """For each function with static SQL: what it names that does not exist, as 'line n: …'."""
    outside = {one.schema_ for one in claims.of(Outside)}
    try:
        every, triggers = live.of(Function), live.of(Trigger)
    except NotObserved:  # the audit that needs them says so
        return {}
    functions = [
        one
        for one in every
        if one.language in ("plpgsql", "sql") and one.body and one.prokind in "fp" and one.schema not in outside
    ]
    if not functions:
        return {}
    created = {meaning_of(name) for one in functions for name in _CREATED.findall(one.body)}
    context = _Context(connection, frozenset(created))
    usual = ", ".join('"' + name.replace('"', '""') + '"' for name in claims.platform.search_path)
    attached: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        attached.setdefault(trigger.function, []).append(trigger)
    found: dict[str, Evidence] = {}
    for path, group in groupby(sorted(functions, key=lambda one: pinned_path(one) or ""), key=pinned_path):
        with connection.transaction(force_rollback=True):
            connection.execute(
                "SELECT pg_catalog.set_config('search_path', %s, true)", (usual if path is None else path,)
            )
            for one in group:
                found[q.BODY.of(one.identity)] = _observe(context, one, live, attached.get(one.identity, []))
    return found


def meaning_of(name: str) -> str:
    last = name.rpartition(".")[2]
    return last.strip('"') if last.startswith('"') else last.lower()


@cache
def _names_query() -> LiteralString:
    path = Path(str(files("golive.sql"))) / "data" / "names.sql"
    return path.read_text(encoding="utf-8")


def pinned_path(function: Function) -> str | None:
    return next((entry.partition("=")[2] for entry in function.config if entry.startswith("search_path=")), None)


def _observe(context: _Context, function: Function, live: Snapshot, triggers: list[Trigger]) -> Evidence:
    try:
        statements, left, unsure = _statements(function, live, triggers)
    except (Unreadable, Unsplittable) as error:
        return Evidence.unknown(f"its body could not be read: {error}")
    if _GUARDED.search(function.body):
        unsure, statements = unsure + len(statements), []
    pinned = pinned_path(function)
    wrong: list[str] = []
    looked_at = len(statements)
    for line, statement in [] if _all_taken(context, [one for _, (one, _) in statements]) else statements:
        said = _refused(context, statement, pinned is not None)
        if said is None:
            unsure, looked_at = unsure + 1, looked_at - 1
        elif said:
            wrong.append(f"line {line}: {said}")
    note = "; ".join(
        text for text in (f"{left} dynamic" if left else "", f"{unsure} not to be told" if unsure else "") if text
    )
    return Evidence.seen(looked_at, len(wrong), wrong, note and f"not looked at: {note}")


def _statements(
    function: Function, live: Snapshot, triggers: list[Trigger]
) -> tuple[list[tuple[int, tuple[Prepared, Scope]]], int, int]:
    """What can be prepared, with its line; how much is dynamic, and how much has a meaning that only running tells."""
    given = dict(arguments(function))
    numbered = {f"${n}": kind for n, (_, kind) in enumerate(arguments(function, only_input=True), start=1)}
    labels = frozenset({function.name})
    if function.language == "sql":
        scope = Scope(given, labels)
        fragments = [Fragment(Form.COMMAND, one.tokens, one.line, always=True) for one in split(function.body)]
    else:
        body = read(function.body)
        labels |= body.labels
        rows = live.derived(_column_types, tuple(trigger.relation or "" for trigger in triggers))
        scope = Scope({**given, **_resolved(body.variables, live)}, labels, rows)
        fragments = list(body.fragments)
    made: list[tuple[int, tuple[Prepared, Scope]]] = []
    left = unsure = 0
    transient = {name for trigger in triggers for name in (trigger.old_table, trigger.new_table) if name}
    for fragment in fragments:
        if fragment.form in (Form.DYNAMIC, Form.OTHER) or (
            fragment.form is Form.COMMAND and fragment.first not in _PREPARABLE and fragment.first != "PERFORM"
        ):
            left += 1
            continue
        if fragment.form not in _STATIC or _trivial(fragment, scope):
            continue
        if transient & {meaning(token) for token in fragment.tokens}:
            unsure += 1
            continue
        if (found := prepared(fragment, scope)) is None:
            unsure += 1
            continue
        made.append((fragment.line, (_numbered(found, numbered), scope)))
    return made, left, unsure


def _numbered(found: Prepared, numbered: Mapping[str, str]) -> Prepared:
    """$1, $2 … as SQL functions write their arguments: before the parameters that were names."""
    if not re.search(r"\$\d", "".join(t.text for t in tokens(found.sql) if t.kind is Kind.SIGN)) or found.types:
        return found
    return Prepared(found.sql, tuple(numbered.values()))


def _trivial(fragment: Fragment, scope: Scope) -> bool:
    """RETURN NEW, RETURN v, a constant: nothing is looked up."""
    if fragment.form is Form.COMMAND:
        return False
    found = fragment.tokens
    return len(found) == 0 or (
        len(found) == 1
        and (
            found[0].kind is not Kind.WORD
            or scope.knows(meaning(found[0]))
            or found[0].text.upper() in ("NULL", "TRUE", "FALSE")
        )
    )


def _resolved(variables: Mapping[str, str], live: Snapshot) -> dict[str, str]:
    """table.column%TYPE as the type of that column, where the table is named with its schema."""
    found = {}
    for name, kind in variables.items():
        match = re.fullmatch(r'(?i)([\w$."]+)\.("[^"]+"|[\w$]+)%type', kind)
        column = None
        if match:
            relation = match[1] if "." in match[1] else f"public.{match[1]}"
            column = live.get(Column, f"{relation}.{match[2]}")
        found[name] = column.type if column else kind
    return found


def _column_types(live: Snapshot, relations: Iterable[str]) -> dict[str, str]:
    """Columns of NEW and OLD that have one type on all tables a trigger function sits on."""
    found: dict[str, set[str]] = {}
    for relation in relations:
        for column in live.on(Column, relation):
            found.setdefault(column.name, set()).add(column.type)
    return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}


def _all_taken(context: _Context, statements: list[Prepared]) -> bool:
    """All of a function in one round trip, since most functions are sound."""
    try:
        _prepare(context, statements)
    except errors.DatabaseError as error:
        if error.sqlstate is None:
            raise
        return False
    return True


def _prepare(context: _Context, statements: Iterable[Prepared]) -> None:
    """In a pipeline the server takes one statement at a time, whatever its own reading of a body finds in it."""
    with context.connection.transaction(force_rollback=True), pipelined(context.connection):
        for one in statements:
            context.connection.execute((_head(one) + one.sql).encode())
            context.connection.execute("DEALLOCATE golive_body")


def _head(one: Prepared) -> str:
    return f"PREPARE golive_body{_types(one)} AS "


def _refused(context: _Context, statement: tuple[Prepared, Scope], pinned: bool) -> str | None:
    """Empty where the server takes it, None where it is not to be told, else what does not exist."""
    found, scope = statement
    try:
        _prepare(context, [found])
        return ""
    except errors.DatabaseError as error:
        if error.sqlstate is None:
            raise
        kind, position = type(error), error.diag.statement_position
    at = int(position) - 1 - len(_head(found)) if position else -1
    return _certain(context, scope, kind, found.sql, at, pinned)


def _types(found: Prepared) -> str:
    return f" ({', '.join(found.types)})" if found.types else ""


def _certain(context: _Context, scope: Scope, kind: type[Exception], text: str, at: int, pinned: bool) -> str | None:
    name, before, after = _name_at(text, at)
    if not name:
        return None
    last, shown = name[-1], quoted(*name)
    if kind is errors.UndefinedTable:
        if before not in _BEFORE_TABLE or last in context.created:
            return None
        if len(name) == 1 and not pinned and last in context.known["relation"]:
            return None  # on another search path it may be there
        return f"relation {shown} does not exist"
    if kind is errors.UndefinedColumn:
        if any(scope.knows(part) or part in scope.labels for part in name):
            return None
        return f"column {shown} does not exist"
    if kind is errors.UndefinedFunction:
        if after != "(" or last in context.known["function"]:
            return None
        return f"function {shown} does not exist"
    if kind is errors.InvalidSchemaName and len(name) > 1:
        return f"schema {quoted(name[0])} does not exist"
    if kind is errors.UndefinedObject and last not in context.known["type"] and before == ":":
        return f"type {shown} does not exist"
    return None


def _name_at(text: str, at: int) -> tuple[tuple[str, ...], str, str]:
    """The dotted name that begins at a position, and the words on both sides of it."""
    if at < 0:
        return (), "", ""
    found: list[Token] = [token for token in tokens(text) if token.kind is not Kind.SPACE]
    start = next((n for n, token in enumerate(found) if token.start == at), None)
    if start is None or found[start].kind not in (Kind.WORD, Kind.NAME):
        return (), "", ""
    end = start + 1
    while end + 1 < len(found) and found[end].text == "." and found[end + 1].kind in (Kind.WORD, Kind.NAME):
        end += 2
    before = found[start - 1].text.upper() if start else ""
    after = found[end].text if end < len(found) else ""
    return tuple(meaning(token) for token in found[start:end:2]), before, after

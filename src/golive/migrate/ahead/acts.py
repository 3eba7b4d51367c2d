"""What each statement of a step does to what others use, read from its text alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from golive.migrate.ahead.act import Act
from golive.migrate.ahead.alter import COLUMN_OPTIONS, alterations
from golive.migrate.ahead.blocks import statements
from golive.migrate.ahead.rules import Effort
from golive.sqltext.cursor import Cursor, Name
from golive.sqltext.names import quoted

_ALONE = "in a step with 'Transaction: none'"
_LIMITS = ("lock_timeout", "statement_timeout")
_WEAK = ("ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE")
_BY_NAME = "name what goes, without CASCADE: what hangs on it first"


def acts(text: str) -> Iterator[Act]:
    """Of every statement in turn."""
    for statement in statements(text):
        cursor = Cursor(statement)
        reader = next((reader for words, reader in _READERS.items() if cursor.take(*words.split())), _written)
        yield from (replace(act, line=statement.line) for act in reader(cursor))


def _indexed(cursor: Cursor) -> Iterator[Act]:
    whole = cursor.statement.text.split()
    unique = "UNIQUE " if whole[1].upper() == "UNIQUE" else ""
    beside, careful = cursor.take("CONCURRENTLY"), cursor.take("IF", "NOT", "EXISTS")
    index = () if cursor.word() == "ON" else cursor.name()
    cursor.take("ON")
    cursor.take("ONLY")
    table = cursor.name()
    name, shown = quoted(*index), quoted(*table)
    if careful and index:
        safe = "say it without IF NOT EXISTS"
        said = f"CREATE INDEX IF NOT EXISTS {name}"
        yield Act(table, "other-shape", said, safe, index=index[-1], text=cursor.text)
    if not beside:
        safe = f"CREATE {unique}INDEX CONCURRENTLY {name} ON {shown} {cursor.text} {_ALONE}"
        yield Act(table, "index", f"CREATE {unique}INDEX {name}".rstrip(), safe, Effort.BUILDS, strong=True)


def _dropped(kind: str) -> Callable[[Cursor], Iterator[Act]]:
    def reader(cursor: Cursor) -> Iterator[Act]:
        beside = cursor.take("CONCURRENTLY")
        cursor.take("IF", "EXISTS")
        for one in cursor.until("CASCADE", "RESTRICT").parts():
            name = one.name()
            if kind == "TABLE":
                safe = f"let a release run that does not use {quoted(*name)}, then drop it with consent"
                yield Act(name, "drop-table", f"DROP TABLE {quoted(*name)}", safe, strong=True)
            if cursor.has("CASCADE"):
                yield Act(name, "cascade", f"DROP {kind} {quoted(*name)} CASCADE", _BY_NAME)
            if not beside:
                yield Act(name, strong=True)

    return reader


def _truncated(cursor: Cursor) -> Iterator[Act]:
    cursor.take("TABLE")
    cascade = cursor.has("CASCADE")
    for one in cursor.until("RESTART", "CONTINUE", "CASCADE", "RESTRICT").parts():
        one.take("ONLY")
        name = one.name()
        safe = "delete by '-- Batch:' in short transactions"
        yield Act(name, "truncate", f"TRUNCATE {quoted(*name)}", safe, strong=True)
        if cascade:
            yield Act(name, "cascade", f"TRUNCATE {quoted(*name)} CASCADE", _BY_NAME)


def _made(cursor: Cursor) -> Iterator[Act]:
    """CREATE TABLE IF NOT EXISTS, where one of another shape may be."""
    if not cursor.take("IF", "NOT", "EXISTS"):
        return
    name = cursor.name()
    if not cursor.take("("):
        return
    shape = []
    for one in Cursor(cursor.statement, cursor.at, _closing(cursor)).parts():
        if one.word() in ("CONSTRAINT", "CHECK", "FOREIGN", "UNIQUE", "PRIMARY", "EXCLUDE", "LIKE"):
            continue
        column = one.name()
        shape.append(
            (
                quoted(*column),
                one.until(*COLUMN_OPTIONS).text,
            )
        )
    safe = "say it without IF NOT EXISTS, or alter the table that is there"
    yield Act(name, "other-shape", f"CREATE TABLE IF NOT EXISTS {quoted(*name)}", safe, shape=tuple(shape))


def _closing(cursor: Cursor) -> int:
    """Where the bracket closes that was opened just before."""
    probe, depth = Cursor(cursor.statement, cursor.at, cursor.end), 1
    while not probe.done:
        depth += (probe.word() == "(") - (probe.word() == ")")
        if depth == 0:
            break
        probe.at += 1
    return probe.at


def _rebuilt(cursor: Cursor) -> Iterator[Act]:
    cursor.take("(")  # its options
    if cursor.has("CONCURRENTLY"):
        return
    kind = cursor.take_one("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM")
    name = cursor.name()
    safe = f"REINDEX {kind} CONCURRENTLY {quoted(*name)} {_ALONE}"
    yield Act(name, "reindex", f"REINDEX {kind} {quoted(*name)}", safe, Effort.BUILDS, strong=True)


def _vacuumed(cursor: Cursor) -> Iterator[Act]:
    if cursor.has("FULL"):
        cursor.until("FULL")
        cursor.take("FULL")
        while cursor.take_one(")", ",", "ANALYZE", "VERBOSE", "FREEZE"):
            pass
        yield from _rewritten("VACUUM FULL", cursor)


def _clustered(cursor: Cursor) -> Iterator[Act]:
    cursor.take("VERBOSE")
    yield from _rewritten("CLUSTER", cursor)


def _rewritten(said: str, cursor: Cursor) -> Iterator[Act]:
    name = cursor.name()
    safe = f"pg_repack or pg_squeeze, which write {quoted(*name)} anew beside the traffic"
    yield Act(name, "rewrite", f"{said} {quoted(*name)}", safe, Effort.REWRITES, strong=True)


def _refreshed(cursor: Cursor) -> Iterator[Act]:
    if not cursor.take("CONCURRENTLY"):
        name = cursor.name()
        safe = f"REFRESH MATERIALIZED VIEW CONCURRENTLY {quoted(*name)}, which needs a unique index of it"
        yield Act(name, "refresh", f"REFRESH {quoted(*name)}", safe, Effort.REWRITES, strong=True)


def _locked(cursor: Cursor) -> Iterator[Act]:
    cursor.take("TABLE")
    names = cursor.until("IN", "NOWAIT")
    mode = cursor.text.upper().removeprefix("IN ").partition(" MODE")[0] or "ACCESS EXCLUSIVE"
    if mode in _WEAK:
        return
    for one in names.parts():
        one.take("ONLY")
        name = one.name()
        safe = "lock rows by FOR UPDATE, or let a trigger keep up with what is written meanwhile"
        yield Act(name, "lock-table", f"LOCK {quoted(*name)} IN {mode} MODE", safe, Effort.READS, strong=True)


def _set(cursor: Cursor) -> Iterator[Act]:
    cursor.take_one("LOCAL", "SESSION")
    if (name := ".".join(cursor.name())) in _LIMITS:
        yield _limit(name, f"SET {name} {cursor.text}")


def _limit(name: str, said: str) -> Act:
    field = "Lock-Timeout" if name == "lock_timeout" else "Statement-Timeout"
    return Act((), "timeout", said, f"'-- {field}: 2s' in the header says how long this step may wait")


def _granted(cursor: Cursor) -> Iterator[Act]:
    if cursor.word() == "ALL" and cursor.has("TO", "PUBLIC"):
        cursor.until("ON")
        cursor.take("ON")
        kind = cursor.take_one("TABLE", "SCHEMA", "SEQUENCE", "FUNCTION", "DATABASE", "TYPE", "ALL")
        thing = cursor.until("TO").text
        name = (f"{kind} {thing}".strip(),)
        yield Act(name, "grant-public", "GRANT ALL … TO PUBLIC", "grant each role what it uses")


def _renamed(cursor: Cursor) -> Iterator[Act]:
    cursor.take("IF", "EXISTS")
    name = cursor.name()
    if cursor.word() == "RENAME" or (cursor.word() == "SET" and cursor.word(1) == "SCHEMA"):
        safe = "add the new name beside the old one, and take the old one away when no release uses it"
        yield Act(name, "rename", cursor.text, safe)


def _domain(cursor: Cursor) -> Iterator[Act]:
    name = cursor.name()
    adds = cursor.word() == "ADD" and not cursor.has("NOT", "VALID")
    if adds or (cursor.word() == "SET" and cursor.word(1) == "NOT"):
        safe = f"ALTER DOMAIN {quoted(*name)} ADD CONSTRAINT … NOT VALID, and in a later step VALIDATE CONSTRAINT"
        yield Act(name, "domain", f"ALTER DOMAIN {quoted(*name)} {cursor.text}", safe, Effort.READS, strong=True)


def _triggered(cursor: Cursor) -> Iterator[Act]:
    cursor.until("ON")
    cursor.take("ON")
    yield Act(cursor.name(), strong=True)


def _written(cursor: Cursor) -> Iterator[Act]:
    """UPDATE and DELETE, also below WITH; limits that are set by a function."""
    text = cursor.statement.text
    while not cursor.done:
        before = cursor.word(-1)
        setting = cursor.token(2) if cursor.word() == "SET_CONFIG" else None
        if setting is not None and setting.text.strip("'") in _LIMITS:
            yield _limit(setting.text.strip("'"), f"set_config({setting.text}, …)")
        if cursor.word() == "UPDATE" and before not in ("FOR", "KEY", "DO", "ON", "OR", "BEFORE", "AFTER"):
            cursor.take("UPDATE")
            yield _write(cursor, text, "UPDATE")
        elif cursor.take("DELETE", "FROM"):
            yield _write(cursor, text, "DELETE FROM")
        else:
            cursor.at += 1


def _write(cursor: Cursor, text: str, said: str) -> Act:
    cursor.take("ONLY")
    name: Name = cursor.name()
    safe = "'-- Batch:' in the header walks the table in short transactions"
    return Act(name, "long-write", f"{said} {quoted(*name)}", safe, Effort.WRITES, text=text)


def _harmless(_: Cursor) -> Iterator[Act]:
    return iter(())


_KINDS = ("TABLE", "SCHEMA", "TYPE", "DOMAIN", "FUNCTION", "SEQUENCE", "VIEW", "MATERIALIZED VIEW", "INDEX")
_READERS: dict[str, Callable[[Cursor], Iterator[Act]]] = {
    "ALTER TABLE": alterations,
    "ALTER DOMAIN": _domain,
    "ALTER INDEX": _harmless,
    "ALTER VIEW": _renamed,
    "ALTER MATERIALIZED VIEW": _renamed,
    "ALTER SEQUENCE": _renamed,
    "ALTER TYPE": _renamed,
    "ALTER SCHEMA": _renamed,
    "ALTER FOREIGN TABLE": _renamed,
    "CREATE INDEX": _indexed,
    "CREATE UNIQUE INDEX": _indexed,
    "CREATE TABLE": _made,
    "CREATE UNLOGGED TABLE": _made,
    "CREATE TRIGGER": _triggered,
    "CREATE CONSTRAINT TRIGGER": _triggered,
    "CREATE POLICY": _triggered,
    "CREATE": _harmless,
    "COMMENT": _harmless,
    "DROP TRIGGER": _triggered,
    "DROP POLICY": _triggered,
    **{f"DROP {kind}": _dropped(kind) for kind in _KINDS},
    "TRUNCATE": _truncated,
    "REINDEX": _rebuilt,
    "VACUUM": _vacuumed,
    "CLUSTER": _clustered,
    "REFRESH MATERIALIZED VIEW": _refreshed,
    "LOCK": _locked,
    "SET": _set,
    "GRANT": _granted,
}


def made_by(text: str) -> Iterator[Name]:
    """The relations, types and schemas that the statements create."""
    for statement in statements(text):
        cursor = Cursor(statement)
        if not cursor.take("CREATE"):
            continue
        cursor.take("OR", "REPLACE")
        cursor.take_one("UNLOGGED", "TEMP", "TEMPORARY", "MATERIALIZED", "FOREIGN")
        kind = cursor.take_one("TABLE", "VIEW", "TYPE", "DOMAIN", "SCHEMA", "SEQUENCE")
        if kind and not cursor.take("IF", "NOT", "EXISTS"):
            yield cursor.name()

"""What happens here besides the rows: triggers, foreign keys, sequences, and the proof that nothing else did."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.failures import StepFailed
from golive.promote.projection import Reading, rows
from golive.promote.record import Moves
from golive.promote.shape import ForeignKey, Path, relation
from golive.sql import fill
from golive.sqltext.names import parts, quoted

Live = Connection[tuple[Any, ...]]
Written = dict[Path, tuple[int, int, int]]


@contextmanager
def guarded(target: Live, reading: Reading, moves: Moves) -> Iterator[None]:
    """Triggers and foreign keys speak row by row, or, where claimed, are silent and made up for as sets."""
    promotion = reading.promotion
    if promotion.foreign_keys == "after" and _replica(target):
        yield
        target.execute("SET LOCAL session_replication_role = origin")
        _validate(target, reading, moves)
        return
    if promotion.foreign_keys == "after":
        moves.notes.append("foreign keys were checked row by row: this role may not set session_replication_role")
    target.execute("SET CONSTRAINTS ALL DEFERRED")
    silenced = list(_silence(target, reading)) if promotion.triggers == "off" else []
    yield
    target.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending events cannot be altered
    for path, name, enabled in silenced:
        word = sql.SQL("ENABLE ALWAYS" if enabled == "A" else "ENABLE")
        target.execute(sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(relation(path), word, sql.Identifier(name)))


def _replica(target: Live) -> bool:
    try:
        with target.transaction():
            target.execute("SET LOCAL session_replication_role = replica")
    except errors.InsufficientPrivilege:
        return False
    return True


def _silence(target: Live, reading: Reading) -> Iterator[tuple[Path, str, str]]:
    for path in reading.takes:
        for name, enabled in target.execute(fill("promote/triggers.sql", table=quoted(*path))).fetchall():
            target.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(relation(path), sql.Identifier(name)))
            yield path, name, enabled


def _validate(target: Live, reading: Reading, moves: Moves) -> None:
    removed = {path for path, counts in moves.rows.items() if counts.removed}
    for one in reading.shape.foreign_keys:
        if one.child in reading.takes or one.parent in removed:
            whole = one.child not in reading.takes
            broken = target.execute(_orphans(one, None if whole else rows(reading, one.child, moves, here=True)))
            if count := next(iter(broken))[0]:
                raise StepFailed(
                    str(reading.promotion),
                    f"[promotion] {quoted(*one.child)}",
                    f"{count} rows break foreign key {one.name}: what they name in {quoted(*one.parent)} is not here",
                    "take the table they name, or decide under [[promotion.leaving]] what becomes of them",
                )


def _orphans(one: ForeignKey, chosen: sql.Composable | None) -> sql.Composed:
    names = list(zip(one.columns, one.parent_columns, strict=True))
    every = sql.SQL(" AND ").join(sql.SQL("t.{} IS NOT NULL").format(sql.Identifier(mine)) for mine, _ in names)
    same = sql.SQL(" AND ").join(
        sql.SQL("p.{} = t.{}").format(sql.Identifier(theirs), sql.Identifier(mine)) for mine, theirs in names
    )
    return sql.SQL("SELECT count(*) {} AND {} AND NOT EXISTS (SELECT FROM {} AS p WHERE {})").format(
        chosen or sql.SQL("FROM {} AS t WHERE true").format(relation(one.child)), every, relation(one.parent), same
    )


def set_ahead(target: Live, reading: Reading) -> None:
    """The next number of every sequence is beyond the rows; undone with the transaction where it may be altered."""
    for path in reading.takes:
        for column in reading.table(path).columns:
            if column.sequence is None:
                continue
            sequence = sql.Identifier(*parts(column.sequence))
            row = target.execute(
                sql.SQL(
                    "SELECT (SELECT max({}) FROM {}), s.last_value, s.is_called,"
                    " pg_catalog.pg_has_role(c.relowner, 'USAGE')"
                    " FROM {} AS s, pg_catalog.pg_class AS c WHERE c.oid = {}::regclass"
                ).format(sql.Identifier(column.name), relation(path), sequence, sql.Literal(column.sequence))
            ).fetchone()
            if row is None or row[0] is None or row[0] < row[1] + row[2]:
                continue
            if row[3]:
                target.execute(sql.SQL("ALTER SEQUENCE {} RESTART WITH {}").format(sequence, sql.Literal(row[0])))
                target.execute("SELECT pg_catalog.nextval(%s::regclass)", (column.sequence,))
            else:
                target.execute("SELECT pg_catalog.setval(%s::regclass, %s)", (column.sequence, row[0]))


def written(target: Live) -> Written:
    return {
        (schema, name): (ins, upd, gone) for schema, name, ins, upd, gone in target.execute(fill("promote/written.sql"))
    }


def refuse_others(reading: Reading, moves: Moves, before: Written, after: Written) -> None:
    """By the server's own count of what this transaction wrote."""
    meant = {parts(name) for name in reading.promotion.touches}
    touched = list(_others(moves, before, after, meant))
    if touched:
        raise StepFailed(
            str(reading.promotion),
            "[promotion] touches",
            "triggers wrote rows that are no part of the promotion",
            'name the tables under `touches` if that is meant, or silence them: triggers = "off"',
            tuple(touched),
        )


def _others(moves: Moves, before: Written, after: Written, meant: Iterable[Path]) -> Iterator[str]:
    for path, counts in after.items():
        earlier = before.get(path, (0, 0, 0))
        inserted, updated, removed = (now - then for now, then in zip(counts, earlier, strict=True))
        if path in meant or not inserted + updated + removed:
            continue
        mine = moves.rows.get(path)
        if mine is None:
            yield f"{quoted(*path)}: {inserted} inserted, {updated} updated, {removed} removed"
        elif (inserted, removed) != (mine.inserted, mine.removed):
            yield (
                f"{quoted(*path)}: {inserted} inserted and {removed} removed,"
                f" {mine.inserted} and {mine.removed} of them meant"
            )

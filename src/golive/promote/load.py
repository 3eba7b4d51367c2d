"""The rows of one table, streamed from server to server: straight in where there are none yet, else merged."""

from typing import Any

from psycopg import Connection, errors, sql

from golive.migrate.work import said
from golive.model.failures import StepFailed
from golive.promote.projection import Reading, columns, kept, rows
from golive.promote.record import Counts, Moves
from golive.promote.shape import Path, relation
from golive.sqltext.names import quoted

Live = Connection[tuple[Any, ...]]
CHUNK = 1 << 17
_STAGE = sql.SQL("pg_temp.golive_stage")


def load(source: Live, target: Live, reading: Reading, moves: Moves, path: Path, later: tuple[str, ...] = ()) -> Counts:
    """Everything of the table but what others would take away, and columns that wait for other tables."""
    read = columns(reading, path, moves) | dict.fromkeys(later, sql.SQL("NULL"))
    counts = moves.rows[path] = Counts()
    try:
        if _none_here(target, reading, moves, path):
            counts.taken = _stream(source, target, reading, moves, path, read, relation(path))
            counts.inserted = counts.taken
        else:
            _merge(source, target, reading, moves, path, read, later, counts)
    except errors.IntegrityError as error:
        raise _refused(reading, path, said(error)) from None
    except errors.DataError as error:
        raise _refused(reading, path, said(error)) from None
    return counts


def fill_later(source: Live, target: Live, reading: Reading, moves: Moves, path: Path, later: tuple[str, ...]) -> None:
    """The columns of a circle, when every row that they name is there."""
    names = (*_key(reading, path), *later)
    read = {name: one for name, one in columns(reading, path, moves).items() if name in names}
    _stage(source, target, reading, moves, path, read)
    same = sql.SQL("{} IS NOT DISTINCT FROM {}").format(_values("t", later), _values("s", later))
    target.execute(
        sql.SQL("UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND NOT ({})").format(
            relation(path), _set(later), _STAGE, _joined(reading, path), same
        )
    )
    target.execute(sql.SQL("DROP TABLE {}").format(_STAGE))


def _none_here(target: Live, reading: Reading, moves: Moves, path: Path) -> bool:
    query = sql.SQL("SELECT EXISTS (SELECT {})").format(rows(reading, path, moves, here=True))
    row = target.execute(query).fetchone()
    return row is not None and not row[0]


def _stream(
    source: Live,
    target: Live,
    reading: Reading,
    moves: Moves,
    path: Path,
    read: dict[str, sql.Composable],
    into: sql.Composable,
) -> int:
    """In the servers' own binary form: nothing is written as text and read again, nothing is an object here."""
    # WHERE may name columns of t: each value is its own expression under the column's name.
    question = sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT binary)").format(
        sql.SQL(", ").join(sql.SQL("{} AS {}").format(one, sql.Identifier(name)) for name, one in read.items()),
        rows(reading, path, moves, here=False),
    )
    names = sql.SQL(", ").join(map(sql.Identifier, read))
    answer = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(into, names)
    with target.cursor() as writer:
        with source.cursor().copy(question) as out, writer.copy(answer) as copy:
            gathered, size = [], 0
            for data in out:  # one row each: many go on together
                gathered.append(data)
                size += len(data)
                if size >= CHUNK:
                    copy.write(b"".join(gathered))
                    gathered, size = [], 0
            copy.write(b"".join(gathered))
        return max(writer.rowcount, 0)


def _stage(
    source: Live, target: Live, reading: Reading, moves: Moves, path: Path, read: dict[str, sql.Composable]
) -> int:
    names = sql.SQL(", ").join(map(sql.Identifier, read))
    target.execute(
        sql.SQL("CREATE TEMP TABLE golive_stage ON COMMIT DROP AS SELECT {} FROM {} WHERE false").format(
            names, relation(path)
        )
    )
    return _stream(source, target, reading, moves, path, read, _STAGE)


def _merge(
    source: Live,
    target: Live,
    reading: Reading,
    moves: Moves,
    path: Path,
    read: dict[str, sql.Composable],
    later: tuple[str, ...],
    counts: Counts,
) -> None:
    take, table = reading.takes[path], relation(path)
    counts.taken = _stage(source, target, reading, moves, path, read)
    target.execute(sql.SQL("ANALYZE {}").format(_STAGE))
    joined = _joined(reading, path)
    strangers = sql.SQL(
        "SELECT {key}::text FROM {stage} AS s JOIN {table} AS t ON {joined}"
        " WHERE NOT EXISTS (SELECT FROM (SELECT t.* {rows}) AS t WHERE {joined}) ORDER BY 1 LIMIT 5"
    ).format(
        key=_values("s", _key(reading, path)), stage=_STAGE, table=table, joined=joined,
        rows=rows(reading, path, moves, here=True, whole=True),
    )  # fmt: skip
    taken = [row[0] for row in target.execute(strangers)]
    if taken:
        what = f"has keys here that belong to rows of somebody else: {', '.join(taken)}"
        raise _refused(reading, path, what, 'ids = "remap", or say by `match` which rows are the same')
    present = sql.SQL("SELECT FROM {} AS s JOIN {} AS t ON {} LIMIT 1").format(_STAGE, table, joined)
    if take.exists == "refuse" and target.execute(present).fetchone() is not None:
        raise _refused(reading, path, "has rows here already", 'exists = "update" or "keep", or remove them first')
    changing = tuple(name for name in read if name not in {*kept(reading, path), *_key(reading, path), *later})
    _refuse_changed(target, reading, moves, path, changing)
    if take.exists == "update" and changing:
        # As text: 1.0 and 1.00 are equal and not the same; json has no equality at all.
        counts.updated = target.execute(
            sql.SQL("UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND {}::text IS DISTINCT FROM {}::text").format(
                table, _set(changing), _STAGE, joined, _values("t", changing), _values("s", changing)
            )
        ).rowcount
    names = sql.SQL(", ").join(map(sql.Identifier, read))
    counts.inserted = target.execute(
        sql.SQL(
            "INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {stage} AS s"
            " WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {joined})"
        ).format(
            table=table, names=names, stage=_STAGE, joined=joined,
            values=sql.SQL(", ").join(sql.SQL("s.{}").format(sql.Identifier(one)) for one in read),
        )
    ).rowcount  # fmt: skip
    if take.others == "remove":
        target.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(_STAGE, sql.Identifier(_kept_stage(path))))
    else:
        target.execute(sql.SQL("DROP TABLE {}").format(_STAGE))


def _refuse_changed(target: Live, reading: Reading, moves: Moves, path: Path, changing: tuple[str, ...]) -> None:
    """A row that was brought along is not the tenant's: where it is here already, it is not changed for its sake."""
    if not (brought := moves.brought.get(path)):
        return
    key = _key(reading, path)
    known = moves.map(reading.domain(path, key[0]))
    query = sql.SQL(
        "SELECT s.{key}::text FROM {stage} AS s JOIN {table} AS t ON {joined}"
        " WHERE s.{key}::text = ANY ({keys}) AND {mine}::text IS DISTINCT FROM {theirs}::text ORDER BY 1 LIMIT 5"
    ).format(
        key=sql.Identifier(key[0]), stage=_STAGE, table=relation(path), joined=_joined(reading, path),
        keys=sql.Literal([known.of(one) for one in brought]), mine=_values("t", changing),
        theirs=_values("s", changing),
    )  # fmt: skip
    if changed := [row[0] for row in target.execute(query)]:
        what = f"has rows here, shared with others, that are not as in the source: {', '.join(changed)}"
        raise _refused(reading, path, what, 'decide = "exists", with match where they stand under another key')


def remove_others(target: Live, reading: Reading, moves: Moves, path: Path) -> None:
    """The tenant's rows that the source does not have; children before their parents."""
    if reading.takes[path].others != "remove":
        return
    stage = sql.SQL("pg_temp.{}").format(sql.Identifier(_kept_stage(path)))
    there = target.execute("SELECT pg_catalog.to_regclass(%s)", (f'pg_temp."{_kept_stage(path)}"',)).fetchone()
    if there is None or there[0] is None:  # there were no rows of the tenant at all
        return
    moves.rows[path].removed = target.execute(
        sql.SQL(
            "DELETE FROM {table} AS t USING (SELECT t.* {rows}) AS d WHERE {same}"
            " AND NOT EXISTS (SELECT FROM {stage} AS s WHERE {joined})"
        ).format(
            table=relation(path), rows=rows(reading, path, moves, here=True), stage=stage,
            joined=_joined(reading, path),
            same=sql.SQL("{} = {}").format(_values("t", _key(reading, path)), _values("d", _key(reading, path))),
        )
    ).rowcount  # fmt: skip


def _kept_stage(path: Path) -> str:
    return "golive_stage " + quoted(*path)[:40]


def _key(reading: Reading, path: Path) -> tuple[str, ...]:
    if not (key := reading.table(path).key):
        raise _refused(reading, path, "has no primary key", "rows are told apart by it: add one")
    return key


def _joined(reading: Reading, path: Path) -> sql.Composed:
    key = _key(reading, path)
    return sql.SQL("{} = {}").format(_values("t", key), _values("s", key))


def _values(alias: str, names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("ROW({})").format(sql.SQL(", ").join(sql.Identifier(alias, name) for name in names))


def _set(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("{} = s.{}").format(sql.Identifier(name), sql.Identifier(name)) for name in names)


def _refused(reading: Reading, path: Path, what: str, mend: str = "mend the rows, or the claim") -> StepFailed:
    where = f"[promotion] {quoted(*path)}"
    return StepFailed(str(reading.promotion), where, f"{quoted(*path)} {what}", mend)

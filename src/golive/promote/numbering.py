"""Which number each row gets here: its own, that of the row it matches, or a new one."""

from typing import Any

from psycopg import Connection, sql

from golive.model.claims.promotion import Leaving
from golive.model.failures import StepFailed
from golive.promote.maps import IdMap, Span
from golive.promote.projection import Reading, columns, rows
from golive.promote.record import Moves
from golive.promote.shape import INTEGERS, Path, of_t, relation
from golive.sqltext.names import parts, quoted

Live = Connection[tuple[Any, ...]]
_ROOM = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def number(source: Live, target: Live, reading: Reading, moves: Moves, path: Path, before: Moves | None) -> None:
    """The map of one table whose parents have theirs already."""
    table, take = reading.table(path), reading.takes[path]
    if len(table.key) != 1 or reading.domain(path, table.key[0]) != path:
        if take.match:
            raise _refused(reading, path, "is matched by other columns than its key, which is no single one of its own")
        return
    known = moves.maps.setdefault(path, IdMap())
    key = table.column(table.key[0])
    if key and reading.promotion.renumbers(take) and key.type in INTEGERS:
        _spans(source, target, reading, moves, path, before.map(path).spans if before else [])
    if take.match:
        known.pairs |= _matched(source, target, reading, moves, path, take.match)
    if take.table in reading.promotion.public and known:
        old, new = next((old, new) for old, new in known.pairs.items() if old != new)
        what = f"would have another number here ({old} becomes {new}), and others have it in their addresses"
        raise _refused(reading, path, what)
    if path == parts(reading.tenancy.root):
        moves.here = known.of(moves.tenant)


def unnamed(reading: Reading) -> list[str]:
    """Columns of numbers that look like keys, and stay as they are: nobody says that they name a row."""
    if not any(reading.promotion.renumbers(take) for take in reading.takes.values()):
        return []
    return [
        quoted(*path, column.name)
        for path in reading.takes
        for column in reading.table(path).columns
        if column.name.endswith("_id") and column.type in INTEGERS
        and reading.domain(path, column.name) is None and column.name not in reading.references(path)
    ]  # fmt: skip


def expect(
    source: Live, target: Live, reading: Reading, moves: Moves, expected: dict[Path, dict[str, Leaving]]
) -> None:
    """Rows that are named and not taken are here, under the number that they have here."""
    for path, keys in expected.items():
        table = reading.table(path)
        if len(table.key) != 1:
            raise _refused(reading, path, "is not named by a key of one column, so its rows cannot be expected here")
        column = table.key[0]
        known = moves.maps.setdefault(path, IdMap())
        for match in dict.fromkeys(one.match for one in keys.values()):
            wanted = [key for key, one in keys.items() if one.match == match]
            there = _named(source, path, column, match or (column,), wanted, by=column)
            here = {natural: key for key, natural in _natural(target, path, column, match or (column,), there)}
            if missing := [key for key in wanted if there.get(key) not in here]:
                raise _refused(
                    reading, path, f"has no row here for {len(missing)} that are named: {', '.join(missing[:5])}"
                )
            known.pairs |= {key: here[there[key]] for key in wanted}


def _named(side: Live, path: Path, column: str, match: tuple[str, ...], keys: list[str], by: str) -> dict[str, str]:
    query = sql.SQL("SELECT {}::text, {} FROM {} AS t WHERE {}::text = ANY ({})").format(
        of_t(column), _row(match), relation(path), of_t(by), sql.Literal(keys)
    )
    return dict(side.execute(query).fetchall())


def _natural(
    side: Live, path: Path, column: str, match: tuple[str, ...], there: dict[str, str]
) -> list[tuple[str, str]]:
    query = sql.SQL("SELECT {}::text, {natural} FROM {} AS t WHERE {natural} = ANY ({})").format(
        of_t(column), relation(path), sql.Literal(list(there.values())), natural=_row(match)
    )
    return [(str(key), str(natural)) for key, natural in side.execute(query)]


def _row(columns_: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("ROW({})::text").format(sql.SQL(", ").join(of_t(one) for one in columns_))


def _matched(
    source: Live, target: Live, reading: Reading, moves: Moves, path: Path, match: tuple[str, ...]
) -> dict[str, str]:
    """Old and new keys of rows that are the same by their match; found on the target, so that memory stays flat."""
    key = reading.table(path).key[0]
    read = columns(reading, path, moves)
    if missing := [one for one in match if one not in read]:
        raise _refused(reading, path, f"is matched by {missing[0]}, which does not travel")
    natural = sql.SQL("ROW({})::text").format(sql.SQL(", ").join(read[one] for one in match))
    complete = sql.SQL(" AND ").join(sql.SQL("{} IS NOT NULL").format(of_t(one)) for one in match)
    target.execute("CREATE TEMP TABLE golive_match (old text, moved text, natural_key text) ON COMMIT DROP")
    question = sql.SQL("COPY (SELECT {}::text, {}::text, {} {} AND {}) TO STDOUT (FORMAT binary)").format(
        of_t(key), read[key], natural, rows(reading, path, moves, here=False), complete
    )
    with (
        source.cursor().copy(question) as out,
        target.cursor().copy("COPY pg_temp.golive_match FROM STDIN (FORMAT binary)") as into,
    ):
        for data in out:
            into.write(data)
    # The tenant itself may stand under any number; everything else is looked for among the tenant's own.
    whole = path == parts(reading.tenancy.root)
    here = sql.SQL("FROM {} AS t").format(relation(path)) if whole else rows(reading, path, moves, here=True)
    pairs = target.execute(
        sql.SQL(
            "SELECT m.old, h.key, m.moved, count(*) OVER (PARTITION BY m.natural_key)"
            " FROM pg_temp.golive_match AS m JOIN (SELECT {key}::text AS key, {natural} AS natural_key {here}) AS h"
            " USING (natural_key) ORDER BY m.old"
        ).format(key=of_t(key), natural=_row(match), here=here)
    ).fetchall()
    target.execute("DROP TABLE pg_temp.golive_match")
    if twice := [row[0] for row in pairs if row[3] > 1]:
        by = ", ".join(match)
        raise _refused(reading, path, f"has several rows of one {by}, on one of the sides (such as {twice[0]})")
    return {old: new for old, new, moved, _ in pairs if new != moved}


def _spans(source: Live, target: Live, reading: Reading, moves: Moves, path: Path, before: list[Span]) -> None:
    """Keys that no span of an earlier run covers move together to where this side has room."""
    key = reading.table(path).column(reading.table(path).key[0])
    assert key is not None
    spans = moves.maps[path].spans
    spans.extend(before)
    row = source.execute(
        sql.SQL("SELECT min({k}), max({k}) {}").format(rows(reading, path, moves, here=False), k=of_t(key.name))
    ).fetchone()
    if row is None or row[0] is None:
        return
    low, high = row
    if spans:
        first, last = min(one.low for one in spans), max(one.high for one in spans)
        parts_ = [(low, first - 1)] if low < first else []
        parts_ += [(last + 1, high)] if high > last else []
    else:
        parts_ = [(low, high)]
    for low, high in parts_:
        base = _room(target, path, key.name, key.sequence)
        if base + high - low > _ROOM[key.type]:
            raise _refused(reading, path, f"has no room for keys {low} to {high} from {base} on in {key.type}")
        spans.append(Span(low, high, base - low))
        if key.sequence:  # what others insert meanwhile goes beyond
            target.execute("SELECT setval(%s::regclass, %s)", (key.sequence, base + high - low))


def _room(target: Live, path: Path, column: str, sequence: str | None) -> int:
    top = sql.SQL("coalesce((SELECT max({}) FROM {} AS t), 0)").format(of_t(column), relation(path))
    last = sql.SQL("(SELECT last_value FROM {})").format(sql.Identifier(*parts(sequence))) if sequence else top
    row = target.execute(sql.SQL("SELECT greatest({}, {})").format(top, last)).fetchone()
    return int(row[0]) + 1 if row else 1


def _refused(reading: Reading, path: Path, what: str) -> StepFailed:
    return StepFailed(
        str(reading.promotion), f"[promotion] {quoted(*path)}", f"{quoted(*path)} {what}", "mend the claim or the rows"
    )

"""Texts in another form than nearly all others of their column, and values that stand in two spellings."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.evidence import Counted, Evidence
from golive.model.forms import KINDS, is_called, says_deleted, strays
from golive.model.leftovers import is_text
from golive.model.strays import FEWEST, few
from golive.model.time_names import is_time
from golive.observe.counted import Counting, count_all, told
from golive.observe.slices import sample_of
from golive.observe.tables import Tables, joined

_LONGEST = 100  # bytes of a text that has a form
_VALUES = 40  # of a column that holds states, kinds or names of a few things
_REPEATED = 5  # rows with the usual spelling of a value
_COUNTS = 3  # of a column, before those of its kinds
SPELLED = "spelled otherwise"


def observe_forms(
    connection: Connection[tuple[Any, ...]], tables: Tables, counts: Mapping[str, int]
) -> dict[str, Evidence]:
    """counts: by table, its rows; one that nobody counted is asked. Of a large table some blocks are looked at."""
    chosen = {
        table.identity: columns
        for table in tables.stored
        if counts.get(table.identity, FEWEST) >= FEWEST
        and (columns := [one for one in tables.columns(table.identity).values() if is_text(one)])
    }
    asked = _ask(connection, tables, {name: _counted(tables, name, columns) for name, columns in chosen.items()})
    formed: dict[str, Evidence] = {}
    doubtful: dict[str, list[Column]] = {}
    for name, answer in asked.items():
        if isinstance(answer, Evidence):
            formed[name] = answer  # one line for the table that could not be read
            continue
        rows, *each = answer
        width = _COUNTS + len(KINDS)
        for at, column in enumerate(chosen[name]):
            texts, spellings, values, *kinds = each[at * width : (at + 1) * width]
            found = strays(column.name, dict(zip(KINDS, kinds, strict=True)), texts, rows)
            formed[column.identity] = Evidence.seen(texts, sum(found.values()), told=Counted(found))
            if values < spellings and values <= _VALUES and not is_called(column.name):
                doubtful.setdefault(name, []).append(column)
    looked_at = sum(map(len, chosen.values()))
    return {
        **told(q.FORMS, formed, looked_at),
        **told(q.SPELLINGS, _spellings(connection, tables, doubtful), looked_at),
    }


def _spellings(
    connection: Connection[tuple[Any, ...]], tables: Tables, doubtful: Mapping[str, list[Column]]
) -> dict[str, Evidence]:
    """Of columns with two spellings of some value, the rows that have it otherwise than most."""
    asked = {name: _spelled(tables, name, columns) for name, columns in doubtful.items()}
    found: dict[str, Evidence] = {}
    for name, answer in _ask(connection, tables, asked).items():
        if isinstance(answer, Evidence):
            found[name] = answer
            continue
        for at, column in enumerate(doubtful[name]):
            texts, others = answer[2 * at : 2 * at + 2]
            count = others if few(others, texts, wrong=True) else 0
            found[column.identity] = Evidence.seen(texts, count, told=Counted({SPELLED: count}))
    return found


def _ask(
    connection: Connection[tuple[Any, ...]], tables: Tables, asked: Mapping[str, sql.Composable]
) -> Mapping[str, tuple[int, ...] | Evidence]:
    return count_all(connection, [Counting(name, select, tables.size(name)) for name, select in asked.items()])


def _counted(tables: Tables, name: str, columns: Sequence[Column]) -> sql.Composable:
    """Each text is held against the kinds once, however many they are."""
    values = [
        sql.SQL("{} AS {}, t.{} IS NOT NULL AS {}").format(
            _short(column), _text(at), sql.Identifier(column.name), sql.Identifier(f"f{at}")
        )
        for at, column in enumerate(columns)
    ]
    select = sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*), {}] FROM (SELECT {} FROM (SELECT {} FROM {}) AS w OFFSET 0) AS v"
    )
    every = range(len(columns))
    return select.format(joined(map(_counts, every)), joined(map(_kind, every)), joined(values), _rows(tables, name))


@cache
def _counts(at: int) -> sql.SQL:
    text, kind = _text(at), sql.Identifier(f"k{at}")
    counts = [
        sql.SQL("pg_catalog.count({})").format(kind),
        sql.SQL("pg_catalog.count(DISTINCT {})").format(text),
        sql.SQL("pg_catalog.count(DISTINCT {})").format(_meant(text)),
        *(
            sql.SQL("pg_catalog.count(*) FILTER (WHERE {} = {})").format(kind, sql.Literal(number))
            for number, _ in enumerate(KINDS)
        ),
    ]
    return sql.SQL(joined(counts).as_string(None))


@cache
def _kind(at: int) -> sql.SQL:
    whens = (
        sql.SQL("WHEN {} ~ {} THEN {}").format(_text(at), sql.Literal(pattern), sql.Literal(number))
        for number, pattern in enumerate(KINDS.values())
    )
    kind = sql.SQL("{text}, CASE WHEN NOT {filled} THEN NULL WHEN {text} IS NULL THEN -1 {whens} ELSE -1 END AS {kind}")
    written = kind.format(
        text=_text(at), filled=sql.Identifier(f"f{at}"), whens=joined(whens, " "), kind=sql.Identifier(f"k{at}")
    )
    return sql.SQL(written.as_string(None))


def _text(at: int) -> sql.Identifier:
    return sql.Identifier(f"v{at}")


def _spelled(tables: Tables, name: str, columns: Sequence[Column]) -> sql.Composable:
    each = [
        sql.SQL(
            "(SELECT pg_catalog.sum(w.every)::bigint FROM {spelled} AS w),"
            " (SELECT COALESCE(pg_catalog.sum(w.every - w.most), 0)::bigint FROM {spelled} AS w"
            " WHERE w.most >= {often})"
        ).format(spelled=_by_meaning(tables, name, column), often=sql.Literal(_REPEATED))
        for column in columns
    ]
    return sql.SQL("SELECT ARRAY[{}]").format(joined(each))


def _by_meaning(tables: Tables, name: str, column: Column) -> sql.Composed:
    return sql.SQL(
        "(SELECT pg_catalog.sum(s.rows) AS every, pg_catalog.max(s.rows) AS most FROM"
        " (SELECT {meant} AS meant, pg_catalog.count(*) AS rows FROM (SELECT {text} AS v FROM {rows}) AS v"
        " WHERE v.v IS NOT NULL GROUP BY v.v, {meant}) AS s GROUP BY s.meant)"
    ).format(meant=_meant(sql.Identifier("v", "v")), text=_short(column), rows=_rows(tables, name))


def _rows(tables: Tables, name: str) -> sql.Composed:
    table = tables.get(name)
    assert table is not None  # it is one of them
    return sql.SQL("{} WHERE {}").format(sample_of(table, tables.size(name)), _is_kept(tables, name))


def _is_kept(tables: Tables, name: str) -> sql.Composed:
    """A row that is deleted in all but name has other texts, and is meant to."""
    told_by = [
        sql.SQL("t.{} IS NOT TRUE" if column.type == "boolean" else "t.{} IS NULL").format(sql.Identifier(column.name))
        for column in tables.columns(name).values()
        if says_deleted(column.name) and (column.type == "boolean" or is_time(column))
    ]
    return joined(told_by, " AND ") if told_by else sql.Composed([sql.SQL("true")])


def _short(column: Column) -> sql.Composed:
    """A long text is not fetched: it is of no form."""
    return sql.SQL(
        'CASE WHEN pg_catalog.pg_column_size({c}) <= {most} THEN {c}::pg_catalog.text COLLATE pg_catalog."C" END'
    ).format(c=sql.Identifier("t", column.name), most=sql.Literal(_LONGEST))


def _meant(text: sql.Composable) -> sql.Composed:
    """Without regard to what people and programs write now so, now otherwise."""
    return sql.SQL("pg_catalog.translate(pg_catalog.lower(pg_catalog.btrim({})), '- ', '__')").format(text)

"""Tables of a platform's baseline, grown to many rows: its own rows again and again, with other keys."""

import re
from collections.abc import Collection
from typing import Any

import psycopg
from psycopg import sql

Live = psycopg.Connection[tuple[Any, ...]]
# A column: its name, type, longest length, whether it may be NULL, and whether a foreign key stands on it.
COLUMNS = """
SELECT a.attname, a.atttypid::regtype::text, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 60 END,
       EXISTS (SELECT FROM pg_constraint AS k
               WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
FROM pg_attribute AS a
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum
"""
UNIQUE = """
SELECT ARRAY(SELECT a.attname::text FROM pg_attribute AS a
             WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])),
       coalesce(pg_get_expr(i.indexprs, i.indrelid), '')
FROM pg_index AS i WHERE i.indrelid = to_regclass(%s) AND i.indisunique
ORDER BY i.indisprimary DESC, i.indexrelid
"""
TABLES = """
SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'golive', 'golive_undo')
ORDER BY 1, 2
"""
WHOLE, TEXT = ("integer", "bigint"), ("text", "character varying")


def tables(session: Live) -> list[tuple[str, str]]:
    return session.execute(TABLES).fetchall()


def grow(session: Live, table: tuple[str, str], later: Live, rows: int, where: str = "true") -> str:
    """Why it was not grown, or nothing; `later` is the database as the migration leaves it, whose keys hold as well."""
    name = sql.Identifier(*table).as_string(session)
    columns = {row[0]: row[1:] for row in session.execute(COLUMNS, [name])}
    varied: dict[str, sql.Composable] = {}
    keys = session.execute(UNIQUE, [name]).fetchall() + later.execute(UNIQUE, [name]).fetchall()
    for key, expression in keys:
        words = re.findall(r"\w+", expression)
        named = [one for one in [*key, *words] if one in columns]
        if not named or any(one in varied for one in named):
            continue
        free = [one for one in named if not columns[one][2] and columns[one][0] in (*WHOLE, *TEXT, "uuid", "inet")]
        if not free:
            return f"no column of the key ({', '.join(named)}) can be another"
        one = max(free, key=lambda one: (columns[one][0] == "uuid", columns[one][0] in WHOLE))
        varied[one] = _other(one, columns[one])
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = sql.SQL(", ").join(varied.get(one, sql.Identifier("s", one)) for one in columns)
    statement = sql.SQL(
        "INSERT INTO {t} ({listed}) OVERRIDING SYSTEM VALUE SELECT {values}"
        " FROM (SELECT t.*, row_number() OVER () AS rn, count(*) OVER () AS cnt FROM {t} AS t WHERE {where}) AS s,"
        " (SELECT {most}) AS m, generate_series(1, (SELECT {rows} / greatest(count(*), 1) FROM {t} WHERE {where})) AS g"
    ).format(
        where=sql.SQL(where),
        t=sql.Identifier(*table), listed=listed, values=values, rows=rows,
        most=sql.SQL(", ").join(
            sql.SQL("(SELECT max({}) FROM {}) AS {}").format(sql.Identifier(one), sql.Identifier(*table),
                                                            sql.Identifier(f"most_{one}"))
            for one in varied if columns[one][0] in WHOLE
        ) or sql.SQL("1"),
    )  # fmt: skip
    try:
        with session.transaction():
            session.execute("SET LOCAL session_replication_role = replica")
            session.execute(statement)
            for one in varied:
                if columns[one][0] in WHOLE:
                    session.execute(
                        sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), (SELECT max({}) FROM {}))").format(
                            name, one, sql.Identifier(one), sql.Identifier(*table)
                        )
                    )
        session.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(*table)))
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_primary}"
    return ""


def _other(name: str, column: tuple[str, int, bool]) -> sql.Composable:
    kind, length, _ = column
    own = sql.Identifier("s", name)
    if kind == "uuid":
        return sql.SQL("gen_random_uuid()")
    if kind in WHOLE:
        return sql.SQL("m.{} + (g - 1) * s.cnt + s.rn").format(sql.Identifier(f"most_{name}"))
    if kind == "inet":
        return sql.SQL("inet '10.0.0.0' + ((g - 1) * s.cnt + s.rn)")
    return sql.SQL("left({own}, {length}) || '~' || to_hex(((g - 1) * s.cnt + s.rn)::int)").format(
        own=own, length=max(length - 8, 0)
    )


def named(texts: Collection[str], known: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The tables that stand in these texts."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return {table for table in known if table[1] in words}

"""One stored password, or salt, of several people, and hashes that were cut: only in how many rows, never which."""

import re
from functools import cache
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import matched
from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.claims.people import People
from golive.model.evidence import Evidence
from golive.model.leftovers import is_password, is_text, words
from golive.model.relation_names import identities_of
from golive.model.secret_patterns import BCRYPT, DIGESTED, QUICK, SALTED, SLOW, WHOLE_BCRYPT
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, rows_of

_HASH = re.compile(
    r"(?:^|_)(?:pass|pw|pwd|password|passwd|login|auth|pin|credential|secret)_?(?:hash|digest|crypt)(?:_|$)"
)
_ANY = re.compile(r"hash|digest|crypt|pass|^pwd?$")  # where people stand
_WHO = ("email", "e_mail", "email_address", "mail", "login", "username", "user_name", "user_id", "account_id")

# Rows with the hash of another person; with the salt of another hash, which comes before the last part; with less of a
# hash than there was.
_ASKED = sql.SQL(
    """
    WITH hashes AS (
        SELECT h.hash, pg_catalog.count(*) AS n, pg_catalog.count(DISTINCT pg_catalog.lower(h.who)) AS people
        FROM (SELECT {column} AS hash, t.{who}::text AS who FROM {table} AS t) AS h
        WHERE h.hash ~* {digested} GROUP BY h.hash
    ), salts AS (
        SELECT pg_catalog.sum(s.n) AS n FROM (
            SELECT n, CASE WHEN hash ~ {whole} THEN pg_catalog.left(hash, -31)
                WHEN hash ~ {salted} THEN pg_catalog.regexp_replace(hash, '[^$]+$', '') END AS salt
            FROM hashes) AS s
        WHERE s.salt IS NOT NULL GROUP BY s.salt HAVING pg_catalog.count(*) > 1
    )
    SELECT ARRAY[
        (SELECT coalesce(pg_catalog.sum(n), 0) FROM hashes WHERE people > 1),
        (SELECT coalesce(pg_catalog.sum(n), 0) FROM salts),
        (SELECT coalesce(pg_catalog.sum(n), 0) FROM hashes WHERE hash ~ {bcrypt} AND hash !~ {whole}),
        (SELECT CASE WHEN 2 * pg_catalog.sum(n) FILTER (WHERE hash ~* {slow}) > pg_catalog.sum(n)
            THEN coalesce(pg_catalog.sum(n) FILTER (WHERE hash ~* {quick}), 0) ELSE 0 END FROM hashes)]::bigint[]
    """
)


def observe_shared_passwords(
    connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims
) -> dict[str, Evidence]:
    """Rows of one person, told by address or name, may share one."""
    people = {name: one.email for one in claims.of(People) for name in identities_of(tables.live, [one.table])}
    asked = []
    looked_at = 0
    for table in tables.judged:
        if table.is_partition:
            continue
        columns = tables.columns(table.identity)
        who = people.get(table.identity) or next((one for one in _WHO if one in columns), "ctid")
        for name, column in tables.texts(table.identity).items():
            if not _holds(name, column, table.identity in people):
                continue
            looked_at += 1
            if not tables.empty(table.identity):
                select = _ASKED.format(
                    table=rows_of(table),
                    column=matched(sql.Identifier("t", name)),
                    digested=sql.Literal(DIGESTED),
                    bcrypt=sql.Literal(BCRYPT),
                    whole=sql.Literal(WHOLE_BCRYPT),
                    salted=sql.Literal(SALTED),
                    slow=sql.Literal(SLOW),
                    quick=sql.Literal(QUICK),
                    who=sql.Identifier(who),
                )
                asked.append(Counting(column.identity, select, tables.size(table.identity), table.rows))
    answers = count_all(connection, asked)
    found: dict[str, Evidence] = {}
    for at, question in enumerate((q.SHARED_PASSWORDS, q.SHARED_SALTS, q.CUT_HASHES, q.QUICK_HASHES)):
        found |= told(question, first(answers, at), looked_at)
    return found


def _holds(name: str, column: Column, of_people: bool) -> bool:
    return is_text(column) and (is_password(name, column) or _is_hash(name, of_people))


@cache
def _is_hash(name: str, of_people: bool) -> bool:
    return bool(_HASH.search(words(name)) or (of_people and _ANY.search(words(name))))

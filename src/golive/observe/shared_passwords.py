"""One stored password of several people: only how many rows share theirs, never what it is."""

import re
from functools import cache
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.claims.people import People
from golive.model.evidence import Evidence
from golive.model.leftovers import is_password, is_text, words
from golive.model.relation_names import identities_of
from golive.model.secret_patterns import DIGESTED
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, rows_of

_HASH = re.compile(
    r"(?:^|_)(?:pass|pw|pwd|password|passwd|login|auth|pin|credential|secret)_?(?:hash|digest|crypt)(?:_|$)"
)
_ANY = re.compile(r"hash|digest|crypt|pass|^pwd?$")  # where people stand
_WHO = ("email", "e_mail", "email_address", "mail", "login", "username", "user_name", "user_id", "account_id")


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
        for name, column in columns.items():
            if not _holds(name, column, table.identity in people):
                continue
            looked_at += 1
            if not tables.empty(table.identity):
                select = sql.SQL(
                    "SELECT ARRAY[coalesce(pg_catalog.sum(s.n), 0)::bigint] FROM (SELECT pg_catalog.count(*) AS n"
                    " FROM {table} AS t WHERE t.{column}::text ~* {digested} GROUP BY t.{column}"
                    " HAVING pg_catalog.count(DISTINCT pg_catalog.lower(t.{who}::text)) > 1) AS s"
                ).format(
                    table=rows_of(table),
                    column=sql.Identifier(name),
                    digested=sql.Literal(DIGESTED),
                    who=sql.Identifier(who),
                )
                asked.append(Counting(column.identity, select, tables.size(table.identity), table.rows))
    return told(q.SHARED_PASSWORDS, first(count_all(connection, asked)), looked_at)


def _holds(name: str, column: Column, of_people: bool) -> bool:
    return is_text(column) and (is_password(name, column) or _is_hash(name, of_people))


@cache
def _is_hash(name: str, of_people: bool) -> bool:
    return bool(_HASH.search(words(name)) or (of_people and _ANY.search(words(name))))

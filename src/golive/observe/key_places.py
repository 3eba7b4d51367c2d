"""Where the key of sealed rows stands in the database that it seals: in code and comments, and where people write."""

import binascii
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Comment, Constraint, Function, Index, Policy, Relation, Trigger
from golive.model.claims import Claims
from golive.model.evidence import State
from golive.model.leftovers import is_written
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.by_column import Condition, count_by_column
from golive.observe.tables import read_tables

SHORTEST = 16  # letters: of what is shorter, the same text is no sign of the same key
# What was dropped meanwhile holds no key.
_THERE = "SELECT t.name FROM pg_catalog.unnest(%s::text[]) AS t (name) WHERE pg_catalog.to_regclass(t.name) IS NOT NULL"
_WORDS = ("[A-Za-z0-9]{16,}", "[A-Za-z0-9+/]{20,}={0,2}")


@dataclass(frozen=True, slots=True)
class Places:
    """Where it stands, and of what nobody could tell, with the reason."""

    seen: tuple[str, ...] = ()
    unseen: str = ""


def places(connection: Connection[tuple[Any, ...]], claims: Claims, live: Snapshot, secret: str) -> Places:
    forms = _forms(secret)
    texts = [place for place, text in _texts(live) if text and any(form in text for form in forms)]
    words = sorted(form for form in forms if any(re.fullmatch(word, form) for word in _WORDS))
    if not words:
        return Places(tuple(texts))
    try:
        tables = read_tables(connection, live, claims)
    except NotObserved:
        return Places(tuple(texts))
    answers = count_by_column(connection, tables, is_written, (q.KEY_PLACES, _holding(words)))
    found = {name.removeprefix(q.KEY_PLACES.of("")): one for name, one in answers.items() if name != q.KEY_PLACES.of()}
    unseen = {name: one.note for name, one in found.items() if one.state is State.UNKNOWN}
    still = connection.execute(_THERE, (list(unseen),)).fetchall() if unseen else ()
    told = "; ".join(f"{name}: {unseen[name]}" for (name,) in still)
    return Places((*texts, *(name for name, one in found.items() if one.count)), told)


def _holding(words: list[str]) -> Condition:
    """The server is told salted digests of what is looked for, and never a letter of it."""
    salt = os.urandom(16).hex()
    digests = sql.Literal([sha256((salt + word).encode()).digest() for word in words])

    def holds(value: sql.Composable, _: Column) -> sql.Composable:
        found = (
            sql.SQL(
                "{v} ~ {word} AND EXISTS (SELECT FROM pg_catalog.regexp_matches({v}, {word}, 'g') AS w (found) WHERE"
                " pg_catalog.sha256(pg_catalog.convert_to({salt} || w.found[1], 'UTF8')) = ANY ({digests}::bytea[]))"
            ).format(v=value, word=sql.Literal(word), salt=sql.Literal(salt), digests=digests)
            for word in _WORDS
        )
        return sql.SQL("({})").format(sql.SQL(" OR ").join(found))

    return holds


def _forms(secret: str) -> frozenset[str]:
    """The key as it is set, and as others would write its bytes."""
    bare = secret.strip()
    raw = {bare.encode()}
    for decode in (binascii.unhexlify, lambda text: b64decode(text, validate=True)):
        try:
            raw.add(decode(bare))
        except (binascii.Error, ValueError):
            continue
    written = {bare, *(one.hex() for one in raw), *(b64encode(one).decode() for one in raw)}
    return frozenset(one for one in written if len(one) >= SHORTEST)


def _texts(live: Snapshot) -> Iterator[tuple[str, str | None]]:
    """What was dropped while the catalog was read has none."""
    for function in live.of(Function):
        yield function.identity, f"{function.body}\n{function.sql_body}"
    for trigger in live.of(Trigger):
        yield trigger.identity, trigger.definition
    for relation in live.of(Relation):
        yield relation.identity, relation.definition
    for column in live.of(Column):
        yield column.identity, f"{column.default}\n{column.expression}"
    for index in live.of(Index):
        yield index.identity, index.definition
    for constraint in live.of(Constraint):
        yield constraint.identity, constraint.definition
    for policy in live.of(Policy):
        yield policy.identity, f"{policy.using}\n{policy.check}"
    for comment in live.of(Comment):
        yield f"the comment on {comment.identity}", comment.text

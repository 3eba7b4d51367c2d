"""The questions of the claims, asked one by one."""

from typing import Any

from psycopg import Connection

from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.observe.ask import ask


def observe_claims(connection: Connection[tuple[Any, ...]], claims: Claims, now: str) -> dict[str, Evidence]:
    return {one.key: ask(connection, one.query, one.read) for one in claims.questions(now)}

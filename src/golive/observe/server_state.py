"""The state of the server beside its catalog: what its files say, and whether replication runs."""

from collections.abc import Callable, Iterator
from typing import Any

from psycopg import Connection, sql

from golive.judge.unsafe import NAMES
from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.server import Server
from golive.model.evidence import Evidence, Settings, Slot, Slots, Sorting, Subscribed, Subscriptions
from golive.model.state import LOOKED_AT
from golive.observe.ask import Rows, ask
from golive.observe.guessed_passwords import guessed
from golive.sql import fill


def observe_server_state(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    names = sorted({*LOOKED_AT, *NAMES, *claims.the(Server).settings})
    return {
        q.SERVER_FILES.of(): ask(connection, fill("state/files.sql", names=names), _told),
        q.SERVER_PINNED.of(): ask(connection, fill("state/pinned.sql"), _told),
        **observe_replication(connection),
        **_by_subject(connection, q.COLLATIONS, _collations(connection), _sorting),
        **_by_subject(connection, q.MD5_ROLES, fill("state/md5_roles.sql"), _md5),
        q.REWRITTEN_BUILTINS.of(): ask(connection, fill("state/rewritten_builtins.sql"), _rewritten),
        **_by_subject(connection, q.GUESSED_ROLES, fill("state/role_passwords.sql"), guessed),
    }


def observe_replication(connection: Connection[tuple[Any, ...]]) -> dict[str, Evidence]:
    """Who should read or apply, and does not: at this moment."""
    return {
        q.SLOTS.of(): ask(connection, fill("state/slots.sql"), _slots),
        q.SUBSCRIPTIONS.of(): ask(connection, fill(_served(connection, "subscriptions")), _subscriptions),
    }


def _served(connection: Connection[tuple[Any, ...]], name: str) -> str:
    """The file as this server knows it."""
    return f"state/{name}{'.to14' if connection.info.server_version < 150000 else ''}.sql"


def _collations(connection: Connection[tuple[Any, ...]]) -> sql.Composed:
    return fill("state/collations.sql", of_the_database=fill(_served(connection, "collation_of_the_database")))


def _by_subject(
    connection: Connection[tuple[Any, ...]],
    question: q.Question,
    query: sql.Composed,
    read: Callable[[Rows], Iterator[tuple[str, Evidence]]],
) -> dict[str, Evidence]:
    """What offends by name, and how many there are."""
    found: dict[str, Evidence] = {}

    def gather(rows: Rows) -> Evidence:
        found.update((question.of(name), one) for name, one in read(rows))
        return Evidence.seen(looked_at=len(rows), count=len(found))

    return {question.of(): ask(connection, query, gather), **found}


def _sorting(rows: Rows) -> Iterator[tuple[str, Evidence]]:
    for name, recorded, actual, differs, indexes in rows:
        if differs:
            yield name, Evidence.seen(1, 1, told=Sorting(recorded, actual, tuple(indexes)))


def _md5(rows: Rows) -> Iterator[tuple[str, Evidence]]:
    return ((name, Evidence.seen(1, 1)) for name, is_md5 in rows if is_md5)


def _rewritten(rows: Rows) -> Evidence:
    looked_at, names = rows[0]
    return Evidence.seen(looked_at, count=len(names or ()), keys=names or ())


def _told(rows: Rows) -> Evidence:
    return Evidence.seen(looked_at=len(rows) or 1, told=Settings({row[0]: row[1] for row in rows}))


def _slots(rows: Rows) -> Evidence:
    idle = [row for row in rows if not row[2]]
    told = Slots(tuple(Slot(name, kind, holds, status, size) for name, kind, _, holds, status, size in idle))
    return Evidence.seen(looked_at=len(rows), count=len(idle), keys=[row[0] for row in idle], told=told)


def _subscriptions(rows: Rows) -> Evidence:
    wrong = tuple(Subscribed(*row) for row in rows if row[3] or not (row[1] and row[2]))
    names = [one.name for one in wrong]
    return Evidence.seen(looked_at=len(rows), count=len(wrong), keys=names, told=Subscriptions(wrong))

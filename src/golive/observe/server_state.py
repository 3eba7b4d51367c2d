"""The state of the server beside its catalog: what its files say, and whether replication runs."""

import json
from typing import Any

from psycopg import Connection

from golive.judge.unsafe import NAMES
from golive.migrate.fill import fill
from golive.model.claims import Claims
from golive.model.snapshot import Evidence
from golive.model.state import FILES, LOOKED_AT, PINNED, SLOTS, SUBSCRIPTIONS
from golive.observe.ask import Rows, ask


def observe_server_state(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    names = sorted({*LOOKED_AT, *NAMES, *claims.server.settings})
    older = ".to14" if connection.info.server_version < 150000 else ""
    return {
        FILES: ask(connection, fill("state/files.sql", names=names), _told),
        PINNED: ask(connection, fill("state/pinned.sql"), _told),
        SLOTS: ask(connection, fill("state/slots.sql"), _slots),
        SUBSCRIPTIONS: ask(connection, fill(f"state/subscriptions{older}.sql"), _subscriptions),
    }


def _told(rows: Rows) -> Evidence:
    return Evidence.seen(looked_at=len(rows) or 1, note=json.dumps({row[0]: row[1] for row in rows}))


def _slots(rows: Rows) -> Evidence:
    idle = [row for row in rows if not row[2]]
    note = {name: {"kind": kind, "holds": holds, "status": status, "bytes": size}
            for name, kind, _, holds, status, size in idle}  # fmt: skip
    return Evidence.seen(looked_at=len(rows), count=len(idle), keys=[row[0] for row in idle], note=json.dumps(note))


def _subscriptions(rows: Rows) -> Evidence:
    wrong = {
        name: [enabled, runs, failures] for name, enabled, runs, failures in rows if failures or not (enabled and runs)
    }
    return Evidence.seen(looked_at=len(rows), count=len(wrong), keys=wrong, note=json.dumps(wrong))

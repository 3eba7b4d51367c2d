"""What a living production has for seconds: a prepared transaction, a slot or a subscription whose reader restarts.

It is looked at once more, a declared grace later: only what stands both times is judged.
"""

from collections.abc import Mapping
from dataclasses import replace
from time import sleep
from typing import Any

from psycopg import Connection

from golive.model import questions as q
from golive.model.catalog import PreparedTransaction
from golive.model.evidence import Evidence, Slots, Subscriptions
from golive.model.snapshot import Snapshot, Unreadable
from golive.observe.server_state import observe_replication
from golive.observe.session import anew


def lasting(connection: Connection[tuple[Any, ...]], live: Snapshot, grace: int) -> Mapping[str, Evidence]:
    """What still has no reader by then; prepared transactions are read again with the whole catalog."""
    if not _is_transient(live):
        return {}
    anew(connection)
    connection.rollback()  # no transaction of ours stands while it waits
    sleep(grace)
    anew(connection)
    later = observe_replication(connection)
    return {key: _both(live.evidence[key], one) for key, one in later.items() if key in live.evidence}


def _is_transient(live: Snapshot) -> bool:
    prepared = live.catalog.get(PreparedTransaction.kind, ())
    idle = (live.evidence.get(one.of()) for one in (q.SLOTS, q.SUBSCRIPTIONS))
    return any(one is not None and one.count for one in idle) or (
        not isinstance(prepared, Unreadable) and bool(prepared)
    )


def _both(first: Evidence, last: Evidence) -> Evidence:
    """As it was seen last, of what was seen first as well."""
    match first.told, last.told:
        case Slots(before), Slots(now):
            known = {one.name for one in before}
            slots = Slots(tuple(one for one in now if one.name in known))
            names = [one.name for one in slots.idle]
            return replace(last, count=len(names), keys=tuple(names), told=slots)
        case Subscriptions(before), Subscriptions(now):
            known = {one.name for one in before}
            troubled = Subscriptions(tuple(one for one in now if one.name in known))
            names = [one.name for one in troubled.troubled]
            return replace(last, count=len(names), keys=tuple(names), told=troubled)
    return first

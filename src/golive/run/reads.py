"""What a look at a database would read, and how often: the catalog is read, no row is."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from golive.model.catalog import Relation
from golive.model.claims.budget import Budget
from golive.model.claims.credential import Credential
from golive.model.evidence import Evidence, State
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.claims import observe_claims
from golive.observe.data import observe_data
from golive.observe.items import observe_items
from golive.observe.json_references import observe_json_references
from golive.observe.looking import looking
from golive.observe.reader import Reader
from golive.observe.server import read_server
from golive.observe.settled import settled
from golive.observe.steps import observe_steps

_PACE = 1_000_000  # rows that a server reads and hashes in a second, when it has something else to do as well


def reads(dsn: Dsn, platform: Platform, place: str) -> Iterator[str]:
    """By the planner's estimates, in lines."""
    claims = platform.claims
    with looking(dsn, place, walled=True, budget=claims.the(Budget)) as session:
        first = settled(session.connection)
        live = Snapshot(read_server(session.connection), first.catalog, unread=first.unread)
        foreseen: list[tuple[str, ...]] = []
        session.connection.foreseen = foreseen
        looks: dict[str, Callable[[Reader], Mapping[str, Evidence]]] = {
            "claims": lambda here: observe_claims(here, claims, live.server.now),
            "steps": lambda here: observe_steps(here, platform),
            "data": lambda here: observe_data(here, claims, live),
            "json references": lambda here: observe_json_references(here, claims),
            "items": lambda here: observe_items(here, claims),
        }
        found = {key: one for what, look in looks.items() for key, one in session.evidence(what, look).items()}
    rows = {one.identity: one.rows for one in live.of(Relation) if one.rows >= 0}
    often = Counter(name for scans in foreseen for name in scans)
    for name, times in sorted(often.items(), key=lambda one: (-one[1] * rows.get(one[0], 0), one[0])):
        about = f"about {rows[name]:,.0f} rows" if name in rows else "rows unknown"
        yield f"  {name}: {about}, read {times} {'time' if times == 1 else 'times'} from one end to the other"
    longest = max((sum(rows.get(name, 0) for name in scans) for scans in foreseen), default=0)
    unknown = sum(not name.startswith("pg_catalog.") for name in often.keys() - rows.keys())
    budget = claims.the(Budget)
    yield (
        f"  {len(foreseen)} questions, each in a transaction of its own; the longest reads about {longest:,.0f} rows,"
        f" {longest / _PACE:,.0f} s at {_PACE:,} rows a second"
    )
    if unknown:
        yield f"  not counted in it: tables that were never analysed ({unknown}); ANALYZE says how many rows they have"
    yield (
        f"  budget of each: {budget.seconds} s, {budget.temporary_mb} MB of temporary files,"
        f" {budget.memory_mb} MB of memory ([budget])"
    )
    for key, one in sorted(found.items()):
        if one.state is State.UNKNOWN:
            yield f"  {key} cannot be planned: {one.note}"
    if claims.of(Credential):
        tables = ", ".join(sorted({one.table for one in claims.of(Credential)}))
        yield f"  beside them: the sealed rows of {tables}, once each"
    if claims.identity:
        yield "  beside them: rows that sessions of the declared identities reach, some of each table"
    if claims.compared:
        yield "  beside them, with --source-dsn: the tables that are compared, under one snapshot"

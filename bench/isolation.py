"""Isolation of 1,000 tables, three roles and four commands, against the round trip: python -m bench.isolation.

A probe is one command of one role on one table in one state of a session, with its positive control. Reading mode:
SELECT, INSERT, UPDATE, DELETE; writes are evaluated, not run; a question that several probes share is asked once and
counts for each of them: of 72 probes of a table some 27 queries run. Writing mode: INSERT, UPDATE, DELETE and moving a
row, each really run, looked at and undone; what is run with an own row is the control and is not counted. Bars: at
most 0.6 round trips of `select 1` and 1.6 bare SELECT probes; the proof from the catalog below 2 s.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from bench.ratios import Ratio
from golive.isolation.cells import Prover, State
from golive.isolation.probed import Probed, Tried, probed
from golive.migrate.isolation import try_writes
from golive.model.claims import Claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.observe.catalog import read_catalog
from golive.observe.isolation import observe_isolation
from golive.observe.prober import Prober
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.server import choose
from golive.server.logins import made

ROUNDS, TRIPS, ROLES = 3, 2000, ("first", "second", "third")
ROUND_TRIP, BARE, PROOF = 0.6, 1.6, 2.0
GRANTS = """
DO $$
DECLARE n integer; who text;
BEGIN
    FOREACH who IN ARRAY ARRAY['first', 'second', 'third'] LOOP
        EXECUTE format('CREATE ROLE %I', who);
        EXECUTE format('GRANT USAGE ON SCHEMA wide TO %I', who);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA wide TO %I', who);
    END LOOP;
    FOR n IN 1..1000 LOOP
        EXECUTE format('INSERT INTO wide.t%s (id, tenant_id, name) SELECT i, i %% 4 + 1, ''n'''
            ' FROM generate_series(1, 40) AS i', n);
    END LOOP;
END $$;
CREATE TABLE wide.tenants (id bigint PRIMARY KEY);
INSERT INTO wide.tenants SELECT generate_series(1, 4);
ANALYZE;
"""
CLAIMS = {
    "platform": {"name": "bench", "title": "Bench"},
    "tenancy": {"root": "wide.tenants", "columns": ("tenant_id",), "enforced_by": "database"},
    "identity": tuple(
        {"name": one, "role": one, "settings": {"app.tenant": "{tenant}"},
         "sessions": "SELECT id::text FROM wide.tenants ORDER BY 1"} for one in ROLES
    ),
}  # fmt: skip


def seconds(work: Any) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def bare(connection: psycopg.Connection[Any]) -> None:
    """One query of many statements: each role once, each cell one SELECT as that role."""
    count = "SELECT count(*) FROM wide.t{} WHERE tenant_id <> 1;"
    text = "SET LOCAL row_security = on; SELECT set_config('app.tenant', '1', true);" + "".join(
        f"SET LOCAL ROLE {role};" + "".join(count.format(n) * 4 for n in range(1, 1001)) for role in ROLES
    )
    with connection.transaction(force_rollback=True):
        connection.execute(text.encode())


def main() -> int:
    claims = Claims.model_validate(CLAIMS)
    with choose("embedded").launch() as server:
        dsn = server.create_database("bench")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute((Path(__file__).with_name("thousand_tables.sql")).read_bytes())
            connection.execute(GRANTS.encode())
        prober = Prober(made(dsn, Platform(Path(), claims, None, (), (), ())).prober, claims)
        with reading(dsn) as connection:
            connection.execute("SELECT pg_catalog.set_config('idle_in_transaction_session_timeout', '0', false)")
            live = Snapshot(read_server(connection), read_catalog(connection))
            cells: list[Any] = []
            proof = seconds(lambda: cells.extend(Prover.of(live, claims).cells()))
            trips, plain, tried, wrote = [], [], [], []
            for _ in range(ROUNDS):
                trips.append(seconds(lambda: [connection.execute("select 1") for _ in range(TRIPS)]) / TRIPS)
                plain.append(seconds(lambda: bare(connection)) / (1000 * len(ROLES) * 4))
                begun = perf_counter()
                with reading(dsn) as looking:  # of its own: no session waits for what is tried beside it
                    found = observe_isolation(looking, claims, live, prober)
                tried.append(perf_counter() - begun)
                begun = perf_counter()
                writes = list(try_writes(dsn, claims, live))
                wrote.append(perf_counter() - begun)
    proved = sum(one.state is State.PROVED for one in cells)
    print(f"{len(cells)} cells, {proved} proved, in {proof:.2f} s (bar {PROOF:g} s)")
    print(f"round trip {median(trips) * 1e6:.0f} us, bare probe {median(plain) * 1e6:.0f} us")
    reads = list(probed(live.with_evidence(found), claims))
    missed = [told("reading", reads, tried, trips, plain), told("writing", writes, wrote, trips, plain)]
    bare_by_trip = median(one / two for one, two in zip(plain, trips, strict=True))
    Ratio("limit: a bare SELECT, by a round trip", bare_by_trip, ROUND_TRIP, limit=True).tell()
    missed.append(Ratio(f"isolation of {len(cells):,} cells proved from the catalog, seconds", proof, PROOF).tell())
    return int(any(missed))


def told(
    mode: str, probes: Sequence[Probed | Tried], took: list[float], trips: list[float], plain: list[float]
) -> bool:
    """Whether a bar is missed."""
    count, crossings = sum(one.states for one in probes), sum(len(one.crossing) for one in probes)
    by_trip = median(one / count / two for one, two in zip(took, trips, strict=True))
    by_bare = median(one / count / two for one, two in zip(took, plain, strict=True))
    print(
        f"{mode}: {count} probes, {sum(one.controls for one in probes)} controls, {crossings} crossings; a probe"
        f" {median(took) / count * 1e6:.0f} us, by round trip {by_trip:.2f} (bar {ROUND_TRIP}),"
        f" by bare probe {by_bare:.2f} (bar {BARE})"
    )
    missed = Ratio(f"a probe of isolation, {mode}, by a round trip", by_trip, ROUND_TRIP).tell()
    return Ratio(f"a probe of isolation, {mode}, by a bare SELECT", by_bare, BARE).tell() or missed


if __name__ == "__main__":
    sys.exit(main())

"""Isolation of 1,000 tables, three roles and four commands, against the round trip: python bench/isolation.py.

A probe is one command of one role on one table in one state of a session, with its positive control. Only the
reading mode is measured: writes are evaluated, not run. A question that several probes share is asked once and counts
for each of them: of 72 probes of a table some 27 queries run. Bars: at most
0.6 round trips of `select 1` and 1.6 bare SELECT probes; the proof from the catalog below 2 s.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from golive.isolation.cells import Prover, State
from golive.isolation.probed import probed
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.observe.catalog import read_catalog
from golive.observe.isolation import observe_isolation
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.server import choose

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
    text = "SELECT set_config('app.tenant', '1', true);" + "".join(
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
        with reading(dsn) as connection:
            live = Snapshot(read_server(connection), read_catalog(connection))
            cells: list[Any] = []
            proof = seconds(lambda: cells.extend(Prover.of(live, claims).cells()))
            trips, plain, tried = [], [], []
            for _ in range(ROUNDS):
                trips.append(seconds(lambda: [connection.execute("select 1") for _ in range(TRIPS)]) / TRIPS)
                plain.append(seconds(lambda: bare(connection)) / (1000 * len(ROLES) * 4))
                begun = perf_counter()
                found = observe_isolation(connection, claims, live)
                tried.append(perf_counter() - begun)
    probes = list(probed(live.with_evidence(found), claims))
    count = sum(one.states for one in probes)
    each = [one / count for one in tried]
    by_trip = median(one / two for one, two in zip(each, trips, strict=True))
    by_bare = median(one / two for one, two in zip(each, plain, strict=True))
    proved, crossings = sum(one.state is State.PROVED for one in cells), sum(len(one.crossing) for one in probes)
    print(f"{len(cells)} cells, {proved} proved, in {proof:.2f} s (bar {PROOF:g} s)")
    print(f"{count} probes, {sum(one.controls for one in probes)} controls, {crossings} crossings")
    trip, least, most = (median(one) * 1e6 for one in (trips, plain, each))
    print(f"round trip {trip:.0f} us, bare probe {least:.0f} us, probe {most:.0f} us")
    print(f"probe by round trip {by_trip:.2f} (bar {ROUND_TRIP}), by bare probe {by_bare:.2f} (bar {BARE})")
    return int(by_trip > ROUND_TRIP or by_bare > BARE or proof > PROOF)


if __name__ == "__main__":
    sys.exit(main())

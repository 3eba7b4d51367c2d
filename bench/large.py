"""What a look at one large table takes of its server: python bench/large.py [ROWS] [--amcheck]

The longest snapshot that is held, the bytes of temporary files, how often the table is read, the time, and what stays
UNKNOWN. 10,000,000 rows take 2 GB of disk, which are given back.
"""

# ruff: noqa: S608  # statements of constants of this file
import sys
import threading
from pathlib import Path
from time import perf_counter, sleep

import psycopg

from golive.model.claims import Claims
from golive.model.evidence import State
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.server import choose

ROWS = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1_000_000)
SECONDS = 600  # the budget of one question, where there is one
FILL = f"""
SET maintenance_work_mem = '256MB';
CREATE TABLE public.organizations (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO public.organizations SELECT n, 'organization ' || n FROM generate_series(1, 100) AS n;
CREATE UNLOGGED TABLE public.customers (
    id integer NOT NULL, organization_id integer NOT NULL, name text NOT NULL CHECK (name <> ''));
INSERT INTO public.customers SELECT n, 1 + n % 100, 'customer ' || n FROM generate_series(1, {ROWS // 10}) AS n;
CREATE UNLOGGED TABLE public.invoices (
    id bigint NOT NULL, organization_id integer NOT NULL, customer_id integer NOT NULL, number text NOT NULL,
    amount integer NOT NULL CHECK (amount >= 0));
INSERT INTO public.invoices SELECT n, 1 + n % 100, 1 + n % {ROWS // 10}, 'INV-' || lpad(n::text, 9, '0'), n % 1000
    FROM generate_series(1, {ROWS}) AS n;
ALTER TABLE public.customers ADD PRIMARY KEY (id), ADD FOREIGN KEY (organization_id) REFERENCES public.organizations;
ALTER TABLE public.invoices ADD PRIMARY KEY (id), ADD UNIQUE (number),
    ADD FOREIGN KEY (organization_id) REFERENCES public.organizations,
    ADD FOREIGN KEY (customer_id) REFERENCES public.customers;
"""
CLAIMS = {
    "platform": {"name": "bench", "title": "Bench"},
    "tenancy": {"root": "public.organizations", "columns": ["organization_id"], "enforced_by": "application"},
}
HELD = """
SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) FROM pg_stat_activity
WHERE application_name = 'golive' AND backend_xmin IS NOT NULL
"""
FIGURES = """
SELECT (SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()),
       (SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'invoices')
"""


def main() -> None:
    more = {"budget": {"seconds": SECONDS}} if "budget" in Claims.model_fields else {}
    claims = Claims.model_validate({**CLAIMS, **more}, strict=False)
    with choose("embedded").launch() as server:
        dsn = server.create_database("large")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(FILL)
            connection.execute("VACUUM ANALYZE public.invoices, public.customers, public.organizations")
            if "--amcheck" in sys.argv:
                connection.execute("CREATE EXTENSION amcheck")
            before = connection.execute(FIGURES).fetchone() or ()
            ended = threading.Event()
            longest = [0.0]
            watch = threading.Thread(target=watched, args=(dsn, ended, longest))
            watch.start()
            began = perf_counter()
            live = observe(dsn, Platform(Path(), claims, None, (), (), ()), {})
            took = perf_counter() - began
            ended.set()
            watch.join()
            sleep(1.5)  # a session's figures arrive when it has ended
            connection.execute("SELECT pg_stat_clear_snapshot()")
            after = connection.execute(FIGURES).fetchone() or ()
        temporary, scans = (now - then for now, then in zip(after, before, strict=True))
        unknown = [name for name, one in live.evidence.items() if one.state is State.UNKNOWN]
        print(
            f"{ROWS:,} rows: {took:.1f} s, longest snapshot {longest[0]:.1f} s, {temporary / 1024**2:,.0f} MB of"
            f" temporary files, invoices read {scans} times, {len(unknown)} UNKNOWN {' '.join(unknown)}"
        )


def watched(dsn: Dsn, ended: threading.Event, longest: list[float]) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True, application_name="watch") as connection:
        while not ended.wait(0.05):
            row = connection.execute(HELD).fetchone()
            longest[0] = max(longest[0], float((row and row[0]) or 0))


if __name__ == "__main__":
    main()

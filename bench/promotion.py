"""One tenant of 1,000,000 rows in 14 tables, against COPY piped from psql to psql: python -m bench.promotion [ROWS]"""

# ruff: noqa: S608  # statements of constants of this file
import resource
import subprocess
import sys
from statistics import median
from time import perf_counter

import psycopg

from bench.ratios import Ratio
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.promotion import Promotion
from golive.model.claims.tenancy import Tenancy
from golive.model.target import Dsn
from golive.promote.run import promote
from golive.server import choose, find_binaries

ROWS = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
TABLES = [f"t{n:02}" for n in range(1, 14)]
EACH = ROWS // len(TABLES)
ROUNDS = 3
BARS = {"ids kept, foreign keys on": 1.2, "ids kept, keys validated as sets": 0.6, "ids remapped": 1.6}
SCHEMA = "CREATE TABLE public.orgs (id serial PRIMARY KEY, name text NOT NULL);" + "".join(
    f"""
CREATE TABLE public.{name} (
    id serial PRIMARY KEY, org_id integer NOT NULL REFERENCES public.orgs (id),
    parent_id integer REFERENCES public.{TABLES[max(at - 1, 0)]} (id), name text NOT NULL, note text,
    amount numeric(12, 2), at timestamptz NOT NULL, on_it boolean NOT NULL, doc jsonb);"""
    for at, name in enumerate(TABLES)
)
FILL = "INSERT INTO public.orgs VALUES (7, 'seven');" + "".join(
    f"""
INSERT INTO public.{name} SELECT 100 + n, 7, CASE WHEN n > 1 THEN 100 + n / 2 END, 'name of ' || n, repeat('note ', 20),
    n / 7.0, now(), n % 2 = 0, jsonb_build_object('n', n, 'word', 'some text of a document')
FROM generate_series(1, {EACH}) AS n;"""
    for name in TABLES
)
OTHERS = "INSERT INTO public.orgs VALUES (1, 'one');" + "".join(
    f"INSERT INTO public.{name} (org_id, name, at, on_it) VALUES (1, 'one', now(), true);" for name in TABLES
)

EMPTY = f"TRUNCATE public.orgs, {', '.join(TABLES)} RESTART IDENTITY; DROP SCHEMA IF EXISTS golive CASCADE"


def claims(**changed: object) -> tuple[Claims, Promotion]:
    take = [{"table": f"public.{name}"} for name in ("orgs", *TABLES)]
    promotion = Promotion.model_validate({"tenant": "7", "why": "bench", "take": take, **changed}, strict=False)
    tenancy = Tenancy(root="public.orgs", columns=("org_id",), enforced_by="application")
    return Claims(platform=Head(name="bench", title="Bench"), tenancy=tenancy, promotion=promotion), promotion


def main() -> int:
    psql = str(find_binaries("embedded").folder / "psql")
    with choose("embedded").launch() as one, choose("embedded").launch() as two:
        source, target = one.create_database("bench"), two.create_database("bench")
        run(source, SCHEMA + FILL + "ANALYZE;")
        run(target, SCHEMA)

        def pipe() -> None:
            for name in ("orgs", *TABLES):
                out = subprocess.Popen(
                    [psql, "-qX", source.reveal(), "-c", f"COPY public.{name} TO STDOUT"], stdout=subprocess.PIPE
                )
                command = [psql, "-qX", target.reveal(), "-c", f"COPY public.{name} FROM STDIN"]
                subprocess.run(command, stdin=out.stdout, check=True)
                out.wait()

        ways = {
            "psql to psql": pipe,
            "ids kept, foreign keys on": lambda: promoted(source, target),
            "ids kept, keys validated as sets": lambda: promoted(source, target, foreign_keys="after", triggers="off"),
            "ids remapped": lambda: promoted(source, target, ids="remap"),
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                for statement in (EMPTY, OTHERS, "VACUUM", "CHECKPOINT"):
                    run(target, statement)
                begun = perf_counter()
                way()
                took[name].append(perf_counter() - begun)
    missed = 0
    bare = median(took["psql to psql"])
    print(f"{ROWS:,} rows in 14 tables; median of {ROUNDS}, interleaved")
    for name, several in took.items():
        ratio, bar = median(several) / bare, BARS.get(name)
        missed += bar is not None and ratio > bar
        print(f"  {name:34} {median(several):6.2f} s  {ratio:5.2f}" + (f"  bar {bar}" if bar else ""))
        if bar is not None:
            Ratio(f"a tenant of {ROWS:,} rows promoted, {name}, by psql to psql", ratio, bar).tell()
    print(f"  peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, bar 200")
    return int(missed > 0)


def promoted(source: Dsn, target: Dsn, **changed: object) -> None:
    promote(source, target, "bench", *claims(**changed), {})


def run(dsn: Dsn, statements: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())


if __name__ == "__main__":
    raise SystemExit(main())

"""Credentials, references and compared rows, each against the bare work under it: python bench/rows.py"""

from collections.abc import Callable
from time import perf_counter

import psycopg

from golive.model.claims import Claims, Head
from golive.model.credentials import Credential, Format
from golive.model.promotion import Compare
from golive.model.references import Reference
from golive.observe.compared import observe_compared
from golive.observe.json_references import observe_json_references
from golive.observe.session import reading
from golive.observe.vault import observe_vault
from golive.server import choose

SECRETS, DOCUMENTS, ROWS = 50_000, 20_000, 300_000
KEY = "an invented key of a benchmark.."
SCHEMA = f"""
CREATE EXTENSION pgcrypto;
CREATE TABLE public.secrets (id integer PRIMARY KEY, cbc text);
INSERT INTO public.secrets
SELECT n, encode(iv, 'hex') || ':' || encode(encrypt_iv(convert_to(json_build_object('apiKey', 'invented-' || n, 'url',
    'https://a.test')::text, 'UTF8'), convert_to('{KEY}', 'UTF8'), iv, 'aes-cbc/pad:pkcs'), 'hex')
FROM (SELECT n, gen_random_bytes(16) AS iv FROM generate_series(1, {SECRETS}) AS n) AS g;
CREATE TABLE public.integrations (id integer PRIMARY KEY, org integer NOT NULL);
INSERT INTO public.integrations SELECT n, n % 100 FROM generate_series(1, 5000) AS n;
CREATE TABLE public.workflows (id integer PRIMARY KEY, org integer NOT NULL, steps jsonb NOT NULL);
INSERT INTO public.workflows SELECT n, n % 100, jsonb_agg(jsonb_build_object('type', 'a', 'config',
    jsonb_build_object('steps', jsonb_build_array(jsonb_build_object('integrationId', 100 + n % 100 + 100 * s)))))
FROM generate_series(1, {DOCUMENTS}) AS n, generate_series(1, 10) AS s GROUP BY n;
CREATE TABLE public.rows (id integer PRIMARY KEY, org integer, at timestamptz, name text, doc jsonb, amount numeric);
INSERT INTO public.rows SELECT n, n % 100, now(), 'name of ' || n, jsonb_build_object('n', n), n / 7.0
FROM generate_series(1, {ROWS}) AS n;
ANALYZE;
"""  # noqa: S608  # constants of this file
BARE = "SELECT count(*) FROM public.workflows AS w, jsonb_path_query(w.steps, 'strict $.**.integrationId') AS v"
HASHES = "SELECT count(*), sum(hashtextextended(t::text, 1)) FROM public.rows AS t"


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main() -> None:
    head = Head(name="bench", title="Bench")
    form = Format(cipher="aes-256-cbc", variable="KEY")
    sealed = Credential(name="s", table="public.secrets", column="cbc", fields={"*": ("apiKey",)}, format=(form,))
    named = Reference(
        name="i", table="public.workflows", column="steps", path="$.**.integrationId", type="integer",
        to="public.integrations", tenant="org", why="it fails",
    )  # fmt: skip
    compared = Compare(name="r", tables=("public.rows",), why="it fails")
    claims = Claims(platform=head, credential=(sealed,), reference=(named,), compare=(compared,))
    with choose("embedded").launch() as server:
        dsn = server.create_database("bench")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(SCHEMA.encode())
        copy = server.clone("bench", "copy")
        with psycopg.connect(copy.reveal(), autocommit=True) as connection:
            connection.execute("UPDATE public.rows SET name = 'other' WHERE id % 30000 = 7")
        with reading(dsn) as here, reading(copy) as there:

            def fetched() -> None:
                with here.cursor(name="bare", binary=True) as cursor:
                    cursor.itersize = 500
                    for _ in cursor.execute("SELECT id::text, cbc FROM public.secrets ORDER BY id"):
                        pass

            def bare(query: str) -> None:
                here.execute("SET LOCAL statement_timeout = 0")
                here.execute(query.encode())

            tell("secrets opened and judged", fetched, lambda: observe_vault(here, claims, {"KEY": KEY}))
            tell("references in documents", lambda: bare(BARE), lambda: observe_json_references(here, claims))
            tell("rows compared", lambda: bare(HASHES), lambda: observe_compared(here, claims, there))
            found = observe_compared(here, claims, there)
            print({name: (one.looked_at, one.count) for name, one in found.items()})


def tell(what: str, bare: Callable[[], object], whole: Callable[[], object]) -> None:
    least, most = (min(seconds(work) for _ in range(2)) for work in (bare, whole))
    print(f"{what}: {most:.2f} s, {most / least:.1f} times the bare {least:.2f} s")


if __name__ == "__main__":
    main()

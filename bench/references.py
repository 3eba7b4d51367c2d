"""References in documents against the bare query and against reading the documents.

    python -m bench.references [DOCUMENTS]

pip install orjson
"""

import resource
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import orjson
import psycopg
from psycopg import Connection

from bench.ratios import Ratio
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.reference import Reference
from golive.observe.json_references import observe_json_references
from golive.observe.session import reading
from golive.server import choose

DOCUMENTS, ROUNDS = int(sys.argv[1]) if sys.argv[1:] else 100_000, 5
BARE_MOST, STREAMED_LEAST = 1.3, 2.3
# Each document is another one: else the server remembers what it found in the last.
SCHEMA = f"""
CREATE TABLE public.i (id integer PRIMARY KEY, org integer NOT NULL);
INSERT INTO public.i SELECT n, n % 100 FROM generate_series(1, 5000) AS n;
CREATE TABLE public.w (id integer PRIMARY KEY, org integer NOT NULL, doc jsonb NOT NULL);
INSERT INTO public.w SELECT n, n % 100, jsonb_agg(jsonb_build_object('id', n || '.' || s, 'type', 'a', 'config',
    jsonb_build_object('steps', jsonb_build_array(jsonb_build_object('integrationId', 100 + n % 100 + 100 * s)))))
FROM generate_series(1, {DOCUMENTS}) AS n, generate_series(1, 10) AS s GROUP BY n;
VACUUM ANALYZE public.w, public.i;
"""  # noqa: S608  # constants of this file
BREAK = "UPDATE public.w SET doc = jsonb_set(doc, '{3,config,steps,0,integrationId}', '99999') WHERE id % 3000 = 7"
# What is JSON in a text within a document is seen in the text of the whole.
TEXTS = "SELECT count(*) FROM public.w WHERE strpos(doc::text, 'integrationId\\') > 0"
BARE = "SELECT count(*) FROM public.w, jsonb_path_query(doc, 'strict $.**.integrationId') AS v"


def named(node: Any) -> list[Any]:
    found: list[Any] = []
    rest = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            if "integrationId" in one:
                found.append(one["integrationId"])
            rest.extend(one.values())
        elif isinstance(one, list):
            rest.extend(one)
    return found


def streamed(connection: Connection[tuple[Any, ...]]) -> int:
    known = {(org, key) for key, org in connection.execute("SELECT id, org FROM public.i")}
    broken = 0
    with connection.cursor(name="documents") as cursor:
        cursor.itersize = 2000
        for _, org, document in cursor.execute("SELECT id, org, doc::text FROM public.w"):
            broken += sum((org, value) not in known for value in named(orjson.loads(document)))
    return broken


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main() -> int:
    claim = Reference(
        name="i", table="public.w", column="doc", path="$.**.integrationId", type="integer", to="public.i",
        tenant="org", why="it fails",
    )  # fmt: skip
    claims = Claims(platform=Head(name="bench", title="Bench"), reference=(claim,))
    with choose("embedded").launch() as server:
        dsn = server.create_database("bench")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for statement in SCHEMA.split(";\n"):
                connection.execute(statement.encode())
        with reading(dsn) as here:
            here.execute("SET LOCAL statement_timeout = 0")
            found = observe_json_references(here, claims)["reference:i:missing"]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            assert (found.looked_at, found.count) == (10 * DOCUMENTS, streamed(here))
            times = [
                (
                    seconds(lambda: here.execute(BARE.encode())),
                    seconds(lambda: observe_json_references(here, claims)),
                    seconds(lambda: streamed(here)),
                    seconds(lambda: here.execute(TEXTS.encode())),
                )
                for _ in range(ROUNDS)
            ]
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            broken = connection.execute(BREAK.encode()).rowcount
        with reading(dsn) as here:
            located = seconds(lambda: observe_json_references(here, claims))
            found = observe_json_references(here, claims)["reference:i:missing"]
            assert found.count == broken, found
            assert all(key.endswith(": [3].config.steps[0].integrationId = 99999") for key in found.keys), found
    bare, mine, theirs, texts = (median(one) for one in zip(*times, strict=True))
    print(f"bare query {bare:.2f} s, claim {mine:.2f} s, streamed {theirs:.2f} s; memory {peak} MB")
    print(f"with {broken} broken references and their places: {located:.2f} s")
    print(f"claim against bare: {mine / bare:.2f} (at most {BARE_MOST})")
    print(f"streamed against claim: {theirs / mine:.2f} (at least {STREAMED_LEAST})")
    missed = Ratio(f"references in {DOCUMENTS:,} documents, by the bare query", mine / bare, BARE_MOST).tell()
    limit = (bare + texts) / bare
    Ratio("limit: the bare query and the text of each document, by the bare query", limit, BARE_MOST, limit=True).tell()
    missed |= Ratio("references in documents read by the client, by ours", theirs / mine, STREAMED_LEAST, True).tell()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

"""50,000 secrets opened and judged, against fetching them alone, by cipher: python -m bench.vault [rows]

Both sides alternate on one connection; the ratio is that of their medians. With a number of rows it shows the peak of
memory instead, which does not grow.
"""

import json
import os
import resource
import sys
from binascii import unhexlify
from collections.abc import Callable, Iterator
from functools import partial
from operator import add
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.ratios import Ratio
from golive.model.claims import Claims
from golive.model.claims.credential import Credential, Format
from golive.model.claims.platform import Head
from golive.observe.session import reading
from golive.observe.vault import observe_vault
from golive.server import choose
from golive.vault.keys import derived
from golive.vault.seal import Plain, Sealer

SECRETS, ROUNDS = 50_000, 9
KEY = "an invented key of a benchmark.."
FORMS = {
    "gcm": (Format(cipher="aes-256-gcm", layout="iv:tag:ciphertext", variable="KEY"), 1.5),
    "cbc": (Format(cipher="aes-256-cbc", variable="KEY"), 4.0),
    "fernet": (Format(cipher="fernet", derive="sha256", variable="KEY"), 7.0),
}
Connection = psycopg.Connection[tuple[Any, ...]]


def rows(form: Format, count: int) -> Iterator[tuple[int, int, str, str]]:
    sealer = Sealer(form, KEY)
    for n in range(count):
        content = {"baseUrl": "https://a.test", "apiKey": f"invented-{n}", "apiSecret": os.urandom(16).hex()}
        yield n, n % 100, "splynx", str(sealer.seal(Plain(json.dumps(content).encode())).stored)


def filled(connection: Connection, name: str, form: Format, count: int) -> None:
    connection.execute(f"CREATE TABLE public.{name} (id integer PRIMARY KEY, org integer, kind text, sealed text)")
    with connection.cursor() as cursor, cursor.copy(f"COPY public.{name} FROM STDIN") as copy:
        for row in rows(form, count):
            copy.write_row(row)
    connection.execute(f"ANALYZE public.{name}")


def fetched(connection: Connection, name: str) -> None:
    with connection.cursor(name="bare", binary=True) as cursor:
        cursor.itersize = 500
        for _ in cursor.execute(f"SELECT id::text, org::text, kind, sealed FROM public.{name} ORDER BY id"):  # noqa: S608
            pass


def opened(connection: Connection, name: str) -> None:
    """What cannot be left out: each value is fetched, decoded, opened and read, and nothing is said of it."""
    key = AESGCM(derived(KEY, FORMS[name][0]))
    with connection.cursor(name="opened", binary=True) as cursor:
        cursor.execute(f"SELECT id::text, org::text, kind, sealed FROM public.{name} ORDER BY id")  # noqa: S608
        while rows := cursor.fetchmany(500):
            ivs, tags, texts = (
                list(map(unhexlify, one)) for one in zip(*(row[3].split(":") for row in rows), strict=True)
            )
            nothing = [None] * len(ivs)
            json.loads(b"[" + b",".join(map(key.decrypt, ivs, map(add, texts, tags), nothing)) + b"]")


def claims(name: str, form: Format) -> Claims:
    sealed = Credential(
        name=name, table=f"public.{name}", column="sealed", tenant="org", kind="kind", format=(form,),
        fields={"splynx": ("baseUrl", "apiKey", "apiSecret")},
    )  # fmt: skip
    return Claims(platform=Head(name="bench", title="Bench"), credential=(sealed,))


def judged(connection: Connection, claim: Claims, count: int) -> None:
    found = observe_vault(connection, claim, {"KEY": KEY})
    assert {one.state for one in found.values()} == {"seen"}
    assert sum(one.count for name, one in found.items() if not name.endswith(":key")) == 0, found
    assert max(one.looked_at for one in found.values()) == count


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def measured(here: Connection, name: str, form: Format, bar: float) -> bool:
    """Whether its bar is missed."""
    bare, opening = partial(fetched, here, name), partial(opened, here, name)
    judge = partial(judged, here, claims(name, form), SECRETS)
    works = (bare, judge, *([opening] if name == "gcm" else []))
    taken = [[seconds(work) for work in works] for _ in range(ROUNDS)]
    least, whole, *rest = (median(column) for column in zip(*taken, strict=True))
    print(f"{name:8}{whole:6.3f} s, {whole / least:4.2f} times the bare {least:.3f} s (at most {bar})")
    for one in rest:
        Ratio("limit: 50,000 secrets of gcm opened and read, by fetching them", one / least, bar, limit=True).tell()
    return Ratio(f"50,000 secrets of {name} judged, by fetching them", whole / least, bar).tell()


def main(count: int | None) -> int:
    missed = False
    with choose("embedded").launch() as server:
        dsn = server.create_database("bench")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for name, (form, _) in FORMS.items():
                filled(connection, name, form, count or SECRETS)
        with reading(dsn) as here:
            for name, (form, bar) in FORMS.items():
                if count:
                    judged(here, claims(name, form), count)
                    print(f"{name}: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
                else:
                    missed |= measured(here, name, form, bar)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else None))

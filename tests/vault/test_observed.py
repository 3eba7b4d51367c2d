"""A column is read once, row by row; what leaves is counts, keys of rows and words, and never a value."""

import os
import tracemalloc
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from golive.model.claims import Claims
from golive.model.claims.credential import Credential, Format
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.observe.vault import observe_vault
from golive.run.observation import observe

SECRET = "0123456789abcdefFEDCBA9876543210"
CANARY = "c4nary/In The+Mine"
GCM = Format(cipher="aes-256-gcm", layout="iv:tag:ciphertext", variable="KEY")


def gcm(plain: str, iv: bytes | None = None, secret: str = SECRET) -> str:
    iv = iv or os.urandom(12)
    sealed = AESGCM(secret.encode()).encrypt(iv, plain.encode(), None)
    return f"{iv.hex()}:{sealed[-16:].hex()}:{sealed[:-16].hex()}"


def claim(**other: object) -> Credential:
    given = {"name": "c", "table": "public.c", "column": "sealed", "tenant": "tenant", "kind": "kind", "format": (GCM,)}
    return Credential.model_validate(given | other)


def asked(dsn: Dsn, one: Credential, environ: dict[str, str]) -> dict[str, Evidence]:
    claims = Claims(platform=Head(name="example", title="Example"), credential=(one,))
    with reading(dsn) as connection:
        found = observe_vault(connection, claims, environ)
    return {name.rpartition(":")[2]: evidence for name, evidence in found.items()}


def wrong(found: dict[str, Evidence]) -> dict[str, tuple[str, ...]]:
    return {name: evidence.keys for name, evidence in found.items() if evidence.count}


@pytest.fixture
def rows(database: Dsn) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.c (id integer PRIMARY KEY, tenant integer, kind text, sealed text)")
        yield connection


def put(connection: psycopg.Connection[tuple[object, ...]], number: int, tenant: int, sealed: str | None) -> None:
    connection.execute("INSERT INTO public.c VALUES (%s, %s, 'k', %s)", (number, tenant, sealed))


def test_equal_contents_are_named_where_they_may_not_be(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]]
) -> None:
    for number, tenant, plain in ((1, 1, '{"a": 1}'), (2, 1, '{"a": 1}'), (3, 2, '{"a": 2}'), (4, 3, '{"a": 2}')):
        put(rows, number, tenant, gcm(plain))
    environ = {"KEY": SECRET}
    every = wrong(asked(database, claim(), environ))["SAME_CONTENT"]
    assert [key.split()[0] for key in every] == ["1", "2", "3", "4"]
    across = wrong(asked(database, claim(distinct="tenant"), environ))
    assert across == {"SAME_CONTENT": ("3 (tenant 2, k): as 4 (tenant 3, k)", "4 (tenant 3, k): as 3 (tenant 2, k)")}
    assert wrong(asked(database, claim(distinct="no"), environ)) == {}


def test_fields_in_the_place_of_a_value_are_wrong_where_others_have_a_value(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]]
) -> None:
    one, environ = claim(fields={"k": ("key",)}), {"KEY": SECRET}
    for number in range(1, 4):
        put(rows, number, 1, gcm(f'{{"key": {{"value": "v{number}"}}}}'))
    assert wrong(asked(database, one, environ)) == {}
    for number in range(4, 25):
        put(rows, number, 1, gcm(f'{{"key": "v{number}"}}'))
    assert wrong(asked(database, one, environ)) == {
        "NESTED": tuple(f"{number} (tenant 1, k): key" for number in range(1, 4))
    }


def test_iv_is_compared_without_a_key(database: Dsn, rows: psycopg.Connection[tuple[object, ...]]) -> None:
    iv = os.urandom(12)
    put(rows, 1, 1, gcm('{"a": 1}', iv))
    put(rows, 2, 1, gcm('{"a": 2}', iv))
    put(rows, 3, 1, "undefined")
    found = asked(database, claim(), {})
    assert sorted(wrong(found)) == ["SAME_IV", "WORD"]
    assert found["UNOPENED"] == Evidence.unknown("KEY is not set")
    assert found["key"].state == "unknown"


def test_key_that_opens_nothing_is_no_key_of_a_sample(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]]
) -> None:
    put(rows, 1, 1, gcm('{"a": 1}'))
    found = asked(database, claim(printed={"KEY": "another key of thirty-two bytes."}), {})
    assert wrong(found)["UNOPENED"] == ("1 (tenant 1, k): another key, or its bytes were changed",)
    assert found["LACKS"].state == "unknown"
    assert wrong(asked(database, claim(printed={"KEY": SECRET}), {})) == {}


def test_key_that_was_printed_is_a_finding_though_it_works(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]]
) -> None:
    put(rows, 1, 1, gcm('{"a": 1}'))
    said = wrong(asked(database, claim(known={"the key of the runbook": SECRET}), {"KEY": SECRET}))
    assert said == {"key": ("KEY is the key of the runbook",)}


def test_fields_may_have_to_agree_with_the_row(database: Dsn, rows: psycopg.Connection[tuple[object, ...]]) -> None:
    put(rows, 1, 1, gcm('{"org": "1"}'))
    put(rows, 2, 2, gcm('{"org": 2}'))
    put(rows, 3, 1, gcm('{"org": "2"}'))
    assert wrong(asked(database, claim(same={"org": "t.tenant"}), {"KEY": SECRET})) == {
        "OTHER_ROW": ("3 (tenant 1, k): org",)
    }


def test_text_bound_to_the_row_opens_in_its_row_only(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]]
) -> None:
    iv = os.urandom(12)
    sealed = AESGCM(SECRET.encode()).encrypt(iv, b'{"a": 1}', b"row 1")
    text = f"{iv.hex()}:{sealed[-16:].hex()}:{sealed[:-16].hex()}"
    put(rows, 1, 1, text)
    put(rows, 2, 1, text)
    said = wrong(asked(database, claim(aad="'row ' || t.id"), {"KEY": SECRET}))
    assert said["UNOPENED"] == ("2 (tenant 1, k): another key, or its bytes were changed",)


def test_what_cannot_be_asked_is_unknown_or_absent(database: Dsn, rows: psycopg.Connection[tuple[object, ...]]) -> None:
    assert asked(database, claim(column="none"), {"KEY": SECRET})["UNOPENED"].state == "absent"
    assert (
        asked(database, claim(where="true; COMMIT; DROP TABLE public.c"), {"KEY": SECRET})["EMPTY"].state == "unknown"
    )
    rows.execute("CREATE ROLE looker LOGIN PASSWORD 'invented'; GRANT SELECT ON public.c TO looker")
    rows.execute("ALTER TABLE public.c ENABLE ROW LEVEL SECURITY")
    try:
        hidden = Dsn.of(**{**database.fields, "user": "looker", "password": "invented"})
        assert asked(hidden, claim(), {"KEY": SECRET})["UNOPENED"].state == "unknown"
    finally:
        rows.execute("DROP OWNED BY looker; DROP ROLE looker")
    assert rows.execute("SELECT count(*) FROM public.c").fetchone() == (0,)


def test_no_value_stands_in_the_snapshot(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]], tmp_path: Path
) -> None:
    put(rows, 1, 1, gcm(f'{{"apiKey": "{CANARY}", "{CANARY}": "undefined"}}'))
    put(rows, 2, 1, gcm(f'"{CANARY}"'))
    put(rows, 3, 1, gcm(CANARY))
    put(rows, 4, 1, CANARY)
    put(rows, 5, 1, gcm(f'{{"apiKey": "{CANARY}"}}', secret=SECRET[::-1]))
    claims = Claims(platform=Head(name="example", title="Example"), credential=(claim(fields={"*": ("apiKey",)}),))
    platform = Platform(tmp_path, claims, None, steps=(), smokes=(), baseline=())
    text = observe(database, platform, {"KEY": SECRET}).to_json()
    assert "BLANK" in text
    for secret in (CANARY, SECRET):
        forms = (secret, quote(secret), b64encode(secret.encode()).decode(), secret.encode().hex())
        assert [form for form in forms if form.lower() in text.lower()] == []


def test_memory_does_not_grow_with_the_values(database: Dsn, rows: psycopg.Connection[tuple[object, ...]]) -> None:
    long = gcm('{"a": "' + "x" * 10_000 + '"}')
    rows.execute("INSERT INTO public.c SELECT n, 1, 'k', %s FROM generate_series(1, 2000) AS n", (long,))
    tracemalloc.start()
    found = asked(database, claim(distinct="no"), {"KEY": SECRET})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found["SAME_IV"].count == 2000
    assert peak < 40 * 2**20, peak


def test_crash_within_is_unknown_and_shows_nothing(
    database: Dsn, rows: psycopg.Connection[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(rows, 1, 1, gcm(f'{{"a": "{CANARY}"}}'))

    def crash(*given: object) -> None:
        raise RuntimeError(*given)

    monkeypatch.setattr("golive.vault.content.Content.flaws", crash)
    found = asked(database, claim(), {"KEY": SECRET})
    assert {one.state for one in found.values()} == {"unknown"}
    assert found["UNOPENED"].note.startswith("crashed: RuntimeError, line ")
    assert CANARY not in str(found)

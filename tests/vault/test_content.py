"""What is said of a plaintext, word for word: the flaw, the fields that were declared, and never a value."""

import json
import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.batch import Judging
from golive.vault.content import SHORTEST, Content, readable
from golive.vault.stored import in_clear, is_json

FORM = (Format(cipher="aes-256-cbc", variable="KEY"),)
FIELDS = {"*": ("id",), "xero": ("clientId", "clientSecret"), "openai": ("apiKey",), "splynx": ("auth.header",)}
SEALED = "sealed:" + "0" * 60
NOW = datetime(2026, 6, 1, tzinfo=UTC)
ENDED = urlsafe_b64encode(b'{"sub": "a", "exp": 1780000000}').decode().rstrip("=")


def claim(**other: Any) -> Credential:
    return Credential(**{"name": "c", "table": "public.c", "column": "c", "kind": "kind", "format": FORM, **other})


def is_sealed(text: str) -> bool:
    return text.startswith("sealed:")


def said(data: Any, kind: str | None = "openai", **other: Any) -> list[tuple[Flaw, str]]:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    row = other.pop("row", {})
    return Content(claim(**{"fields": FIELDS, **other}), is_sealed, NOW).flaws(raw, kind, row)


GOOD = {"id": "1", "apiKey": "a"}


CASES: list[tuple[Any, str | None, list[tuple[Flaw, str]]]] = [
    (GOOD, "openai", []),
    ({"id": 7, "apiKey": 1.5}, "openai", []),
    ({"id": "1", "apiKey": "a", "other": None}, "openai", []),
    ({"id": "1", "apiKey": True}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": True, "apiKey": "a"}, "openai", []),
    ({"id": "1", "auth": {"header": "a"}}, "splynx", []),
    ({"id": "1", "auth.header": "a"}, "splynx", []),
    ({"id": "1"}, "new", []),
    ({"id": "1"}, None, []),
    ({}, "openai", [(Flaw.LACKS, "every field")]),
    ({}, "new", [(Flaw.LACKS, "every field")]),
    ({"id": "1"}, "openai", [(Flaw.LACKS, "apiKey")]),
    ({"x": "1"}, "openai", [(Flaw.LACKS, "id, apiKey")]),
    ({"x": "1"}, None, [(Flaw.LACKS, "id")]),
    ({"id": "1", "auth": "text"}, "splynx", [(Flaw.LACKS, "auth.header")]),
    ({"id": "1", "auth": {"head": "a"}}, "splynx", [(Flaw.LACKS, "auth.header")]),
    ({"id": "1", "clientId": "a", "clientSecret": "b"}, "openai", [(Flaw.OTHER_KIND, "xero for openai")]),
    ({"id": "1", "clientId": "a"}, "openai", [(Flaw.LACKS, "apiKey")]),
    ({"clientId": "a", "clientSecret": "b"}, None, [(Flaw.LACKS, "id")]),
    ({"clientId": "a", "clientSecret": "b"}, "xero", [(Flaw.LACKS, "id")]),
    ({"id": "1", "apiKey": ""}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": " ", "apiKey": None}, "openai", [(Flaw.BLANK, "id, apiKey")]),
    ({"id": "1", "apiKey": []}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": "1", "apiKey": "changeme"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "<YOUR KEY>"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "your-api-key-here"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "sk-xxxxxxxx"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "${API_KEY}"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "Put the token here"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "1", "apiKey": "sk-****1234"}, "openai", [(Flaw.MASKED, "apiKey")]),
    ({"id": "1", "apiKey": "•••••"}, "openai", [(Flaw.MASKED, "apiKey")]),
    ({"id": "1", "apiKey": "[REDACTED]"}, "openai", [(Flaw.MASKED, "apiKey")]),
    ({"id": "1", "apiKey": "a", "x": "****"}, "openai", [(Flaw.MASKED, "1 other field")]),
    ({"id": "1", "apiKey": "a1b2\n"}, "openai", [(Flaw.AROUND, "apiKey")]),
    ({"id": "1", "apiKey": " a1b2"}, "openai", [(Flaw.AROUND, "apiKey")]),
    ({"id": "1", "apiKey": "a", "url": "http://localhost:80/x"}, "openai", [(Flaw.OWN_MACHINE, "1 other field")]),
    ({"id": "1", "apiKey": "a", "url": "http://u:p@127.0.0.1"}, "openai", [(Flaw.OWN_MACHINE, "1 other field")]),
    ({"id": "1", "auth": {"header": "xxxx"}}, "splynx", [(Flaw.TO_FILL, "auth.header")]),
    ({"id": "1", "apiKey": {"value": "a"}}, "openai", [(Flaw.NESTED, "apiKey")]),
    ({"id": "1", "apiKey": ["a"]}, "openai", [(Flaw.NESTED, "apiKey")]),
    ({"id": "7", "clientId": "a1", "clientSecret": "a1"}, "xero", [(Flaw.REPEATED, "clientId, clientSecret")]),
    ({"id": "a", "apiKey": "b", "expiresAt": "2026-05-31T23:59:59Z"}, "openai", [(Flaw.ENDED, "1 other field")]),
    ({"id": "a", "apiKey": "b", "valid_until": "2026-05-31"}, "openai", [(Flaw.ENDED, "1 other field")]),
    ({"id": "a", "apiKey": "b", "exp": 1_780_000_000}, "openai", [(Flaw.ENDED, "1 other field")]),
    ({"id": "a", "apiKey": "b", "tokenExpiry": "1780000000000"}, "openai", [(Flaw.ENDED, "1 other field")]),
    (
        {"id": "a", "apiKey": "sk_test_a1b2c3d4"},
        "openai",
        [(Flaw.TEST_MODE, "apiKey"), (Flaw.OTHER_KIND, "apiKey: stripe for openai")],
    ),
    ({"id": "a", "apiKey": "b", "sandbox": True}, "openai", [(Flaw.TEST_MODE, "1 other field")]),
    ({"id": "a", "apiKey": "b", "env": "Staging"}, "openai", [(Flaw.TEST_MODE, "1 other field")]),
    ({"id": "a", "apiKey": "sk-ant-a1b2c3d4"}, "openai", [(Flaw.OTHER_KIND, "apiKey: anthropic for openai")]),
    ({"id": "a", "apiKey": "a1%2Bb2%3D%3D"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "c2stYTFiMmMzZDRlNQ=="}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "736b2d613162326333643465"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "eyJhcGlLZXkiOiJhIn0"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "http://a.test", "apiKey": "b"}, "openai", [(Flaw.OWN_MACHINE, "id")]),
    ({"id": "https://{subdomain}.a.test", "apiKey": "b"}, "openai", [(Flaw.OWN_MACHINE, "id")]),
    ({"id": "htps://a.test", "apiKey": "b"}, "openai", [(Flaw.OWN_MACHINE, "id")]),
    ({"id": "https://ann:a1b2@a.test", "apiKey": "b"}, "openai", [(Flaw.OWN_MACHINE, "id")]),
    ({"id": "https://a.test/?v=1&api_key=a1b2", "apiKey": "b"}, "openai", [(Flaw.OWN_MACHINE, "id")]),
    ({"id": "a", "apiKey": "b", "url": "https://203.0.113.9/"}, "openai", [(Flaw.OWN_MACHINE, "1 other field")]),
    ({"id": "a", "apiKey": "b", "url": "https://eu.sandbox.a.test"}, "openai", [(Flaw.OWN_MACHINE, "1 other field")]),
    ({"id": "a", "apiKey": '"a1b2"'}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "Bearer a1b2"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "API_KEY=a1b2"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "https://https://a.test", "apiKey": "b"}, "openai", [(Flaw.DRESSED, "id")]),
    ({"id": "a", "apiKey": "a1&amp;b2"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "401 Unauthorized"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "a1b2\nc3d4"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "https://a.test/api-keys"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "<html></html>"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "a1%252Fb2"}, "openai", [(Flaw.DRESSED, "apiKey")]),
    ({"id": "a", "apiKey": "a1\u200bb2"}, "openai", [(Flaw.HIDDEN, "apiKey")]),
    ({"id": "a", "apiKey": "\u0455k-a1b2"}, "openai", [(Flaw.HIDDEN, "apiKey")]),
    ({"id": "a", "apiKey": "sk-a1…b2"}, "openai", [(Flaw.MASKED, "apiKey")]),
    ({"id": "a", "apiKey": "[object Promise]"}, "openai", [(Flaw.TO_FILL, "apiKey")]),
    ({"id": "a", "apiKey": f"eyJhbGciOiJIUzI1NiJ9.{ENDED}.{'x' * 43}"}, "openai", [(Flaw.ENDED, "apiKey")]),
    # sound beside them
    ({"id": "https://a.test/v1?team=7#key=1", "apiKey": "sk-ant-a"}, "claude", []),
    ({"id": "https://a.test/hook?key=a1b2"}, None, []),  # the address is the credential
    ({"id": "a", "apiKey": "b", "scope": "http://a.test/scope/read"}, "openai", []),
    ({"id": "postgres://ann:a1b2@db.a.test/x", "apiKey": "eyJrIjoiYSIsImlkIjoxfQ"}, "openai", []),
    ({"id": "https://backstage.a.test", "apiKey": "c2stYQ", "env": "production", "sandbox": False}, "openai", []),
    ({"id": "a", "auth": {"header": "Bearer a1b2"}}, "splynx", []),
    ({"id": "Жанна", "apiKey": "a1%2Fb2&c=key="}, "openai", []),
    ({"id": "a", "apiKey": f"eyJhbGciOiJIUzI1NiJ9.{ENDED}", "x": f"eyJ.{ENDED[:-3]}.b"}, "openai", []),
    ({"id": "a", "apiKey": "b", "note": "Bearer a1b2"}, "openai", []),
    ({"id": "a1", "clientId": "a1", "clientSecret": "b"}, "xero", []),
    ({"id": "a", "apiKey": "b", "x": "b"}, "openai", []),
    ({"id": "a", "apiKey": "b", "expiresAt": "2026-06-01T00:00:01Z"}, "openai", []),
    ({"id": "a", "apiKey": "b", "refreshToken": "c", "expiresAt": "2025-01-01"}, "openai", []),
    ({"id": "a", "apiKey": "b", "expiresAt": "never", "exp": True, "expiry": 3600}, "openai", []),
    ({"id": "a", "apiKey": "b", "expires_in": 1_780_000_000}, "openai", []),
    ({"id": "1", "apiKey": "changes2Me8"}, "openai", []),
    ({"id": "https://localhost.test/x", "apiKey": "1"}, "openai", []),
    ({"id": "1", "apiKey": "sk-live*abc"}, "openai", []),
    ({"id": "1", "apiKey": "-----BEGIN KEY-----\nQQ==\n-----END KEY-----\n"}, "openai", []),
    ({"id": "1", "apiKey": "a", "note": "todo "}, "openai", []),
    ({"id": "[a list in a text]", "apiKey": "1"}, "openai", []),
    ({"id": "1", "apiKey": '{"type": "service account"}'}, "openai", []),
    ({"id": "1", "apiKey": "ssh-ed25519 AAAAC3 ann@a.test"}, "openai", []),
    ({"id": "1", "apiKey": {}}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": "1", "apiKey": "\n"}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": "1", "apiKey": "None"}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": "1", "apiKey": " undefined "}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({"id": "1", "apiKey": "[object Object]"}, "openai", [(Flaw.BLANK, "apiKey")]),
    ({**GOOD, "x": "null"}, "openai", []),  # of what nobody declared, only what nobody means
    ({**GOOD, "x": "NaN"}, "openai", [(Flaw.BLANK, "1 other field")]),
    ({**GOOD, "x": "NaN", "y": "undefined"}, "openai", [(Flaw.BLANK, "2 other fields")]),
    ({"id": "nil", "apiKey": "a", "x": "NaN"}, "openai", [(Flaw.BLANK, "id, 1 other field")]),
    ({"id": "1", "apiKey": SEALED}, "openai", [(Flaw.TWICE, "apiKey")]),
    ({**GOOD, "x": SEALED, "y": SEALED}, "openai", [(Flaw.TWICE, "2 other fields")]),
    (
        {"apiKey": SEALED, "x": "NaN"},
        "openai",
        [(Flaw.LACKS, "id"), (Flaw.BLANK, "1 other field"), (Flaw.TWICE, "apiKey")],
    ),
    ([1], "openai", [(Flaw.NOT_OBJECT, "an array")]),
    (None, "openai", [(Flaw.NOT_OBJECT, "null")]),
    (True, "openai", [(Flaw.NOT_OBJECT, "true or false")]),
    (7, "openai", [(Flaw.NOT_OBJECT, "a number")]),
    (1.5, "openai", [(Flaw.NOT_OBJECT, "a number")]),
    ("text", "openai", [(Flaw.NOT_OBJECT, "a string")]),
    ("[" * 100_000, "openai", [(Flaw.NOT_OBJECT, "a string")]),
    (json.dumps(GOOD), "openai", [(Flaw.STRING, "")]),
    (SEALED, "openai", [(Flaw.TWICE, "")]),
    (b"{", "openai", [(Flaw.NOT_JSON, "")]),
    (b"\xff", "openai", [(Flaw.NOT_JSON, "")]),
    (SEALED.encode(), "openai", [(Flaw.TWICE, "")]),
    (b" Undefined\n", "openai", [(Flaw.BLANK, "the whole text")]),
    (b" \n", "openai", [(Flaw.BLANK, "the whole text")]),
    (b"", "openai", [(Flaw.BLANK, "the whole text")]),
]


@pytest.mark.parametrize(("data", "kind", "flaws"), CASES)  # fmt: skip
def test_flaws_of_json(data: Any, kind: str | None, flaws: list[tuple[Flaw, str]]) -> None:
    assert said(data, kind) == flaws


@pytest.mark.parametrize(
    ("value", "row", "flaws"),
    [
        ("a", "a", []),
        ("a", "b", [(Flaw.OTHER_ROW, "tenant")]),
        ("a", None, [(Flaw.OTHER_ROW, "tenant")]),
        (None, None, []),
        (None, "a", [(Flaw.OTHER_ROW, "tenant")]),
        (7, "7", []),
        (7, "8", [(Flaw.OTHER_ROW, "tenant")]),
        (True, "true", []),
    ],
)
def test_field_that_names_its_row_names_it(value: Any, row: str | None, flaws: list[tuple[Flaw, str]]) -> None:
    assert said({**GOOD, "tenant": value}, same={"tenant": "tenant_id"}, row={"tenant": row}) == flaws
    without = said(GOOD, same={"tenant": "tenant_id"}, row={"tenant": row})
    assert without == ([] if row is None else [(Flaw.OTHER_ROW, "tenant")])


@pytest.mark.parametrize(
    ("data", "pattern", "flaws"),
    [
        (b"sk-1", "^sk-", []),
        (b"sk-1", "", []),
        (b"pk-1", "^sk-", [(Flaw.PATTERN, "")]),
        (b"\xff", "", [(Flaw.PATTERN, "it is no text")]),
        (b"a\x00b", "", [(Flaw.PATTERN, "it is no text")]),
        (b"", "", [(Flaw.BLANK, "the whole text")]),
        (b" NULL\n", "", [(Flaw.BLANK, "the whole text")]),
        (SEALED.encode(), "", [(Flaw.TWICE, "")]),
        (b" sk-1", "^ *sk-", [(Flaw.PATTERN, "a space or line end stands around it")]),
        (b"sk-1\n", "", [(Flaw.PATTERN, "a space or line end stands around it")]),
        (b"sk-****1234", "", [(Flaw.MASKED, "the whole text")]),
        (b"sk-your-key-here", "", [(Flaw.TO_FILL, "the whole text")]),
        (b"vault:secret/data/a#sk-1", "", [(Flaw.DRESSED, "the whole text")]),
        (b"c2stYTFiMmMzZDRlNQ==", "", [(Flaw.DRESSED, "the whole text")]),
        (b"$2b$12$a1b2c3d4", "", [(Flaw.DRESSED, "the whole text")]),
        (b"a word, and: $5 of them", "", []),
    ],
)
def test_flaws_of_text(data: bytes, pattern: str, flaws: list[tuple[Flaw, str]]) -> None:
    text = claim(plaintext="text", pattern=pattern, kind=None)
    content = Content(text, is_sealed)
    assert content.flaws(data, None, {}) == flaws
    assert content.plausible(data) is (readable(data) and (not pattern or b"sk-" in data))


def test_json_is_plausible_where_it_is_json() -> None:
    content = Content(claim(), is_sealed)
    assert [content.plausible(one) for one in (b"{}", b"7", b"null", b"{", b"\xff", b"[" * 100_000)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_text_is_what_people_write() -> None:
    assert [readable(one) for one in (b"a b\t\r\n", "ü".encode(), b"\x07", b"\xc3", b"")] == [
        True, True, False, False, True,
    ]  # fmt: skip


# Many at once

LONG = "ab1cd2ef" * 8


@pytest.mark.parametrize(
    ("texts", "kinds", "sound"),
    [
        ([GOOD], ["openai"], True),
        ([GOOD, {"id": "1"}], ["openai", "new"], True),
        ([{"id": "1"}], [None], True),
        ([{"id": 1, "apiKey": 1.5}], ["openai"], True),
        ([{"id": True, "apiKey": LONG}], ["openai"], True),
        ([{"id": "1"}], ["openai"], False),
        ([{"x": "1"}], [None], False),
        ([GOOD, GOOD], ["openai", "xero"], False),
        ([{}], [None], False),
        ([GOOD, []], ["openai", "openai"], False),
        ([GOOD, None], ["openai", "openai"], False),
        ([{"id": "1", "apiKey": None}], ["openai"], False),
        ([{"id": "1", "apiKey": {"a": 1}}], ["openai"], False),
        ([{"id": "1", "apiKey": ["a"]}], ["openai"], False),
        ([{"id": "1", "apiKey": ""}], ["openai"], False),
        ([{"id": "1", "apiKey": "  "}], ["openai"], False),
        ([{"id": 1, "apiKey": "Null"}], ["openai"], False),
        ([{"id": "1", "apiKey": " none "}], ["openai"], False),
        ([{"id": "1", "apiKey": SEALED}], ["openai"], False),
        ([{"id": "1", "apiKey": SEALED[:SHORTEST]}], ["openai"], False),
        ([{"id": "1", "apiKey": " " * 60}], ["openai"], False),
        ([{"id": "1", "apiKey": "https://api.test/your-key-here"}], ["openai"], False),
        ([{"id": "https://api.test/v1", "apiKey": "1"}], ["openai"], True),
        ([{"id": "1", "apiKey": "a1b2\n"}], ["openai"], False),
    ],
)
def test_batch_is_sound_where_each_is(texts: list[Any], kinds: list[str | None], sound: bool) -> None:
    judging = Judging(claim(fields=FIELDS), is_sealed)
    data = [json.dumps(text).encode() for text in texts]
    assert (judging.held(data, kinds) is not None) is sound
    one_by_one = [said(text, kind) == [] for text, kind in zip(data, kinds, strict=True)]
    assert all(one_by_one) or not sound


def test_batch_is_not_sound_where_one_is_not() -> None:
    judging = Judging(claim(fields=FIELDS), is_sealed)
    for data, kind, flaws in CASES:
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        assert not (flaws and judging.held([b'{"id": "1", "apiKey": "a1b2"}', raw], ["openai", kind]) is not None), data


@pytest.mark.parametrize("data", [b"\xff", b"{", b'{"id": "1"}, {"id": "1"}', b"[" * 100_000])
def test_batch_that_is_no_json_is_not_sound(data: bytes) -> None:
    assert Judging(claim(), is_sealed).held([data], [None]) is None
    assert Judging(claim(), is_sealed).held([b'{"id": "1"}', data], [None, None]) is None


def test_batch_has_a_kind_for_each() -> None:
    with pytest.raises(ValueError, match="longer"):
        Judging(claim(), is_sealed).held([b'{"id": "1"}'] * 2, [None])


def test_batches_are_of_json_without_fields_that_name_the_row() -> None:
    assert Judging(claim(), is_sealed).fits
    assert not Judging(claim(plaintext="text", kind=None), is_sealed).fits
    assert not Judging(claim(same={"tenant": "tenant_id"}), is_sealed).fits


# Never sealed at all


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("undefined", (Flaw.WORD, "")),
        (" NULL ", (Flaw.WORD, "")),
        (b"none", (Flaw.WORD, "")),
        ('{"a": 1}', (Flaw.CLEAR, "it is readable JSON")),
        (" [1]", (Flaw.CLEAR, "it is readable JSON")),
        ('"a"', (Flaw.CLEAR, "it is readable JSON")),
        ("{a", None),
        ("7", None),
        ("sk-1", (Flaw.CLEAR, "it looks like the credential itself")),
        (b" Bearer x", (Flaw.CLEAR, "it looks like the credential itself")),
        ("is own", (Flaw.CLEAR, "it looks like the credential itself")),
        (b'{"a": 1}'.hex(), (Flaw.ENCODED, "hex of the plaintext")),
        (b"sk-12".hex(), (Flaw.ENCODED, "hex of the plaintext")),
        (b"77".hex(), None),
        (b"{}".hex(), (Flaw.ENCODED, "hex of the plaintext")),
        ("eyJhIjogMX0=", (Flaw.ENCODED, "base64 of the plaintext")),
        ("eyJhIjogMX0", (Flaw.ENCODED, "base64url of the plaintext")),
        ("IltdIg==", (Flaw.ENCODED, "base64 of the plaintext")),
        ("c2stMQ", (Flaw.ENCODED, "base64url of the plaintext")),
        ("_-", None),
        (b"\xff", None),
        ("plain", None),
    ],
)
def test_what_was_never_sealed_is_said(stored: str | bytes, said: tuple[Flaw, str] | None) -> None:
    found = in_clear(stored, re.compile("own$"))
    assert (found and (found.flaw, found.detail)) == said
    if stored != "is own":
        plain = in_clear(stored, None)
        assert (plain and (plain.flaw, plain.detail)) == said


def test_json_is_read_as_far_as_it_can_be() -> None:
    assert [is_json(one) for one in ("{}", "{", "[" * 100_000, b"1")] == [True, False, False, True]

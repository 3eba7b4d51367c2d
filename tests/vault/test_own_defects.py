"""Credentials of the built-in platforms spoilt one way at a time, each found by its audit, which names the row."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.claims import Claims
from golive.model.claims.credential import Credential, OldKey
from golive.model.finding import Finding
from golive.model.platform import Platform, load_platforms
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.observe.vault import observe_vault
from golive.vault.seal import Plain, Sealed, seal
from golive.verdict.audits import judge

CODES = ("CRD001", "CRD002", "CRD003", "CRD004", "CRD005", "CRD006")
AIMEE = "CREATE TABLE public.integrations (id integer PRIMARY KEY, organization_id integer, platform_type text,"
AIMEE += " credentials_encrypted text, connection_status text DEFAULT 'active', is_enabled boolean DEFAULT true)"
ENTERPRISE = "CREATE SCHEMA enterprise; CREATE TABLE enterprise.organization_api_keys (id integer PRIMARY KEY,"
ENTERPRISE += " organization_id integer, encrypted_key text, encryption_iv text, encryption_auth_tag text)"
OPENAI = {"apiKey": "sk-invented-of-organisation-4"}
SPLYNX = {"baseUrl": "https://splynx.test", "authHeader": "Basic aW52ZW50ZWQ="}
XERO = {"accessToken": "invented", "refreshToken": "also-invented", "tenantId": "of xero", "expiresAt": 1767225600000}
DEVELOPMENT = "dev-key-do-not-use-in-production"


def claims_of(name: str) -> tuple[Platform, Credential]:
    (platform,) = load_platforms([name])
    claim = platform.claims.credential[0]
    claims = Claims(platform=platform.claims.platform, credential=(claim,))
    return replace(platform, claims=claims, lock=None), claim


def observed(dsn: Dsn, platform: Platform, environ: dict[str, str], own: bool = False) -> Snapshot:
    with reading(dsn) as connection:
        return Snapshot(read_server(connection), {}).with_evidence(
            observe_vault(connection, platform.claims, environ, own)
        )


def found(dsn: Dsn, platform: Platform, environ: dict[str, str] | None = None) -> list[Finding]:
    live = observed(dsn, platform, environ or {}, own=environ is None)
    return [finding for one in judge(platform, live, CODES) for finding in one.found]


@pytest.fixture
def rows(database: Dsn) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(f"{AIMEE}; {ENTERPRISE}".encode())
        yield connection


Rows = psycopg.Connection[tuple[object, ...]]
aimee, INTEGRATIONS = claims_of("aimee")
enterprise, KEYS = claims_of("enterprise")
OURS = next(iter(INTEGRATIONS.embedded.values()))
THEIRS = next(iter(KEYS.embedded.values()))


def sealed(content: Any, secret: str = OURS) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return str(seal(INTEGRATIONS.format[0], secret, Plain(text.encode())).stored)


def key(text: str, secret: str = THEIRS) -> Sealed:
    return seal(KEYS.format[0], secret, Plain(text.encode()))


def integration(rows: Rows, number: int, kind: str, stored: str | None, organisation: int = 4) -> None:
    rows.execute("INSERT INTO public.integrations VALUES (%s, %s, %s, %s)", (number, organisation, kind, stored))


def api_key(rows: Rows, number: int, one: Sealed, organisation: int = 4) -> None:
    rows.execute(
        "INSERT INTO enterprise.organization_api_keys VALUES (%s, %s, %s, %s, %s)",
        (number, organisation, one.stored, one.iv, one.tag),
    )


def swapped(text: str, other: str) -> str:
    return text.partition(":")[0] + ":" + other.partition(":")[2]


LONG = {**OPENAI, "note": "n" * 80}
SPOILT: dict[str, tuple[str, Callable[[], str | None], str, str]] = {
    "key of development": ("openai", lambda: sealed(OPENAI, DEVELOPMENT), "CRD001", "a default of development"),
    "key that was not set": ("openai", lambda: sealed(OPENAI, "undefined"), "CRD001", "the word undefined"),
    "key with a line end": ("openai", lambda: sealed(OPENAI, OURS + "\n"), "CRD001", "with a line end behind it"),
    "key of somebody else": ("openai", lambda: sealed(OPENAI, "an invented key that nobody has"), "CRD001", "7"),
    "iv of another row": ("openai", lambda: swapped(sealed(LONG), sealed(LONG)), "CRD001", "first block"),
    "end of the text lost": ("openai", lambda: sealed(LONG)[:-32], "CRD001", "is damaged behind"),
    "none though enabled": ("openai", lambda: None, "CRD002", "is empty"),
    "an object as a text": ("openai", lambda: "[object Object]", "CRD002", "a value that was not there"),
    "in clear": ("openai", lambda: json.dumps(OPENAI), "CRD002", "stands in clear"),
    "base64 only": ("openai", lambda: b64encode(json.dumps(OPENAI).encode()).decode(), "CRD002", "encoded, not"),
    "version that nobody declared": ("openai", lambda: "v3:" + sealed(OPENAI), "CRD002", "3 parts for 2"),
    "half a byte lost": ("openai", lambda: sealed(OPENAI)[:-1], "CRD002", "is no hex"),
    "shorter iv": ("openai", lambda: sealed(OPENAI)[8:], "CRD002", "its iv has 12 bytes"),
    "sealed twice": ("openai", lambda: sealed(sealed(OPENAI)), "CRD003", "was sealed twice"),
    "text of a text": ("openai", lambda: sealed(json.dumps(json.dumps(OPENAI))), "CRD003", "inside a JSON string"),
    "field undefined": ("xero", lambda: sealed({**XERO, "refreshToken": "undefined"}), "CRD003", "refreshToken"),
    "field empty": ("splynx", lambda: sealed({**SPLYNX, "authHeader": ""}), "CRD003", "authHeader"),
    "field is an object's name": (
        "splynx",
        lambda: sealed({**SPLYNX, "x": "[object Object]"}),
        "CRD003",
        "other field",
    ),
    "field renamed": ("xero", lambda: sealed({**XERO, "tenantId": None}), "CRD003", "tenantId"),
    "fields of another kind": ("splynx", lambda: sealed(XERO), "CRD003", "xero for splynx"),
    "not JSON": ("openai", lambda: sealed("sk-invented"), "CRD003", "is no JSON"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_integration_is_found(database: Dsn, rows: Rows, name: str) -> None:
    kind, stored, code, said = SPOILT[name]
    for number in range(30):
        integration(rows, 100 + number, "openai", sealed({"apiKey": f"sk-invented-{number}"}))
    assert found(database, aimee) == []
    integration(rows, 7, kind, stored())
    (finding,) = found(database, aimee)
    assert (finding.code, finding.where) == (code, "public.integrations.credentials_encrypted")
    assert f"7 (tenant 4, {kind})" in finding.what
    assert said in finding.what
    assert "invented" not in finding.what


def test_row_of_another_organisation_is_found(database: Dsn, rows: Rows) -> None:
    integration(rows, 7, "openai", sealed(OPENAI))
    integration(rows, 8, "openai", sealed(OPENAI))  # two of one organisation may be equal
    assert found(database, aimee) == []
    integration(rows, 9, "openai", sealed(OPENAI), organisation=5)
    (finding,) = found(database, aimee)
    assert finding.code == "CRD004"
    assert "9 (tenant 5, openai): as 7 (tenant 4, openai)" in finding.what


def test_row_copied_byte_for_byte_has_the_iv_too(database: Dsn, rows: Rows) -> None:
    stored = sealed(OPENAI)
    integration(rows, 7, "openai", stored)
    integration(rows, 9, "openai", stored, organisation=5)
    assert [finding.code for finding in found(database, aimee)] == ["CRD004", "CRD004"]


def test_two_keys_mixed_are_told_by_row(database: Dsn, rows: Rows) -> None:
    for number in range(40):
        integration(rows, number, "openai", sealed({"apiKey": f"sk-{number}"}, OURS if number % 2 else DEVELOPMENT))
    (finding,) = found(database, aimee)
    assert finding.code == "CRD001"
    assert finding.what.startswith("20 rows of 40")


def test_old_key_is_red_until_a_rotation_is_declared(database: Dsn, rows: Rows) -> None:
    old = {"name": "the key of 2024", "variable": "OLD_KEY"}
    rotated = INTEGRATIONS.model_copy(update={"old": (OldKey.model_validate(old),)})
    claims = Claims(platform=aimee.claims.platform, credential=(rotated,))
    integration(rows, 7, "openai", sealed(OPENAI, "the invented key of last year, 40 letters"))
    integration(rows, 8, "openai", sealed({"apiKey": "sk-2"}))
    environ = {"ENCRYPTION_KEY": OURS, "OLD_KEY": "the invented key of last year, 40 letters"}
    assert [one.code for one in found(database, replace(aimee, claims=claims), environ)] == ["CRD006"]


@pytest.mark.parametrize(("secret", "said"), [("changeme", "everybody knows"), ("x1" * 5, "10 characters")])
def test_burnt_or_short_key_is_found_though_it_works(database: Dsn, rows: Rows, secret: str, said: str) -> None:
    integration(rows, 7, "openai", sealed(OPENAI, secret))
    (finding,) = found(database, aimee, {"ENCRYPTION_KEY": secret})
    assert finding.code == "CRD005"
    assert said in finding.what


def test_invented_key_of_the_baseline_opens_nothing_but_the_baseline(database: Dsn, rows: Rows) -> None:
    """Against an address the key that the folder prints is not even tried."""
    integration(rows, 7, "openai", sealed(OPENAI))
    live = observed(database, aimee, {})
    evidence = live.asked(f"credential:{INTEGRATIONS.name}:UNOPENED")
    assert (evidence.state, evidence.note) == ("unknown", "ENCRYPTION_KEY is not set")


TAGGED: dict[str, tuple[Callable[[Sealed], Sealed], str, str]] = {
    "tag cut": (lambda one: replace(one, tag=str(one.tag)[:-8]), "CRD002", "its tag has 12 bytes"),
    "tag of another row": (lambda one: replace(one, tag=key("sk-b").tag), "CRD001", "its bytes were changed"),
    "tag lost": (lambda one: replace(one, tag=None), "CRD002", "its tag is missing"),
    "iv lost": (lambda one: replace(one, iv=None), "CRD002", "its iv is missing"),
    "iv and tag swapped": (lambda one: replace(one, iv=one.tag, tag=one.iv), "CRD001", "does not open"),
    "iv of twelve bytes": (lambda one: replace(one, iv=str(one.iv)[:24]), "CRD002", "its iv has 12 bytes"),
    "one bit changed": (
        lambda one: replace(one, stored=f"{int(str(one.stored), 16) ^ 1:0{len(str(one.stored))}x}"), "CRD001", "changed"
    ),
    "default of the source code": (lambda _: key("sk-a", "dev-secret-key-do-not-use-in-prod"), "CRD001", "default"),
    "key by scrypt instead": (lambda _: key("sk-a", "a" + THEIRS), "CRD001", "does not open"),
    "in clear": (lambda one: replace(one, stored="sk-of-a-provider"), "CRD002", "stands in clear"),
    "the word null": (lambda _: key("null"), "CRD003", "the whole text"),
    "nothing within": (lambda _: key(" "), "CRD003", "the whole text"),
    "line end behind it": (lambda _: key("sk-of-a-provider\n"), "CRD003", "line end"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAGGED)
def test_spoilt_api_key_is_found(database: Dsn, rows: Rows, name: str) -> None:
    spoil, code, said = TAGGED[name]
    for number in range(30):
        api_key(rows, 100 + number, key(f"sk-number-{number}"))
    assert found(database, enterprise) == []
    api_key(rows, 7, spoil(key("sk-of-a-provider")))
    (finding,) = found(database, enterprise)
    assert (finding.code, finding.where) == (code, "enterprise.organization_api_keys.encrypted_key")
    assert "7 (tenant 4)" in finding.what
    assert said in finding.what
    assert "sk-" not in finding.what


def test_every_platform_folder_names_only_keys_of_its_own_rows() -> None:
    folder = Path(__file__).parents[2] / "sql" / "platforms"
    assert {path.parent.name for path in folder.glob("*/platform.toml") if "embedded = {" in path.read_text()} == {
        "aimee", "enterprise"
    }  # fmt: skip

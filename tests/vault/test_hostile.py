"""Whatever stands in the column gives a finding that says what is wrong, never a traceback and never a value."""

import json
import os
from base64 import b64encode

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.vault import Row, Vault

SECRET = "an invented key of thirty-two by"
OLD = "an old key, invented, of 32 byte"
CANARY = "c4naryInTheMine"
FIELDS = {"xero": ("clientId", "clientSecret"), "openai": ("apiKey",), "splynx": ("baseUrl", "auth.header")}
GOOD = json.dumps({"apiKey": CANARY})


def cbc(plain: str | bytes, key: str | bytes = SECRET, iv: bytes | None = None) -> str:
    padder = PKCS7(128).padder()
    data = padder.update(plain.encode() if isinstance(plain, str) else plain) + padder.finalize()
    iv = iv or os.urandom(16)
    sealing = Cipher(AES(key.encode() if isinstance(key, str) else key), CBC(iv)).encryptor()
    return iv.hex() + ":" + (sealing.update(data) + sealing.finalize()).hex()


@pytest.fixture(scope="module")
def vault() -> Vault:
    claim = Credential(
        name="c", table="public.c", column="c", kind="kind", fields=FIELDS,
        format=(Format(cipher="aes-256-cbc", variable="KEY"),),
    )  # fmt: skip
    return Vault(claim, {"KEY": SECRET})


SEALED = cbc(GOOD)
LONG = cbc(json.dumps({"apiKey": CANARY * 20}))
HOSTILE: dict[str, tuple[str | None, Flaw]] = {
    "nothing": (None, Flaw.EMPTY),
    "empty text": ("", Flaw.EMPTY),
    "spaces": ("   ", Flaw.SHAPE),
    "undefined": ("undefined", Flaw.WORD),
    "NULL as a text": ("null", Flaw.WORD),
    "[object Object]": ("[object Object]", Flaw.WORD),
    "plaintext": (GOOD, Flaw.CLEAR),
    "plain key": ("sk-" + CANARY * 3, Flaw.CLEAR),
    "base64 of the plaintext": (b64encode(GOOD.encode()).decode(), Flaw.ENCODED),
    "hex of the plaintext": (GOOD.encode().hex(), Flaw.ENCODED),
    "no separator": (SEALED.replace(":", ""), Flaw.SHAPE),
    "a part too many": (SEALED + ":", Flaw.SHAPE),
    "only separators": (":::::", Flaw.SHAPE),
    "iv only": (SEALED[:33], Flaw.LENGTH),
    "ciphertext only": (SEALED[32:], Flaw.LENGTH),
    "short iv": (SEALED[2:], Flaw.LENGTH),
    "cut within a block": (SEALED[:-2], Flaw.LENGTH),
    "cut within a byte": (SEALED[:-1], Flaw.SHAPE),
    "a letter that is no hex": (SEALED[:-1] + "g", Flaw.SHAPE),
    "line end behind it": (SEALED + "\n", Flaw.SHAPE),
    "digits of another script": (SEALED[:-2] + "٣٣", Flaw.SHAPE),
    "a million letters": ("f" * 1_000_000, Flaw.SHAPE),
    "last block cut": (LONG[:-32], Flaw.DAMAGED),
    "one byte changed at the end": (LONG[:-2] + ("00" if LONG[-2:] != "00" else "ff"), Flaw.DAMAGED),
    "iv of another row": (SEALED[:32] + LONG[32:], Flaw.WRONG_IV),
    "another key": (cbc(GOOD, os.urandom(32)), Flaw.UNOPENED),
    "key taken from undefined": (cbc(GOOD, b"undefined".ljust(32, b"\0")), Flaw.OTHER_KEY),
    "key with a line end": (cbc(GOOD, __import__("hashlib").sha256((SECRET + "\n").encode()).digest()), Flaw.OTHER_KEY),
    "not JSON": (cbc(CANARY), Flaw.NOT_JSON),
    "an array": (cbc(f'["{CANARY}"]'), Flaw.NOT_OBJECT),
    "null inside": (cbc("null"), Flaw.NOT_OBJECT),
    "JSON inside a string": (cbc(json.dumps(GOOD)), Flaw.STRING),
    "sealed twice": (cbc(SEALED), Flaw.TWICE),
    "sealed twice, in a string": (cbc(json.dumps(SEALED)), Flaw.TWICE),
    "a field sealed by itself": (cbc(json.dumps({"apiKey": SEALED})), Flaw.TWICE),
    "no field": (cbc("{}"), Flaw.LACKS),
    "another field": (cbc(json.dumps({"api_key": CANARY})), Flaw.LACKS),
    "fields of another kind": (cbc(json.dumps({"clientId": CANARY, "clientSecret": CANARY})), Flaw.OTHER_KIND),
    "empty field": (cbc('{"apiKey": " "}'), Flaw.BLANK),
    "field undefined": (cbc('{"apiKey": "undefined"}'), Flaw.BLANK),
    "field null": (cbc('{"apiKey": null}'), Flaw.BLANK),
    "[object Object] beside it": (cbc(json.dumps({"apiKey": CANARY, CANARY: "[object Object]"})), Flaw.BLANK),
    "masked by a screen": (cbc('{"apiKey": "sk-****1234"}'), Flaw.MASKED),
    "filled in by nobody": (cbc('{"apiKey": "<your key>"}'), Flaw.TO_FILL),
    "a line end came along": (cbc('{"apiKey": "a1b2\\n"}'), Flaw.AROUND),
    "a developer's machine": (cbc(json.dumps({"apiKey": "a", "url": "http://localhost:3000"})), Flaw.OWN_MACHINE),
    "an iv of zeros": (cbc(GOOD, iv=bytes(16)), Flaw.WEAK_IV),
    "an iv that counts": (cbc(GOOD, iv=(4711).to_bytes(16)), Flaw.WEAK_IV),
    "an iv that counts at its other end": (cbc(GOOD, iv=(4711).to_bytes(16, "little")), Flaw.WEAK_IV),
    "an iv from a text": (cbc(GOOD, iv=b"0f3a9c77d2e1b845"), Flaw.WEAK_IV),
    "nested beyond reason": (cbc("[" * 200_000), Flaw.NOT_JSON),
    "a number beyond reason": (cbc("9" * 20_000), Flaw.NOT_JSON),
    "bytes that are no text": (cbc(b'{"apiKey": "' + b"\xff\xfe" * 20 + b'"}'), Flaw.DAMAGED),
    "half a letter": (cbc(b'{"apiKey": "\\ud800"}'[:-2] + b"\xc3"), Flaw.DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_value_is_named(vault: Vault, name: str) -> None:
    stored, flaw = HOSTILE[name]
    flaws = vault.look(Row("1", stored, kind="openai")).flaws
    assert [found for found, _ in flaws] == [flaw]
    assert CANARY not in str(flaws)
    assert SECRET not in str(flaws)


def test_nested_field_is_found_or_missed(vault: Vault) -> None:
    good = {"baseUrl": "https://a.test", "auth": {"header": CANARY}}
    assert vault.look(Row("1", cbc(json.dumps(good)), kind="splynx")).flaws == []
    bad = {"baseUrl": "https://a.test", "auth": {"head": CANARY}}
    assert vault.look(Row("1", cbc(json.dumps(bad)), kind="splynx")).flaws == [(Flaw.LACKS, "auth.header")]


def test_kind_that_nobody_declared_needs_an_object_only(vault: Vault) -> None:
    assert vault.look(Row("1", cbc('{"anything": 1}'), kind="new")).flaws == []


def test_old_key_is_told_from_the_current_one() -> None:
    claim = Credential(
        name="c", table="public.c", column="c", format=(Format(cipher="aes-256-cbc", variable="KEY"),),
        old=({"name": "the key of 2024", "variable": "OLD"},),  # type: ignore[arg-type]
    )  # fmt: skip
    rotating = Vault(claim, {"KEY": SECRET, "OLD": OLD})
    assert rotating.look(Row("1", cbc(GOOD, OLD))).flaws == [(Flaw.OLD_KEY, "the key of 2024")]
    assert rotating.look(Row("1", cbc(GOOD))).flaws == []


def test_wrong_key_never_passes_by_its_padding(vault: Vault) -> None:
    """One in 256 does; two thousand rows have eight of them."""
    flaws = [vault.look(Row("1", cbc(GOOD, b"k" * 31 + bytes([n % 251])), kind="openai")).flaws for n in range(2000)]
    assert {flaw for row in flaws for flaw, _ in row} == {Flaw.UNOPENED}


def test_text_that_is_sealed_is_judged_as_text() -> None:
    claim = Credential(
        name="c", table="public.c", column="c", plaintext="text", pattern="^sk-",
        format=(Format(cipher="fernet", derive=("base64",), variable="KEY"),),
    )  # fmt: skip
    secret = Fernet.generate_key()
    opened = Vault(claim, {"KEY": secret.decode()})

    def flaws(plain: bytes) -> list[Flaw]:
        return [flaw for flaw, _ in opened.look(Row("1", Fernet(secret).encrypt(plain).decode())).flaws]

    assert flaws(b"sk-invented") == []
    assert flaws(b"undefined") == [Flaw.BLANK]
    assert flaws(b"") == [Flaw.BLANK]
    assert flaws(b"pk-invented") == [Flaw.PATTERN]
    assert flaws(b"sk-invented\n") == [Flaw.PATTERN]
    assert flaws(b"\xff\xff") == [Flaw.PATTERN]
    assert flaws(Fernet(secret).encrypt(b"sk-invented")) == [Flaw.TWICE]
    assert [flaw for flaw, _ in opened.look(Row("1", Fernet(Fernet.generate_key()).encrypt(b"x").decode())).flaws] == [
        Flaw.UNOPENED
    ]

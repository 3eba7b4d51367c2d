"""Every form that a claim can describe is opened as Node's crypto, or the platform's own code, has sealed it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.vault import Row, Vault

FOLDER = Path(__file__).parents[2] / "sql" / "platforms"
VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text())
OTHER = "another invented secret, of 32 b"


def vault(form: dict[str, Any], secret: str, **claim: Any) -> Vault:
    made = Credential(name="c", table="public.c", column="c", format=(Format(variable="KEY", **form),))
    return Vault(made.model_copy(update=claim), {"KEY": secret})


def called(vector: dict[str, Any]) -> str:
    names = ("cipher", "layout", "encoding", "derive", "iv_bytes")
    return "-".join(str(vector[name]) for name in names if name in vector)


@pytest.mark.parametrize("vector", VECTORS, ids=called)
def test_what_node_sealed_opens(vector: dict[str, Any]) -> None:
    form = {name: value for name, value in vector.items() if name not in ("secret", "stored")}
    opened = vault(form, vector["secret"])
    seen = [opened.look(Row(str(n), stored)) for n, stored in enumerate(vector["stored"])]
    assert [one.flaws for one in seen] == [[], [], []]
    assert len({one.content for one in seen}) == 3


@pytest.mark.parametrize("vector", VECTORS[::7], ids=called)
def test_what_node_sealed_opens_with_no_other_key(vector: dict[str, Any]) -> None:
    form = {name: value for name, value in vector.items() if name not in ("secret", "stored")}
    largest = form["cipher"].replace("128", "256").replace("192", "256")
    wrong = vault({**form, "derive": "sha256", "cipher": largest}, OTHER)
    for stored in vector["stored"]:
        assert [flaw for flaw, _ in wrong.look(Row("1", stored)).flaws] == [Flaw.UNOPENED]


CBC = {"cipher": "aes-256-cbc", "derive": "sha256"}
FACTS = {
    "test-key": "71122e5eef4674076eab3cf290a1c0133ea2a399d88cbf8355203aaf7919e0d9",
    "undefined": "5ad7510134fd833ac003f1b067db66af5841e7f6abfd1a91de2746991a175643",
    "dev-key-do-not-use-in-production": "5633e552745f71865035d826599ec7a19a19a542d977b0b6b3e73043899e9dc0",
}


@pytest.mark.parametrize("secret", FACTS)
def test_platforms_own_vectors_open(secret: str) -> None:
    stored = "000102030405060708090a0b0c0d0e0f:" + FACTS[secret]
    assert vault(CBC, secret).look(Row("1", stored)).flaws == []
    named = vault(CBC, OTHER).look(Row("1", stored)).flaws
    assert [flaw for flaw, _ in named] == [Flaw.OTHER_KEY]
    assert named[0][1] == ("the word undefined" if secret == "undefined" else "a default of development")


def test_hex_where_it_fits_else_scrypt() -> None:
    form = {"cipher": "aes-256-gcm", "layout": "iv:ciphertext:tag", "iv_bytes": 16, "derive": ("hex", "scrypt")}
    for derive in ("hex", "scrypt"):
        wanted = {**form, "derive": derive, "encoding": "hex"}
        vector = next(one for one in VECTORS if wanted.items() <= one.items())
        assert vault(form, vector["secret"]).look(Row("1", vector["stored"][0])).flaws == []


def test_parts_may_stand_in_columns_of_their_own() -> None:
    vector = next(one for one in VECTORS if one["layout"] == "iv:tag:ciphertext" and one["encoding"] == "hex")
    iv, tag, ciphertext = vector["stored"][0].split(":")
    form = {"cipher": vector["cipher"], "derive": vector["derive"], "iv": "key_iv", "tag": "key_tag"}
    opened = vault(form, vector["secret"])
    assert opened.look(Row("1", ciphertext, iv, tag)).flaws == []
    assert opened.look(Row("1", ciphertext, iv, None)).flaws == [(Flaw.SHAPE, "its tag is missing")]
    assert opened.look(Row("1", ciphertext, tag, iv)).flaws[0][0] is Flaw.LENGTH


def test_versions_are_told_apart_by_their_prefix() -> None:
    sealed = [next(one for one in VECTORS if one["cipher"] == cipher) for cipher in ("aes-256-cbc", "aes-256-gcm")]
    forms = tuple(
        Format(prefix=prefix, cipher=one["cipher"], layout=one["layout"], derive=one["derive"], variable=name)
        for prefix, one, name in zip(("", "v2:"), sealed, ("OLD", "NEW"), strict=True)
    )
    claim = Credential(name="c", table="public.c", column="c", format=forms)
    both = Vault(claim, {"OLD": sealed[0]["secret"], "NEW": sealed[1]["secret"]})
    assert both.look(Row("1", sealed[0]["stored"][0])).flaws == []
    assert both.look(Row("2", "v2:" + sealed[1]["stored"][0])).flaws == []
    assert both.look(Row("3", sealed[1]["stored"][0])).flaws[0][0] is Flaw.SHAPE


def test_gcm_without_its_tag_is_proved_by_what_it_holds() -> None:
    vector = next(one for one in VECTORS if one["layout"] == "iv:tag:ciphertext" and one["encoding"] == "hex")
    iv, _, ciphertext = vector["stored"][0].split(":")
    form = {"cipher": vector["cipher"], "derive": vector["derive"], "layout": "iv:ciphertext"}
    assert vault(form, vector["secret"]).look(Row("1", f"{iv}:{ciphertext}")).flaws == []
    assert vault(form, OTHER).look(Row("1", f"{iv}:{ciphertext}")).flaws[0][0] is Flaw.UNOPENED


def test_several_fernet_keys_open_what_each_has_sealed() -> None:
    first, second = Fernet.generate_key(), Fernet.generate_key()
    opened = vault({"cipher": "fernet", "derive": "base64", "separator": ","}, f"{first.decode()},{second.decode()}")
    data = b'{"apiKey": "invented"}'
    assert opened.look(Row("1", Fernet(first).encrypt(data).decode())).flaws == []
    assert opened.look(Row("2", Fernet(second).encrypt(data).decode())).flaws == [(Flaw.OLD_KEY, "KEY, number 2 of it")]


def test_bytes_are_read_as_they_are() -> None:
    vector = next(one for one in VECTORS if one["layout"] == "iv+ciphertext+tag" and one["encoding"] == "hex")
    form = {"cipher": vector["cipher"], "derive": vector["derive"], "layout": vector["layout"], "encoding": "bytes"}
    assert vault(form, vector["secret"]).look(Row("1", bytes.fromhex(vector["stored"][1]))).flaws == []


def test_rows_of_a_platform_open_in_both_of_its_forms() -> None:
    """Three columns under a key in hex, and one text under scrypt, as the application of enterprise writes them."""
    text = (FOLDER / "enterprise" / "baseline" / "050_keys.sql").read_text(encoding="utf-8")
    keys = dict(re.findall(r"^-- (\w+)=(\S+)$", text, re.MULTILINE))
    columns = {
        "cipher": "aes-256-gcm", "iv": "encryption_iv", "tag": "encryption_auth_tag", "iv_bytes": 16,
        "derive": ("hex", "scrypt"),
    }  # fmt: skip
    one = {"cipher": "aes-256-gcm", "layout": "iv:tag:ciphertext", "iv_bytes": 16, "derive": "scrypt"}
    apart = re.findall(r"'([0-9a-f]{40,60})',\s*'([0-9a-f]{32})', '([0-9a-f]{32})'", text)
    whole = re.findall(r"'([0-9a-f]{32}:[0-9a-f]{32}:[0-9a-f]+)'", text)
    assert (len(apart), len(whole)) == (4, 3)
    first = vault(columns, keys["API_KEY_ENCRYPTION_SECRET"], plaintext="text")
    assert [first.look(Row("a", *parts)).flaws for parts in apart] == [[]] * 4
    second = vault(one, keys["ENCRYPTION_KEY"], plaintext="text")
    assert [second.look(Row("1", stored)).flaws for stored in whole] == [[]] * 3

"""What is sealed again opens with the target's key and with no other, in every format, and is never shown."""

import json
import traceback
from pathlib import Path
from typing import Any

import pytest

from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.reseal import NotResealed, Resealer
from golive.vault.seal import Plain, Sealed, seal
from golive.vault.vault import Row, Vault

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text())
LARGEST = [one for one in VECTORS if "128" not in one["cipher"] and "192" not in one["cipher"]]
CANARY = "c4nary-in-the-mine"
PLAIN = Plain(json.dumps({"apiKey": CANARY}).encode())
OURS, THEIRS = "an invented key of the target...", "an invented key of the source..."
CBC = {"cipher": "aes-256-cbc"}
FORMS: list[dict[str, Any]] = [
    *({name: one[name] for name in one if name not in ("secret", "stored")} for one in VECTORS),
    {"cipher": "aes-256-gcm", "iv": "key_iv", "tag": "key_tag"},
    {"cipher": "aes-256-gcm", "iv": "key_iv", "layout": "ciphertext+tag", "encoding": "base64"},
    {"cipher": "aes-256-cbc", "iv": "key_iv"},
    {"cipher": "aes-256-gcm", "layout": "iv:ciphertext"},
    {"cipher": "aes-256-gcm", "layout": "iv:tag:ciphertext", "tag_bytes": 12},
    {"cipher": "aes-256-gcm", "layout": "iv+ciphertext+tag", "encoding": "bytes"},
    {"cipher": "aes-256-cbc", "layout": "iv+ciphertext", "encoding": "bytes", "prefix": "v2:"},
    {"cipher": "fernet", "derive": "sha256", "encoding": "bytes"},
    {"cipher": "fernet", "derive": "sha256", "prefix": "enc:"},
    {"cipher": "fernet", "derive": "sha256", "separator": ","},
]


def claim(*forms: dict[str, Any], **other: Any) -> Credential:
    made = tuple(Format(**{"variable": "KEY", **form}) for form in forms)
    return Credential(name="c", table="public.c", column="c", fields={"*": ("apiKey",)}, format=made, **other)


def secret_of(form: dict[str, Any]) -> str:
    found = (one["secret"] for one in VECTORS if form.items() <= one.items())
    return next(found, f"{OURS},older" if "separator" in form else OURS)


def row(sealed: Sealed, **other: Any) -> Row:
    return Row("1", sealed.stored, sealed.iv, sealed.tag, **other)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: "-".join(map(str, form.values())))
def test_every_form_opens_as_it_was_sealed(form: dict[str, Any]) -> None:
    opened, secret = claim(form), secret_of(form)
    first, second = (seal(opened.format[0], secret, PLAIN) for _ in range(2))
    assert first != second
    columns = (opened.format[0].iv, opened.format[0].tag)
    assert [one is not None for one in (first.iv, first.tag)] == list(map(bool, columns))
    assert Vault(opened, {"KEY": secret}).look(row(first)).flaws == []
    assert Vault(opened, {"KEY": secret}).open(row(second))[1] == PLAIN.data


@pytest.mark.parametrize("vector", LARGEST[::3], ids=lambda one: one["stored"][0][:32])
def test_row_of_the_source_opens_on_the_target(vector: dict[str, Any]) -> None:
    form = {name: value for name, value in vector.items() if name not in ("secret", "stored", "derive")}
    form["derive"] = (vector["derive"], "scrypt")  # the target's secret is no hex
    both = {"KEY": OURS, "SOURCE_KEY": vector["secret"]}
    assert Resealer.needed(claim(form), both) == (vector["secret"] != OURS)
    again = Resealer(claim(form), both)
    for stored in vector["stored"]:
        sealed = again.reseal(Row("1", stored))
        assert Vault(claim(form), {"KEY": OURS}).open(row(sealed))[1] == again.vault.open(Row("1", stored))[1]
        assert Vault(claim(form), {"KEY": vector["secret"]}).open(row(sealed))[1] is None


def test_what_is_bound_to_its_row_is_bound_to_the_targets() -> None:
    bound = claim({"cipher": "aes-256-gcm", "layout": "iv:tag:ciphertext"}, aad="'row ' || t.id")
    old = seal(bound.format[0], THEIRS, PLAIN, "row 1")
    new = Resealer(bound, {"KEY": OURS, "SOURCE_KEY": THEIRS}).reseal(row(old, aad="row 1"), "row 7")
    ours = Vault(bound, {"KEY": OURS})
    assert ours.look(row(new, aad="row 7")).flaws == []
    assert ours.look(row(new, aad="row 1")).flaws[0][0] is Flaw.UNOPENED


def test_versions_keep_their_prefix_and_old_rows_get_the_current_key() -> None:
    two = claim(
        CBC, {"cipher": "aes-256-gcm", "prefix": "v2:", "variable": "NEW"}, old=({"name": "o", "variable": "OLD"},)
    )
    keys = {"KEY": OURS, "NEW": OURS, "SOURCE_KEY": THEIRS, "OLD": "the old invented key, 32 bytes.."}
    again = Resealer(two, keys)
    assert str(again.reseal(row(seal(two.format[1], OURS, PLAIN))).stored).startswith("v2:")
    sealed = again.reseal(row(seal(two.format[0], keys["OLD"], PLAIN)))
    assert Vault(two, {"KEY": OURS, "NEW": OURS}).look(row(sealed)).flaws == []


def test_nothing_is_sealed_that_was_nothing() -> None:
    again = Resealer(claim(CBC), {"KEY": OURS, "SOURCE_KEY": THEIRS})
    assert [again.reseal(Row("1", stored, "i", "t")) for stored in (None, "")] == [
        Sealed(None, "i", "t"), Sealed("", "i", "t"),
    ]  # fmt: skip


def test_shared_keys_need_nothing() -> None:
    assert not Resealer.needed(claim(CBC), {"KEY": OURS})
    assert not Resealer.needed(claim(CBC), {"KEY": OURS, "SOURCE_KEY": OURS})
    assert Resealer.needed(claim(CBC), {"SOURCE_KEY": OURS})


def test_key_that_is_missing_or_unfit_is_said() -> None:
    with pytest.raises(NotResealed, match=r"^KEY is not set$"):
        Resealer(claim(CBC), {"SOURCE_KEY": THEIRS})
    with pytest.raises(NotResealed, match=r"^KEY gives no key of 32 bytes by utf8$"):
        Resealer(claim(CBC), {"KEY": "short", "SOURCE_KEY": THEIRS})
    with pytest.raises(NotResealed, match=r"^SOURCE_KEY gives no key of 32 bytes by utf8$"):
        Resealer(claim(CBC), {"KEY": OURS, "SOURCE_KEY": "short"})


def test_row_that_does_not_open_is_named_and_not_shown() -> None:
    again = Resealer(claim(CBC), {"KEY": OURS, "SOURCE_KEY": THEIRS})
    for stored, flaw in (("undefined", Flaw.WORD), (CANARY * 3, Flaw.SHAPE)):
        with pytest.raises(NotResealed) as wrong:
            again.reseal(Row("1", stored))
        assert (wrong.value.flaw, wrong.value.what) == (flaw, str(flaw) if flaw is Flaw.WORD else "1 parts for 2")
    with pytest.raises(NotResealed) as wrong:
        again.reseal(row(seal(again.vault.claim.format[0], "k" * 32, PLAIN)))
    assert (wrong.value.flaw, wrong.value.what) == (Flaw.UNOPENED, str(Flaw.UNOPENED))


def test_crash_shows_neither_key_nor_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert CANARY not in repr(PLAIN)
    again = Resealer(claim(CBC), {"KEY": OURS, "SOURCE_KEY": THEIRS})
    sealed = row(seal(again.vault.claim.format[0], THEIRS, PLAIN))

    def crash(data: bytes) -> bool:
        raise ValueError(data)

    monkeypatch.setattr(again.vault.content, "plausible", crash)
    with pytest.raises(NotResealed, match=r"^ValueError, line") as wrong:
        again.reseal(sealed)
    told = traceback.TracebackException.from_exception(wrong.value, capture_locals=True)
    shown = "".join(told.format())
    assert not [secret for secret in (CANARY, OURS, THEIRS) if secret in shown]
    assert wrong.value.__context__ is None

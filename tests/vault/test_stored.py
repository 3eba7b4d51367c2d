"""What is stored is taken apart as its format says, or is told by what is wrong with its form."""

from base64 import b64encode, urlsafe_b64encode
from typing import Any

import pytest
from cryptography.fernet import Fernet

from golive.ciphers.cipher import Parts
from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.seal import Plain, Sealer
from golive.vault.stored import Misshapen, Reader
from golive.vault.vault import Batch, Row, Vault

SECRET, OLD = "an invented key of thirty-two by", "an old key, invented, of 32 byte"
IV, TAG, TEXT = bytes(range(12)), b"t" * 16, b"c" * 7
LONG_IV, BLOCK = b"i" * 16, b"c" * 16
GCM: dict[str, Any] = {"cipher": "aes-256-gcm", "variable": "KEY"}
CBC: dict[str, Any] = {"cipher": "aes-256-cbc", "variable": "KEY"}
THREE = {**GCM, "layout": "iv:tag:ciphertext"}
JOINED = {**GCM, "layout": "iv+ciphertext+tag", "encoding": "base64"}
COLUMNS = {**GCM, "iv": "iv", "tag": "tag"}
BYTES = {**JOINED, "encoding": "bytes"}
TOKEN = {"cipher": "fernet", "variable": "KEY"}
TOKEN_BYTES = Fernet(urlsafe_b64encode(bytes(32))).encrypt(b"text")
JOINT = IV + TEXT + TAG
URL = {**THREE, "encoding": "base64url"}


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    ("form", "stored", "parts"),
    [
        (THREE, f"{IV.hex()}:{TAG.hex()}:{TEXT.hex()}", Parts(IV, TEXT, TAG)),
        (THREE, f"{IV.hex().upper()}:{TAG.hex()}:{TEXT.hex()}", Parts(IV, TEXT, TAG)),
        ({**GCM, "layout": "ciphertext.iv.tag"}, f"{TEXT.hex()}.{IV.hex()}.{TAG.hex()}", Parts(IV, TEXT, TAG)),
        ({**GCM, "layout": "iv:ciphertext+tag"}, f"{IV.hex()}:{(TEXT + TAG).hex()}", Parts(IV, TEXT, TAG)),
        ({**GCM, "layout": "tag+iv+ciphertext"}, (TAG + IV + TEXT).hex(), Parts(IV, TEXT, TAG)),
        ({**THREE, "tag_bytes": 12}, f"{IV.hex()}:{TAG[:12].hex()}:{TEXT.hex()}", Parts(IV, TEXT, TAG[:12])),
        ({**THREE, "iv_bytes": 16}, f"{LONG_IV.hex()}:{TAG.hex()}:{TEXT.hex()}", Parts(LONG_IV, TEXT, TAG)),
        ({**GCM, "layout": "iv:ciphertext"}, f"{IV.hex()}:{TEXT.hex()}", Parts(IV, TEXT)),
        (CBC, f"{LONG_IV.hex()}:{BLOCK.hex()}", Parts(LONG_IV, BLOCK)),
        (JOINED, base64(JOINT), Parts(IV, TEXT, TAG)),
        (BYTES, JOINT, Parts(IV, TEXT, TAG)),
        (BYTES, memoryview(JOINT), Parts(IV, TEXT, TAG)),
        (URL, ":".join(map(url, (IV, TAG, TEXT))), Parts(IV, TEXT, TAG)),
        (URL, ":".join(map(url, (b"\xfb\xff" * 6, TAG, TEXT))), Parts(b"\xfb\xff" * 6, TEXT, TAG)),
        ({**THREE, "encoding": "base64"}, ":".join(map(base64, (IV, TAG, TEXT))), Parts(IV, TEXT, TAG)),
    ],
)
def test_parts_of_a_sound_value(form: dict[str, Any], stored: Any, parts: Parts) -> None:
    reader = Reader(Format(**form))
    assert reader.read(stored) == parts
    if isinstance(stored, str):
        assert reader.many([stored, stored], [None] * 2, [None] * 2) == (
            [parts.iv] * 2, [parts.ciphertext + (parts.tag or b"")] * 2,
        )  # fmt: skip


def test_parts_of_columns_and_tokens() -> None:
    assert Reader(Format(**COLUMNS)).read(TEXT.hex(), IV.hex(), TAG.hex()) == Parts(IV, TEXT, TAG)
    only = Reader(Format(**GCM, iv="iv", layout="ciphertext+tag"))
    assert only.read((TEXT + TAG).hex(), IV.hex()) == Parts(IV, TEXT, TAG)
    for stored in (TOKEN_BYTES.decode(), TOKEN_BYTES):
        parts = Reader(Format(**TOKEN)).read(stored)
        raw = parts.token or b""
        assert (len(raw), parts.iv, parts.ciphertext) == (73, raw[9:25], raw[25:41])
    ivs, tokens = Reader(Format(**TOKEN)).tokens([TOKEN_BYTES.decode()] * 2)
    assert (ivs, tokens) == ([parts.iv] * 2, [raw] * 2)


@pytest.mark.parametrize(
    ("form", "stored", "flaw", "detail"),
    [
        (THREE, f"{IV.hex()}:{TAG.hex()}", Flaw.SHAPE, "2 parts for 3"),
        (THREE, f"{IV.hex()}:{TAG.hex()}:{TEXT.hex()}:", Flaw.SHAPE, "4 parts for 3"),
        (THREE, f"zz:{TAG.hex()}:{TEXT.hex()}", Flaw.SHAPE, "its iv is no hex"),
        (THREE, f"{IV.hex()}:{TAG.hex()}:c", Flaw.SHAPE, "its ciphertext is no hex"),
        (THREE, f"{IV.hex()}:ü:{TEXT.hex()}", Flaw.SHAPE, "its tag is no hex"),
        (THREE, f"{IV.hex()[2:]}:{TAG.hex()}:{TEXT.hex()}", Flaw.LENGTH, "its iv has 11 bytes, not 12"),
        (THREE, f"{IV.hex()}:{TAG.hex()}00:{TEXT.hex()}", Flaw.LENGTH, "its tag has 17 bytes, not 16"),
        (THREE, f"{IV.hex()}:{TAG.hex()}:", Flaw.LENGTH, "its ciphertext has no bytes"),
        (CBC, f"{LONG_IV.hex()}:{BLOCK.hex()}00", Flaw.LENGTH, "its ciphertext of 17 bytes ends within a block"),
        (JOINED, base64(b"c" * 27), Flaw.LENGTH, "27 bytes are too few"),
        (JOINED, base64(b"c" * 28), Flaw.LENGTH, "its ciphertext has no bytes"),
        (JOINED, base64(JOINT) + "=", Flaw.SHAPE, "its iv+ciphertext+tag is no base64"),
        (JOINED, base64(JOINT)[:-1], Flaw.SHAPE, "its iv+ciphertext+tag is no base64"),
        (URL, f"{url(IV)}:{url(TAG)}:+{url(TEXT)}", Flaw.SHAPE, "its ciphertext is no base64url"),
        (URL, f"{url(IV)}:{url(TAG)}:{url(TEXT)}/", Flaw.SHAPE, "its ciphertext is no base64url"),
        (COLUMNS, TEXT.hex(), Flaw.SHAPE, "its iv is missing"),
        (TOKEN, "ü", Flaw.SHAPE, "its token is no base64url"),
        (TOKEN, b"\xff", Flaw.SHAPE, "its token is no base64url"),
        (TOKEN, b"+", Flaw.SHAPE, "its token is no base64url"),
        (TOKEN, url(b""), Flaw.SHAPE, "it is no token of version 80"),
        (TOKEN, url(b"\x81" + bytes(72)), Flaw.SHAPE, "it is no token of version 80"),
        (TOKEN, url(b"\x80" + bytes(56)), Flaw.LENGTH, "its 57 bytes are not those of a whole token"),
        (TOKEN, url(b"\x80" + bytes(71)), Flaw.LENGTH, "its 72 bytes are not those of a whole token"),
        (TOKEN, url(b"\x80" + bytes(73)), Flaw.LENGTH, "its 74 bytes are not those of a whole token"),
    ],
)
def test_form_that_is_another_is_told(form: dict[str, Any], stored: Any, flaw: Flaw, detail: str) -> None:
    reader = Reader(Format(**form))
    with pytest.raises(Misshapen) as wrong:
        reader.read(stored)
    assert (wrong.value.flaw, wrong.value.detail, str(wrong.value)) == (flaw, detail, str(flaw))
    whole = reader.tokens if reader.whole else reader.many
    with pytest.raises((Misshapen, ValueError, IndexError, AttributeError)):
        whole([stored], [None], [None])


def test_columns_that_are_empty_are_missing() -> None:
    reader = Reader(Format(**COLUMNS))
    for iv, tag, detail in (("", TAG.hex(), "its iv is missing"), (IV.hex(), None, "its tag is missing"),
                            ("zz", TAG.hex(), "its iv is no hex"), (IV.hex(), "zz", "its tag is no hex")):  # fmt: skip
        with pytest.raises(Misshapen) as wrong:
            reader.read(TEXT.hex(), iv, tag)
        assert (wrong.value.flaw, wrong.value.detail) == (Flaw.SHAPE, detail)


def test_many_are_of_one_form() -> None:
    good, short, token = f"{IV.hex()}:{TAG.hex()}:{TEXT.hex()}", IV.hex()[2:], TOKEN_BYTES.decode()
    for form, first, bad, flaw in (
        (THREE, good, f"{good}:", Flaw.SHAPE),
        (THREE, good, f"{short}:{TAG.hex()}:{TEXT.hex()}", Flaw.LENGTH),
        (THREE, good, f"{IV.hex()}:{TAG.hex()[2:]}:{TEXT.hex()}", Flaw.LENGTH),
        (THREE, good, f"{IV.hex()}:{TAG.hex()}:", Flaw.LENGTH),
        (CBC, f"{LONG_IV.hex()}:{BLOCK.hex()}", f"{LONG_IV.hex()}:{BLOCK.hex()}00", Flaw.LENGTH),
        (TOKEN, token, TOKEN_BYTES, Flaw.SHAPE),
    ):
        reader = Reader(Format(**form))
        read = reader.tokens if reader.whole else reader.many
        assert read([first], [None], [None])
        with pytest.raises(Misshapen) as wrong:
            read([first, bad], [None] * 2, [None] * 2)
        assert wrong.value.flaw is flaw


# A claim with its keys


def vault(environ: dict[str, str], *forms: dict[str, Any], **other: Any) -> Vault:
    made = tuple(Format(**form) for form in forms or (THREE,))
    return Vault(Credential(name="c", table="a.c", column="c", format=made, **other), environ)


def test_keys_that_are_missing_are_said_once() -> None:
    old = ({"name": "the key of 2024", "variable": "OLD"},)
    nothing = vault({}, THREE, {**CBC, "prefix": "v2:"}, {**CBC, "prefix": "v3:", "variable": "NEW"}, old=old[:1])
    assert nothing.missing == ["KEY is not set", "NEW is not set"]
    assert nothing.missing_old == ["OLD (the key of 2024) is not set"] * 3
    assert (nothing.own, nothing.sample) == ({}, False)
    short = vault({"KEY": "short", "OLD": "older"}, old=old)
    assert short.missing == ["KEY gives no key of 32 bytes by utf8", "the key of 2024 gives no key of 32 bytes by utf8"]
    several = vault({"KEY": f"{SECRET},short"}, {**THREE, "separator": ","})
    assert several.missing == ["KEY, number 2 of it gives no key of 32 bytes by utf8"]
    assert [key.name for key, _ in several.versions[0].keys] == ["KEY"]


def test_printed_key_of_a_sample_is_told() -> None:
    printed = vault({}, printed={"KEY": SECRET})
    assert (printed.sample, printed.own, printed.missing) == (True, {"KEY": SECRET}, [])
    set_ = vault({"KEY": OLD}, printed={"KEY": SECRET})
    assert (set_.sample, set_.own) == (False, {"KEY": OLD})


def test_keys_are_tried_in_order_and_told_by_name() -> None:
    form = Format(**{**THREE, "separator": "|"})
    opened = vault({"KEY": f"{SECRET}|{'2' * 32}", "OLD": OLD}, {**THREE, "separator": "|"},
                   old=({"name": "the key of 2024", "variable": "OLD"},))  # fmt: skip
    assert [(key.name, key.current) for key, _ in opened.versions[0].keys] == [
        ("KEY", True), ("KEY, number 2 of it", False), ("the key of 2024", False),
    ]  # fmt: skip
    for secret, flaws in ((SECRET, []), ("2" * 32, [(Flaw.OLD_KEY, "KEY, number 2 of it")]),
                          (OLD, [(Flaw.OLD_KEY, "the key of 2024")]),
                          ("3" * 32, [(Flaw.UNOPENED, "another key, or its bytes were changed")]),
                          ("f" * 32, [(Flaw.OTHER_KEY, "one character again and again")])):  # fmt: skip
        sealed = Sealer(form, secret).seal(Plain(b'{"a": "b"}')).stored
        assert opened.look(Row("1", sealed)).flaws == flaws
        found = opened.open(Row("1", sealed))
        assert (found[0], found[2]) == (form, flaws)
        assert (found[1] == b'{"a": "b"}') is (flaws[:1] == [] or flaws[0][0] is Flaw.OLD_KEY)


def test_nothing_is_a_flaw_where_it_is_required() -> None:
    opened = vault({"KEY": SECRET})
    for stored in (None, ""):
        assert opened.look(Row("1", stored)).flaws == [(Flaw.EMPTY, "")]
        assert opened.look(Row("1", stored, required=False)).flaws == []


def test_without_a_key_the_form_alone_is_looked_at() -> None:
    seen = vault({}).look(Row("1", f"{IV.hex()}:{TAG.hex()}:{TEXT.hex()}"))
    assert (seen.flaws, seen.iv, seen.content) == ([], hash(IV), None)
    assert vault({}).look(Row("1", "a")).flaws == [(Flaw.SHAPE, "1 parts for 3")]


def test_versions_are_told_by_the_longest_prefix() -> None:
    forms = ({**THREE, "prefix": "v"}, {**CBC, "prefix": "v2:"})
    opened = vault({"KEY": SECRET}, *forms)
    for number, prefix in enumerate(("v", "v2:")):
        sealed = Sealer(Format(**forms[number]), SECRET).seal(Plain(b'{"a": "b"}')).stored
        assert str(sealed).startswith(prefix)
        assert opened.look(Row("1", sealed)).flaws == []
    assert opened.look(Row("1", "w")).flaws == [(Flaw.SHAPE, "it begins as no declared format does")]
    assert opened.look(Row("1", "undefined")).flaws == [(Flaw.WORD, "")]
    raw = vault({"KEY": SECRET}, {**BYTES, "prefix": "v2:"})
    sealed = Sealer(Format(**{**BYTES, "prefix": "v2:"}), SECRET).seal(Plain(b'{"a": "b"}')).stored
    assert isinstance(sealed, bytes)
    assert raw.look(Row("1", sealed)).flaws == []
    assert raw.look(Row("1", sealed[1:])).flaws == [(Flaw.SHAPE, "it begins as no declared format does")]


def test_batches_are_of_one_form_with_its_current_key() -> None:
    good = Sealer(Format(**THREE), SECRET).seal(Plain(b'{"a": "b"}')).stored or ""

    def sound(opened: Vault) -> bool:
        return opened.sound(Batch([good], [None], [None], [None], [None], ["a"], [None])) is not None

    assert sound(vault({"KEY": SECRET}))
    assert not sound(vault({"KEY": OLD}))
    assert not sound(vault({}))
    assert not sound(vault({"OLD": SECRET}, old=({"name": "o", "variable": "OLD"},)))
    assert not sound(vault({"KEY": SECRET}, THREE, {**CBC, "prefix": "v2:"}))
    assert not sound(vault({"KEY": SECRET}, plaintext="text"))


def damaged(data: bytes, flip: int, *, json: bool = True) -> list[tuple[Flaw, str]]:
    """Sealed in CBC, and a byte of iv and ciphertext changed."""
    sealed = str(Sealer(Format(**CBC), SECRET).seal(Plain(data)).stored)
    raw = bytearray(bytes.fromhex(sealed.replace(":", "")))
    raw[flip] ^= 0xFF
    opened = vault({"KEY": SECRET}, CBC, **({} if json else {"plaintext": "text"}))
    return opened.look(Row("1", f"{raw[:16].hex()}:{raw[16:].hex()}")).flaws


@pytest.mark.parametrize(
    ("data", "flip", "flaws"),
    [
        (b'{"a": "' + b"x" * 40 + b'"}', 3, [(Flaw.WRONG_IV, "")]),
        (b'{"a": "' + b"x" * 40 + b'"}', 20, [(Flaw.UNOPENED, "")]),
        (b'{"a": "' + b"x" * 40 + b'"}', -1, [(Flaw.DAMAGED, "")]),
        (b'{"a": "' + b"x" * 40 + b'"}', -20, [(Flaw.DAMAGED, "")]),
        (b'{"a": 1}', -1, [(Flaw.UNOPENED, "")]),
        (b"{", -1, [(Flaw.UNOPENED, "")]),
    ],
)
def test_what_no_longer_opens_is_told_by_what_is_left(data: bytes, flip: int, flaws: list[tuple[Flaw, str]]) -> None:
    assert damaged(data, flip) == flaws


@pytest.mark.parametrize(
    ("form", "twice"),
    [
        (THREE, True),
        (JOINED, True),  # it opens with a key that is known here
        ({**GCM, "layout": "iv+ciphertext", "encoding": "base64"}, False),  # any text has that form
        ({**GCM, "layout": "iv+ciphertext", "encoding": "base64", "prefix": "v2:"}, True),
        (TOKEN | {"derive": "sha256"}, True),
        (BYTES, False),
        (COLUMNS, False),
    ],
)
def test_sealed_text_inside_is_sealed_twice(form: dict[str, Any], twice: bool) -> None:
    opened = vault({"KEY": SECRET}, form)
    inner = Sealer(Format(**form), SECRET).seal(Plain(b'{"a": "a long enough text to seal"}')).stored
    assert opened._is_sealed(inner if isinstance(inner, str) else inner.hex() if inner else "") is twice
    assert not opened._is_sealed("x" * 80)
    assert not opened._is_sealed("a:b:c")
    if form == JOINED:
        other = Sealer(Format(**form), OLD).seal(Plain(b'{"a": "a long enough text to seal"}')).stored
        assert not opened._is_sealed(str(other))


def test_text_is_sealed_in_any_of_the_versions() -> None:
    forms = (CBC, {**CBC, "prefix": "v1:"}, {**THREE, "prefix": "v2:"})
    opened = vault({"KEY": SECRET}, *forms)
    for form in forms:
        assert opened._is_sealed(str(Sealer(Format(**form), SECRET).seal(Plain(b'{"a": "b"}')).stored)), form
    for form in forms[1:]:  # it is whole with its prefix alone
        assert not opened._is_sealed("v3:" + str(Sealer(Format(**form), SECRET).seal(Plain(b"{}" * 20)).stored)[3:])
    assert not opened._is_sealed("v3:" + "0" * 60)


def test_base64url_is_written_without_its_padding() -> None:
    sealer = Sealer(Format(**URL), SECRET)
    assert [sealer._written(data) for data in (b"a", b"ab", b"\x00\x00\x17", b"\xfb\xff\xbf")] == [
        "YQ", "YWI", "AAAX", "-_-_",
    ]  # fmt: skip


def test_what_looks_like_the_credential_was_never_sealed() -> None:
    opened = vault({"KEY": SECRET}, plaintext="text", pattern="^own-")
    assert opened.look(Row("1", "own-secret")).flaws == [(Flaw.CLEAR, "it looks like the credential itself")]


@pytest.mark.parametrize(("data", "flaw"), [(b"{}", Flaw.OTHER_KEY), (b"7", Flaw.UNOPENED)])
def test_one_letter_proves_no_other_key(data: bytes, flaw: Flaw) -> None:
    sealed = Sealer(Format(**CBC), "f" * 32).seal(Plain(data)).stored
    assert [one for one, _ in vault({"KEY": SECRET}, CBC).look(Row("1", sealed)).flaws] == [flaw]

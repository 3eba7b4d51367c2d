"""Keys as applications make them of a text, the declared way and every other, each called by what it is."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import md5, sha256, sha512
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt as Kdf

from golive.ciphers.cipher import Parts
from golive.model.claims.credential import Credential, Format, Scrypt
from golive.vault.candidates import TRIED, Candidates
from golive.vault.keys import Unusable, by, derived, other_readings
from golive.vault.seal import Plain, Sealer, seal
from golive.vault.stored import Reader

TEXT = "s3cret"
COST = Scrypt(salt="other", n=2, r=1, p=2)
RAW = TEXT.encode()
SHA = sha256(RAW)


def form(**other: Any) -> Format:
    made = {"cipher": "aes-256-gcm", "layout": "iv:tag:ciphertext", "variable": "KEY", "scrypt": COST, **other}
    return Format(**made)


def scrypt(text: str, cost: Scrypt) -> bytes:
    return Kdf(salt=cost.salt.encode(), length=32, n=cost.n, r=cost.r, p=cost.p).derive(text.encode())


@pytest.mark.parametrize(
    ("how", "text", "value"),
    [
        ("utf8", "ü", "ü".encode()),
        ("hex", "00Ff", b"\x00\xff"),
        ("hex", "0", None),
        ("hex", "zz", None),
        ("base64", "+/+/", b"\xfb\xff\xbf"),
        ("base64", "-_-_", b"\xfb\xff\xbf"),
        ("base64", "YQ==", b"a"),
        ("base64", "YQ", b"a"),
        ("base64", "YWI", b"ab"),
        ("base64", "YWJj", b"abc"),
        ("base64", "YWJj\n", None),
        ("base64", "YW!j", None),
        ("base64", "Y", None),
        ("base64", "ü", None),
        ("sha256", TEXT, SHA.digest()),
        ("scrypt", TEXT, scrypt(TEXT, COST)),
    ],
)
def test_derivation_reads_its_text_or_nothing(how: str, text: str, value: bytes | None) -> None:
    assert by(how, text, COST) == value


def test_first_derivation_that_gives_a_whole_key_counts() -> None:
    assert derived("00" * 32, form(derive=("base64", "hex", "sha256"))) == bytes(32)
    assert derived("k" * 32, form(derive=("hex", "utf8"))) == b"k" * 32
    with pytest.raises(Unusable, match=r"^gives no key of 32 bytes by hex or utf8$"):
        derived("short", form(derive=("hex", "utf8")))
    with pytest.raises(Unusable, match=r"^gives no key of 16 bytes by hex$"):
        derived("00" * 32, form(derive="hex", cipher="aes-128-gcm"))


QUICK = [
    ("read as sha256", SHA.digest()),
    ("first bytes of its SHA-256 in hex", SHA.hexdigest()[:32].encode()),
    ("first bytes of its SHA-256", SHA.digest()[:16]),
    ("first bytes of its SHA-512", sha512(RAW).digest()[:32]),
    ("its MD5", md5(RAW, usedforsecurity=False).digest()),
    ("its MD5 in hex", md5(RAW, usedforsecurity=False).hexdigest().encode()),
    ("cut or filled with zero bytes", RAW + bytes(26)),
    ("cut or filled with zeros", RAW + b"0" * 26),
    ("cut or filled with spaces", RAW + b" " * 26),
]
SLOW = [("by scrypt", scrypt(TEXT, COST)), ("by scrypt with the usual salt and cost", scrypt(TEXT, Scrypt()))]


def test_every_other_reading_of_a_text() -> None:
    assert list(other_readings(TEXT, form())) == QUICK + SLOW
    assert list(other_readings(TEXT, form(), slow=False)) == QUICK
    assert [how for how, _ in other_readings(TEXT, form(scrypt=Scrypt()))][-1] == "by scrypt"


def test_text_of_a_keys_length_is_read_as_it_stands() -> None:
    assert dict(other_readings("00" * 16, form(), slow=False)) | {
        "read as utf8": b"00" * 16, "read as hex": bytes(16), "read as base64": b"\xd3\x4d\x34" * 8,
    } == dict(other_readings("00" * 16, form(), slow=False))  # fmt: skip
    assert ("cut or filled with zeros", b"00" * 16) in list(other_readings("00" * 20, form(), slow=False))
    readings = dict(other_readings(TEXT, form(cipher="aes-128-gcm"), slow=False))
    assert readings["first bytes of its SHA-256 in hex"] == SHA.hexdigest()[:16].encode()
    assert readings["cut or filled with zeros"] == RAW + b"0" * 10


def called(how: str, key: bytes) -> str:
    return f"KEY {how}" + ("" if len(key) == 32 else ", as AES-128")


TAKEN = b"t" * 32
CANDIDATES = [
    *((called(*one), one[1]) for one in QUICK + SLOW),
    ("KEY with a line end behind it read as sha256", sha256(b"s3cret\n").digest()),
    ("PADDED read as sha256", sha256(b" padded").digest()),
    ("PADDED without the space or line end around it read as sha256", sha256(b"padded").digest()),
    ("the key of the handbook", sha256(b"handbook").digest()),
    ("the key of the handbook, as AES-128", sha256(b"handbook").digest()[:16]),
    ("the word undefined", sha256(b"undefined").digest()),
    ("the word null", b"null".ljust(32, b"\0")),
    ("the empty text", sha256(b"").digest()),
    ("a default of development", sha256(b"change-me").digest()),
    ("one character again and again", b"x" * 32),
    ("one character again and again, as AES-192", bytes.fromhex("aa" * 24)[:24]),
]


def candidates() -> Candidates:
    claim = Credential(
        name="c", table="a.c", column="c", format=(form(),), known={"the key of the handbook": "handbook"}
    )
    return Candidates(claim, form(), {"KEY": TEXT, "PADDED": " padded"}, frozenset({TAKEN}))


def test_derivation_of_the_application_is_tried_on_what_everybody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("golive.vault.candidates.WELL_KNOWN", {"the word undefined": ("undefined",)})
    made = form(derive=("hex", "scrypt"))
    trying = Candidates(Credential(name="c", table="a.c", column="c", format=(made,)), made, {}, frozenset())
    assert trying.opening(sealed(scrypt("undefined", COST)), None, always) == ("the word undefined", b"text")


def sealed(key: bytes) -> Parts:
    made = form(cipher=f"aes-{len(key) * 8}-gcm", derive="hex")
    return Reader(made).read(seal(made, key.hex(), Plain(b"text")).stored or "")


def always(_: bytes) -> bool:
    return True


def test_candidates_are_called_by_what_they_are() -> None:
    trying = candidates()
    found = [(trying.opening(sealed(key), None, always) or ("nothing", b"")) for _, key in CANDIDATES[:-1]]
    assert found == [(name, b"text") for name, _ in CANDIDATES[:-1]]
    assert trying.opening(sealed(TAKEN), None, always) is None
    assert trying.opening(sealed(scrypt("undefined", COST)), None, always) is None  # slow, and not this application's
    assert trying.opening(sealed(CANDIDATES[5][1]), b"bound", always) is None
    assert trying.opening(sealed(CANDIDATES[5][1]), None, lambda data: data != b"text") is None


def test_what_has_opened_a_row_is_tried_on_all() -> None:
    trying, key = candidates(), sealed(CANDIDATES[9][1])
    nobodys = sealed(b"n" * 31 + b"o")
    assert trying.opening(sealed(CANDIDATES[0][1]), None, always) == (CANDIDATES[0][0], b"text")
    for _ in range(TRIED - 1):
        trying._rows += 1  # as if a row nobody opens had been tried
    assert trying.opening(key, None, always) is None
    assert trying.opening(sealed(CANDIDATES[0][1]), None, always) == (CANDIDATES[0][0], b"text")
    trying = candidates()
    trying._rows = TRIED - 1
    assert trying.opening(key, None, always) == (CANDIDATES[9][0], b"text")
    assert trying.opening(nobodys, None, always) is None
    assert trying.opening(key, None, always) == (CANDIDATES[9][0], b"text")


@pytest.mark.parametrize(
    ("encoding", "write"),
    [("hex", lambda data: data.hex()), ("base64", lambda data: b64encode(data).decode())],
)
def test_sealed_text_is_written_as_declared(encoding: str, write: Callable[[bytes], str]) -> None:
    """Read back by the primitive alone, so that seal and read cannot be wrong together."""
    made = form(encoding=encoding, prefix="v2:", derive="utf8", separator=",")
    text = str(Sealer(made, "k" * 32 + ",older").seal(Plain(b"text"), "bound").stored)
    assert text.startswith("v2:")
    pieces = text[3:].split(":")
    decode = bytes.fromhex if encoding == "hex" else b64decode
    iv, tag, ciphertext = map(decode, pieces)
    assert [write(one) for one in (iv, tag, ciphertext)] == pieces
    assert (len(iv), len(tag)) == (12, 16)
    assert AESGCM(b"k" * 32).decrypt(iv, ciphertext + tag, b"bound") == b"text"

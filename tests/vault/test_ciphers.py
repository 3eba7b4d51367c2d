"""A cipher is one file: what registers itself seals, opens what it sealed, and opens nothing else."""

import os
from pkgutil import iter_modules

import pytest

import golive.ciphers
from golive.ciphers import CIPHERS, Cipher
from golive.ciphers.aes_cbc import AesCbc
from golive.ciphers.fernet import Fernet
from golive.model.claims.credential import Format
from golive.vault.seal import Plain, seal
from golive.vault.stored import Reader

TEXT = b'{"token": "x"}'


def format_of(name: str) -> Format:
    whole = CIPHERS[name].whole
    tagged = not whole and not CIPHERS[name].refuses(frozenset(["iv", "tag", "ciphertext"]), CIPHERS[name].iv_bytes)
    return Format(cipher=name, layout="iv:tag:ciphertext" if tagged else "", variable="KEY", derive=("hex",))


@pytest.mark.parametrize("name", CIPHERS)
def test_what_is_sealed_opens_with_its_key_alone(name: str) -> None:
    form = format_of(name)
    key, other = (os.urandom(form.key_bytes) for _ in range(2))
    sealed = seal(form, key.hex(), Plain(TEXT))
    parts = Reader(form).read(sealed.stored or "")
    assert form.sealing.opener(key, form.tagged)(parts, None) == TEXT
    assert form.sealing.opener(other, form.tagged)(parts, None) != TEXT
    assert TEXT not in repr(sealed).encode()


@pytest.mark.parametrize("name", CIPHERS)
def test_many_at_once_open_as_each_by_itself(name: str) -> None:
    form = format_of(name)
    key = os.urandom(form.key_bytes)
    stored = [seal(form, key.hex(), Plain(TEXT * times)).stored or "" for times in (1, 2, 3)]
    decrypt = form.sealing.many(key, form.tagged, form.tag_bytes)
    if decrypt is not None:
        reader = Reader(form)
        ivs, texts = (reader.tokens if reader.whole else reader.many)(stored, [None] * 3, [None] * 3)
        assert decrypt(ivs, texts, [None] * 3) == [TEXT, TEXT * 2, TEXT * 3]
        with pytest.raises(
            ValueError, match=r"^(a tag is none|a padding is none|a token is not signed with this key)$"
        ):
            decrypt(ivs, [text[:-1] + bytes([text[-1] ^ 1]) for text in texts], [None] * 3)


def test_every_file_registers_a_cipher() -> None:
    files = {f"golive.ciphers.{one.name}" for one in iter_modules(golive.ciphers.__path__)} - {"golive.ciphers.cipher"}
    assert files == {type(each).__module__ for each in CIPHERS.values()}


def test_what_a_cipher_lacks_is_an_error_when_it_is_imported() -> None:
    with pytest.raises(TypeError, match="Nameless has no names and no family and no opener and no seal"):

        class Nameless(Cipher):
            pass

    with pytest.raises(TypeError, match="Formless has no parts"):

        class Formless(AesCbc):
            whole = True

    with pytest.raises(TypeError, match="fernet is a name of Fernet and of Twice"):

        class Twice(Fernet):
            pass

    assert type(CIPHERS["fernet"]) is Fernet


def test_an_iv_too_many_is_no_batch() -> None:
    form = format_of("aes-256-cbc")
    key = os.urandom(form.key_bytes)
    ivs, texts = Reader(form).many([seal(form, key.hex(), Plain(TEXT)).stored or ""], [None], [None])
    decrypt = form.sealing.many(key, form.tagged, form.tag_bytes)
    assert decrypt is not None
    with pytest.raises(ValueError, match="shorter"):
        decrypt([*ivs, *ivs], texts, [None])
    with pytest.raises(ValueError, match=r"^a ciphertext ends within a block$"):
        decrypt(ivs, [texts[0][:-1]], [None])

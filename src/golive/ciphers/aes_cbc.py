"""AES in CBC with PKCS #7: nothing but its padding says whether a key fits, and that passes once in 256."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain

from cryptography.hazmat.primitives.ciphers import Cipher as Primitive
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from cryptography.hazmat.primitives.padding import PKCS7

from golive.ciphers.cipher import Aads, Cipher, Decrypt, Opener, Parts, Texts

BLOCK = 16
_PADDING = [bytes([size]) * size for size in range(BLOCK + 1)]


class AesCbc(Cipher):
    names = {f"aes-{bits}-cbc": bits // 8 for bits in (128, 192, 256)}
    family = "AES"
    block = BLOCK

    def refuses(self, named: frozenset[str], iv_bytes: int) -> str:
        return "AES-CBC with an iv of 16 bytes and no tag" if "tag" in named or iv_bytes != BLOCK else ""

    def opener(self, key: bytes, tagged: bool) -> Opener:
        return partial(_opened, Primitive(AES(key), ECB()).decryptor().update)  # the chaining is done here

    def many(self, key: bytes, tagged: bool, tag_bytes: int) -> Decrypt:
        return many(key)

    def seal(self, key: bytes, data: bytes, iv: bytes, tag_bytes: int, aad: bytes | None) -> Mapping[str, bytes]:
        padder = PKCS7(BLOCK * 8).padder()
        cbc = Primitive(AES(key), CBC(iv)).encryptor()
        return {"iv": iv, "ciphertext": cbc.update(padder.update(data) + padder.finalize()) + cbc.finalize()}

    def blocks(self, key: bytes, parts: Parts) -> bytes:
        decryptor = Primitive(AES(key), CBC(parts.iv)).decryptor()
        return decryptor.update(parts.ciphertext) + decryptor.finalize()


def _opened(blocks_of: Callable[[bytes], bytes], parts: Parts, _: bytes | None) -> bytes | None:
    """Block by block with one context for all rows, then chained: a context for each row costs more than the rest."""
    ciphertext = parts.ciphertext
    before = int.from_bytes(parts.iv + ciphertext[:-BLOCK])
    data = (int.from_bytes(blocks_of(ciphertext)) ^ before).to_bytes(len(ciphertext))
    size = data[-1]
    return data[:-size] if 1 <= size <= BLOCK and data.endswith(_PADDING[size]) else None


def many(key: bytes) -> Decrypt:
    """Every block of every row in one call, then chained as one number, then cut."""
    blocks_of = Primitive(AES(key), ECB()).decryptor().update

    def decrypt(ivs: Texts, sealed: Texts, _: Aads) -> Texts:
        before = b"".join(chain.from_iterable((iv, text[:-BLOCK]) for iv, text in zip(ivs, sealed, strict=True)))
        if len(before) != sum(map(len, sealed)):
            raise ValueError("a ciphertext ends within a block")
        number = int.from_bytes(blocks_of(b"".join(sealed))) ^ int.from_bytes(before)
        joined = number.to_bytes(len(before))
        texts, start = [], 0
        for text in sealed:
            end = start + len(text)
            size = joined[end - 1]
            if not 1 <= size <= BLOCK or not joined.endswith(_PADDING[size], start, end):
                raise ValueError("a padding is none")
            texts.append(joined[start : end - size])
            start = end
        return texts

    return decrypt

"""A ciphertext opened with a key, or not; nothing here keeps or shows what was in it."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import partial

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB, GCM

from golive.model.claims.credential import Format
from golive.vault.stored import BLOCK, Parts

Opener = Callable[[Parts, bytes | None], bytes | None]  # None: it does not open
_PADDING = [bytes([size]) * size for size in range(BLOCK + 1)]


def opener(form: Format, key: bytes) -> Opener:
    """Made once for a key: its schedule costs more than a short text."""
    if form.mode == "fernet":
        return partial(_token, Fernet(urlsafe_b64encode(key)))
    if form.mode == "cbc":
        return partial(_cbc, Cipher(AES(key), ECB()).decryptor().update)  # the chaining is done here
    if any("tag" in piece for piece in form.parts) or form.tag:
        return partial(_gcm, AESGCM(key)) if form.tag_bytes == BLOCK else partial(_short_tag, AES(key))
    return partial(_untagged, AES(key))


def authentic(form: Format) -> bool:
    """Whether opening proves the key: without a tag, padding passes by chance once in 256, a stream always."""
    return form.mode == "fernet" or (
        form.mode == "gcm" and (form.tag is not None or any("tag" in piece for piece in form.parts))
    )


def blocks(key: bytes, parts: Parts) -> bytes:
    """What CBC gives before its padding is looked at."""
    decryptor = Cipher(AES(key), CBC(parts.iv)).decryptor()
    return decryptor.update(parts.ciphertext) + decryptor.finalize()


def _cbc(blocks_of: Callable[[bytes], bytes], parts: Parts, _: bytes | None) -> bytes | None:
    """Block by block with one context for all rows, then chained: a context for each row costs more than the rest."""
    ciphertext = parts.ciphertext
    before = int.from_bytes(parts.iv + ciphertext[:-BLOCK])
    data = (int.from_bytes(blocks_of(ciphertext)) ^ before).to_bytes(len(ciphertext))
    size = data[-1]
    return data[:-size] if 1 <= size <= BLOCK and data.endswith(_PADDING[size]) else None


def _gcm(cipher: AESGCM, parts: Parts, aad: bytes | None) -> bytes | None:
    try:
        return cipher.decrypt(parts.iv, parts.ciphertext + (parts.tag or b""), aad)
    except InvalidTag:
        return None


def _short_tag(algorithm: AES, parts: Parts, aad: bytes | None) -> bytes | None:
    tag = parts.tag or b""
    decryptor = Cipher(algorithm, GCM(parts.iv, tag, min_tag_length=len(tag))).decryptor()
    if aad is not None:
        decryptor.authenticate_additional_data(aad)
    try:
        return decryptor.update(parts.ciphertext) + decryptor.finalize()
    except InvalidTag:
        return None


def _untagged(algorithm: AES, parts: Parts, _: bytes | None) -> bytes | None:
    return Cipher(algorithm, GCM(parts.iv)).decryptor().update(parts.ciphertext)


def _token(cipher: Fernet, parts: Parts, _: bytes | None) -> bytes | None:
    try:
        return cipher.decrypt(parts.token or b"")
    except InvalidToken:
        return None

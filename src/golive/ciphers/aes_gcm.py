"""AES in GCM: its tag proves key, text and what was authenticated with it; some applications throw the tag away."""

from collections.abc import Mapping
from functools import partial

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher as Primitive
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from golive.ciphers.cipher import Aads, Cipher, Decrypt, Opener, Parts, Texts

TAG = 16


class AesGcm(Cipher):
    names = {f"aes-{bits}-gcm": bits // 8 for bits in (128, 192, 256)}
    family = "AES"
    iv_bytes = 12

    def authentic(self, tagged: bool) -> bool:
        return tagged

    def opener(self, key: bytes, tagged: bool) -> Opener:
        return partial(_opened, AESGCM(key), AES(key)) if tagged else partial(_untagged, AES(key))

    def many(self, key: bytes, tagged: bool, tag_bytes: int) -> Decrypt | None:
        return partial(_many, AESGCM(key)) if tagged and tag_bytes == TAG else None

    def seal(self, key: bytes, data: bytes, iv: bytes, tag_bytes: int, aad: bytes | None) -> Mapping[str, bytes]:
        gcm = Primitive(AES(key), GCM(iv)).encryptor()
        if aad is not None:
            gcm.authenticate_additional_data(aad)
        ciphertext = gcm.update(data) + gcm.finalize()
        return {"iv": iv, "ciphertext": ciphertext, "tag": gcm.tag[:tag_bytes]}


def _opened(cipher: AESGCM, algorithm: AES, parts: Parts, aad: bytes | None) -> bytes | None:
    tag = parts.tag or b""
    try:
        if len(tag) == TAG:
            return cipher.decrypt(parts.iv, parts.ciphertext + tag, aad)
        decryptor = Primitive(algorithm, GCM(parts.iv, tag, min_tag_length=len(tag))).decryptor()
        if aad is not None:
            decryptor.authenticate_additional_data(aad)
        return decryptor.update(parts.ciphertext) + decryptor.finalize()
    except InvalidTag:
        return None


def _untagged(algorithm: AES, parts: Parts, _: bytes | None) -> bytes | None:
    return Primitive(algorithm, GCM(parts.iv)).decryptor().update(parts.ciphertext)


def _many(cipher: AESGCM, ivs: Texts, sealed: Texts, aads: Aads) -> Texts:
    try:
        return list(map(cipher.decrypt, ivs, sealed, aads))
    except InvalidTag:
        raise ValueError("a tag is none") from None

"""Fernet: AES-128-CBC and HMAC in a token of its own, with version and time."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from cryptography.fernet import Fernet as Token
from cryptography.fernet import InvalidToken

from golive.ciphers import aes_cbc
from golive.ciphers.cipher import Aads, Cipher, Decrypt, Malformed, Opener, Parts, Texts

_AROUND = 57  # version, time, iv and tag: what a token has beside its ciphertext
_TAG = 32


class Fernet(Cipher):
    names = {"fernet": 32}
    family = "Fernet"
    block = aes_cbc.BLOCK
    whole = True

    def authentic(self, tagged: bool) -> bool:
        return True

    def opener(self, key: bytes, tagged: bool) -> Opener:
        return partial(_opened, Token(urlsafe_b64encode(key)))

    def many(self, key: bytes, tagged: bool, tag_bytes: int) -> Decrypt:
        """The token's own code is as the specification has it; what it does not open, the library looks at."""
        block = aes_cbc.BLOCK
        inner, outer = (sha256(bytes(byte ^ pad for byte in key[:block].ljust(64, b"\0"))) for pad in (0x36, 0x5C))
        cbc = aes_cbc.many(key[block:])

        def decrypt(ivs: Texts, tokens: Texts, aads: Aads) -> Texts:
            for token in tokens:
                signed, proof = inner.copy(), outer.copy()
                signed.update(token[:-_TAG])
                proof.update(signed.digest())
                if not hmac.compare_digest(proof.digest(), token[-_TAG:]):
                    raise ValueError("a token is not signed with this key")
            return cbc(ivs, [token[_AROUND - _TAG : -_TAG] for token in tokens], aads)

        return decrypt

    def seal(self, key: bytes, data: bytes, iv: bytes, tag_bytes: int, aad: bytes | None) -> Mapping[str, bytes]:
        return {"token": Token(urlsafe_b64encode(key)).encrypt(data)}

    def parts(self, token: bytes) -> Parts:
        if not token or token[0] != 0x80:
            raise Malformed("it is no token of version 80")
        size = len(token) - _AROUND
        if size < self.block or size % self.block:
            raise Malformed(f"its {len(token)} bytes are not those of a whole token", length=True)
        return Parts(token[9:25], token[25:-_TAG], token=token)


def _opened(cipher: Token, parts: Parts, _: bytes | None) -> bytes | None:
    try:
        return cipher.decrypt(urlsafe_b64encode(parts.token or b""))
    except InvalidToken:
        return None

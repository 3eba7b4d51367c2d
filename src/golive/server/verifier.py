"""What a server keeps of a password that a run has drawn: SCRAM's verifier (RFC 5803).

In a statement it may stand in logs. The usual 4,096 rounds make guessing dear, at every login too; 24 drawn bytes are
guessed by nobody, and one run logs in hundreds of times.
"""

import hmac
from base64 import b64encode
from hashlib import pbkdf2_hmac, sha256
from secrets import token_bytes

_ROUNDS = 1


def verifier(password: str) -> str:
    salt = token_bytes(16)
    salted = pbkdf2_hmac("sha256", password.encode(), salt, _ROUNDS)
    client, server = (hmac.digest(salted, word, "sha256") for word in (b"Client Key", b"Server Key"))
    kept, stored, known = (b64encode(one).decode() for one in (salt, sha256(client).digest(), server))
    return f"SCRAM-SHA-256${_ROUNDS}:{kept}${stored}:{known}"

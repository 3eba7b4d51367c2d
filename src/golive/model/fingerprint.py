"""A value that must not be shown can still be compared: by a salted fingerprint that is slow to guess from.

`python -m golive.model.fingerprint NAME` prints that of an environment variable, to be carried to another machine.
"""

import re
import sys
from hashlib import scrypt
from hmac import compare_digest
from os import environ
from secrets import token_bytes

_FORM = re.compile(r"golive1:([0-9a-f]{32}):([0-9a-f]{64})")


def fingerprint(value: str, salt: bytes | None = None) -> str:
    salt = token_bytes(16) if salt is None else salt
    return f"golive1:{salt.hex()}:{scrypt(value.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()}"


def is_fingerprint(text: str) -> bool:
    return _FORM.fullmatch(text) is not None


def matches(value: str, known: str) -> bool:
    """Whether a fingerprint is that of a value."""
    found = _FORM.fullmatch(known)
    return found is not None and compare_digest(fingerprint(value, bytes.fromhex(found[1])), known)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in environ:
        sys.exit("name one environment variable that is set")
    print(fingerprint(environ[sys.argv[1]]))

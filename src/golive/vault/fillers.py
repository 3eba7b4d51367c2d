"""Texts that stand where a secret should and that nobody drew: one letter, a row of keys, a first guess."""

from base64 import b64encode
from collections.abc import Iterator
from string import ascii_lowercase, digits

from golive.vault.stored import WORDS

_SIZES = range(6, 65)
_ROWS = (
    "0123456789" * 7, "1234567890" * 7, "0123456789abcdef" * 4, "1234567890abcdef" * 4, "abcdef0123456789" * 4,
    "abcdef1234567890" * 4, "abcdefghijklmnopqrstuvwxyz0123456789" * 2, "deadbeef" * 8, "qwertyuiop", "asdfghjkl",
    "987654321", "abc123" * 10, "123abc" * 10,
)  # fmt: skip
# What an issuer's key begins with, and nothing behind it.
_ISSUERS = (
    "sk-", "sk_live_", "sk_test_", "pk_live_", "pk_test_", "rk_live_", "sk-proj-", "sk-ant-", "sk-ant-api03-", "ghp_",
    "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xapp-", "whsec_", "aiza", "akia", "sg.", "key-", "re_",
    "eyj", "bearer", "basic", "shpat_", "dop_v1_", "hf_", "npm_",
)  # fmt: skip
_GUESSED = (
    "passw0rd", "p@ssw0rd", "p@ssword", "pa55word", "letmein", "iloveyou", "hunter2", "s3cret", "s3cr3t", "supersecret",
    "topsecret", "mysecret", "verysecret", "changeit", "geheim", "passwort",
    *(word + behind for word in ("password", "passw0rd", "p@ssw0rd", "admin", "welcome", "qwerty", "test", "secret",
      "root", "user", "demo", "hello") for behind in ("1", "1!", "!", "12", "123", "123!", "1234", "12345")),
)  # fmt: skip


def _uuids() -> Iterator[str]:
    for text in (*(char * 32 for char in "0123456789abcdef"), "0123456789abcdef" * 2):
        yield f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    yield "12345678-1234-1234-1234-123456789012"
    yield "12345678-1234-1234-1234-123456789abc"
    yield "12345678-1234-5678-1234-567812345678"


FILLERS = frozenset({
    *(char * size for char in ascii_lowercase + digits for size in _SIZES),
    *(row[:size] for row in _ROWS for size in _SIZES),
    *(b64encode(word.encode()).decode().lower() for word in (*WORDS, "[object Object]", "changeme", "secret")),
    *_uuids(),
    *_ISSUERS,
    *_GUESSED,
})  # fmt: skip
# What says something in other fields.
_WORDS = (
    "admin", "administrator", "root", "test", "testing", "user", "guest", "demo", "default", "example", "sample",
    "welcome", "hello", "true", "false", "yes", "no", "on", "off", "private", "hidden", "unknown", "pass", "pwd",
    "token", "key",
)  # fmt: skip
IN_SECRETS = frozenset(written(word) for word in _WORDS for written in (str.lower, str.upper, str.capitalize))

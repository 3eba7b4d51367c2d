"""Keys by how their issuers begin them: one of another issuer, and one that is wrapped once more."""

import json
import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from string import ascii_letters, digits
from typing import Any

# By the word that kinds of credentials call the issuer by.
_BEGIN = {
    "anthropic": ("sk-ant-",),
    "aws": ("AKIA", "ASIA"),
    "digitalocean": ("dop_v1_",),
    "github": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    "gitlab": ("glpat-",),
    "google": ("AIza", "GOCSPX-", "ya29."),
    "huggingface": ("hf_",),
    "npm": ("npm_",),
    "openai": ("sk-proj-", "sk-svcacct-"),
    "sendgrid": ("SG.",),
    "shopify": ("shpat_", "shpca_", "shppa_", "shpss_"),
    "slack": ("xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "xapp-"),
    "stripe": ("sk_live_", "sk_test_", "rk_live_", "rk_test_"),
}
_STARTS = (*chain(*_BEGIN.values()), "sk-", "key-", "whsec_")
_ISSUED = re.compile(rf"(?:{'|'.join(map(re.escape, _STARTS))})[\w.-]{{8,}}\Z", re.ASCII)
_HEX = re.compile(r"(?:[0-9a-f]{2}){12,}\Z")
_URL_SAFE = str.maketrans("-_", "+/")


# How base64 and hex of one begin, and base64 of a document.
_HEADS = frozenset({
    *(b2a_base64(start[:3].encode(), newline=False).decode() for start in _STARTS),
    *(start[:2].encode().hex() for start in _STARTS),
    *("eyJ" + letter for letter in ascii_letters + digits + "-_+/"),
})  # fmt: skip
_head: Callable[[Any], Any] = itemgetter(slice(4))


@lru_cache(maxsize=256)
def of_others(kind: str | None) -> tuple[str, ...]:
    """How keys begin that no credential of this kind is; none where the kind names no issuer."""
    own = _named(kind)
    return tuple(chain(*(starts for name, starts in _BEGIN.items() if name != own))) if own else ()


def issuer(key: str) -> str:
    return next(name for name, starts in _BEGIN.items() if key.startswith(starts))


def _named(kind: str | None) -> str:
    called = re.split(r"[^a-z]+", kind.lower()) if kind else ()
    return next((name for name in _BEGIN if name in called), "")


def one_wraps(keys: Sequence[str], names_key: Callable[[str], bool]) -> bool:
    """Cheap where none begins so."""
    return not _HEADS.isdisjoint(map(_head, keys)) and any(wraps(key, names_key) for key in keys)


def wraps(key: str, names_key: Callable[[str], bool]) -> bool:
    """Whether it is a key of an issuer, or a document that has one, in base64 or hex."""
    if _head(key) not in _HEADS:
        return False
    try:
        text = (bytes.fromhex(key) if _HEX.match(key) else _unwrapped(key)).decode()
    except ValueError:
        return False
    return bool(_ISSUED.match(text)) or _has(text, names_key)


def _unwrapped(key: str) -> bytes:
    bare = key.rstrip("=")
    return a2b_base64(bare.translate(_URL_SAFE) + "=" * (-len(bare) % 4), strict_mode=True)


def _has(text: str, names_key: Callable[[str], bool]) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(map(names_key, found))

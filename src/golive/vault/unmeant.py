"""Values that stand where a credential's should and are none: to be filled in, masked, of one's own machine."""

import re
from binascii import a2b_base64
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Any

from golive.model.flaws import Flaw
from golive.model.leftovers import words
from golive.vault.addresses import BETWEEN, KEYED, gives_login, is_nobodys, is_off, is_place, may_be_off
from golive.vault.fillers import FILLERS, IN_SECRETS
from golive.vault.issuers import one_wraps, wraps
from golive.vault.stored import WORDS

_TO_FILL = re.compile(
    r"""(?ix) <[^<>]*> | \$\{[^{}]*\} | \{\{[^{}]*\}\} | x{3,20}
    | (?:change|replace|fill|insert|enter)[-_ ]?(?:me|this|in|it)
    | (?:change|replace|fill|insert|enter|put|paste|add|set)[-_ ].*[-_ ](?:here|key|secret|token|value|password|this|me)
    | your[-_ ].* | my[-_ ]?(?:secret|password|api[-_ ]?key|key|token) | .*[-_ ]here
    | (?:sk|pk|api|key|token|secret)[-_](?:x{3,20}|your[-_ ].*)
    | to-?do | tbd | fix-?me | place-?holder | dummy(?:[-_ ].*)? | foo(?:bar)? | not[-_ ]?set | n/a
    | secret | password | api[-_ ]?key | client[-_ ]?(?:id|secret) | \[object\s\w+\]"""
)
_DRESSED = re.compile(
    r"""(?aix) ^["'`“‘„].*["'`”’“]$ | ^(?:bearer|basic|token)\s | ^\w*(?:key|token|secret|password)=. | ^[a-z][a-z0-9+]*://[a-z][a-z0-9+]*://
    | &(?:amp|lt|gt|quot|\#\d+); | %25[0-9a-f]{2}"""
)
_BASIC = re.compile(r"(?i)basic\s+([a-z0-9+/]+={0,2})")
_UNSEEN = r"\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff"
_LIKE_LATIN = r"\u0370-\u052f"  # Greek and Cyrillic
_HIDDEN = re.compile(rf"[{_UNSEEN}]|^(?=\S*[A-Za-z])\S*[{_LIKE_LATIN}]\S*$")
_FOREIGN = re.compile(rf"[…“‘„{_UNSEEN}{_LIKE_LATIN}]")
_TEST_MODE = re.compile(r"[spr]k_test_\w{8}")
# A field that says so, and one that says where.
_MODE = re.compile(r"^(?:is_|use_)?(?:sandbox|test|staging)(?:_?mode)?$")
_WHERE = re.compile(r"^(?:environment|env|mode|stage)$")
_STAGES = frozenset({"sandbox", "staging", "stage", "test", "testing", "development", "dev", "local", "uat", "preprod"})
_KEY = re.compile(r"(?:^|_)(?:key|token|secret)$")
_SECRET = re.compile(r"(?:^|_)(?:key|token|secret|password|passwd|passphrase|pwd)$")
_OF_ALL = re.compile(r"(?:^|_)(?:client|app|application|consumer|partner|platform|public|publishable|anon|site)(?:_|$)")
# Where a key is kept, or the variable that it is in.
_KEPT = (
    r"\$?(?i:vault|op|kv|akv|ssm|awssm|gcpsm|arn|env|file|ref|doppler|secrets?|keyvault):.*"
    r"|(?:secrets?|vault)/[a-z][\w./-]*|projects/[^/]+/secrets/.*|(?i:@microsoft\.keyvault)\(.*"
    r"|(?:process|import\.meta)\.env[.\[].*|os\.(?:environ|getenv)[.\[(].*|(?:getenv|ENV)[\[(].*"
    r"|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD)"
)
_HASH = r"\$(?:2[abxy]?|argon2\w*|scrypt|pbkdf2\S*|[156y])\$.*"
_ELSEWHERE = re.compile(rf"{_KEPT}|{_HASH}", re.DOTALL)
# A letter that no issuer takes, an address of mail, a key that is masked or hashed, a moment, a token that nobody
# signed; and of keys in lines half of one, and the one that everybody may have.
_LETTERS = " ,;\"'`<>()[\\^" + "".join(map(chr, range(1, 32)))
_NO_KEY = re.compile(
    rf"^(?!-----BEGIN|ssh-|\s*\{{)(?:.*[{re.escape(_LETTERS)}\x7f-\U0010ffff].*|https?://.*"
    r"|[^@/:]+@[^@/:]+\.[A-Za-z]{2,}|.*\.{3}.*|[\w-]{0,12}(?:x{6}|X{6}).*|\d{4}-\d\d-\d\dT?\d\d:.*"
    rf"|eyJ[\w-]*\.[\w-]*\.|[\w.~-]*(?:%[0-9A-Fa-f]{{2}}[\w.~-]*)+|{_KEPT}|{_HASH})$"
    r"|^-----BEGIN (?:(?!-----END).)*$|^-----BEGIN (?:[A-Z]+ )*(?:PUBLIC KEY|CERTIFICATE)-",
    re.DOTALL,
)
_ANY = ("",)
# By the letter that each has: what is in every value that is no key; a letter is looked for in no time.
_IN_KEYS = {
    **dict.fromkeys((*_LETTERS, "@", "$", ":", "{", "\x7f"), _ANY),
    ".": ("...", ".\0", ".env", "os."),
    "x": ("xxxxxx",),
    "X": ("XXXXXX",),
    "/": ("ecret/", "ecrets/", "ault/"),
    "%": _ANY,
    "_": ("_KEY\0", "_TOKEN\0", "_SECRET\0", "_PASSWORD\0"),
}
_IN_HEADERS = re.compile(r"(?i)header|authorization")
_MASKED = re.compile(r"[*•●]{4,}|\w…|…\w|^[*•●]+$|^\[(?:redacted|hidden|masked|filtered|secret)\]$", re.IGNORECASE)
# What one of these expressions fits begins with one of these, or `off` looks for its sign.
_HEADS = frozenset({
    "xxx", "cha", "rep", "fil", "ins", "ent", "put", "pas", "add", "set", "you", "my-", "my_", "my ", "mys", "myp",
    "mya", "myk", "myt", "sk-", "sk_", "pk-", "pk_", "api", "key", "tok", "sec", "tod", "to-", "tbd", "fix", "pla",
    "dum", "foo", "not", "n/a", "cli", "rk_", "bea", "bas",
})  # fmt: skip
_SIGNS = frozenset("<${*•●[\"'`“‘„")
_INSIDE = {
    "h": (f"here{BETWEEN}",),
    "=": ("key=", "token=", "secret=", "password="),
    "&": ("&amp;", "&lt;", "&gt;", "&quot;", "&#"),
    "%": ("%25",),
    **{sign: tuple(map("".join, product(sign, "*•●"))) for sign in "*•●"},
}
_first: Callable[[Any], Any] = itemgetter(slice(1))
_head: Callable[[Any], Any] = itemgetter(slice(3))


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """A field that nobody but the two sides knows, by its name."""
    return bool(_SECRET.search(words(name)))


@lru_cache(maxsize=1024)
def of_one(names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a document that were drawn for it alone; one application's own are those of all its tenants."""
    return tuple(name for name in names if is_secret(name) and not _OF_ALL.search(words(name)))


@lru_cache(maxsize=1024)
def is_key(name: str) -> bool:
    """A field that holds a key or token, by its name: one word, as its issuer drew it."""
    return bool(_KEY.search(words(name)))


def plain(keys: Sequence[str]) -> bool:
    """Whether nothing speaks against it that each is a key and nothing else."""
    text = BETWEEN.join((*keys, ""))
    if (not text.isascii() or _has(text, _IN_KEYS)) and ("{" in text or any(map(_NO_KEY.search, keys))):
        return False
    return not one_wraps(keys, is_key)


def is_elsewhere(secret: str) -> bool:
    """Whether it says where the secret is kept, or is what was made of it."""
    return _ELSEWHERE.fullmatch(secret) is not None or wraps(secret, is_key)


@lru_cache(maxsize=256)
def may_be_staged(names: tuple[str, ...]) -> bool:
    return any(_MODE.match(called) or _WHERE.match(called) for called in map(words, names))


def staged(found: Mapping[str, object]) -> list[str]:
    """The fields by which it says itself that it is of a stage before production."""
    return [
        name
        for name, value in found.items()
        if (_MODE.match(words(name)) and value in (True, "true", "1", 1))
        or (_WHERE.match(words(name)) and isinstance(value, str) and value.strip().lower() in _STAGES)
    ]


def _has(text: str, signs: Mapping[str, tuple[str, ...]]) -> bool:
    return any(letter in text and any(sign in text for sign in some) for letter, some in signs.items())


def off(values: Sequence[str]) -> bool:
    """Whether something of one of them is wrong; cheap where nothing is, since every value of every row is asked."""
    if not _suspect(values):
        return False
    if not (half := len(values) // 2):
        return bool(flaws_of(values[0]))
    return off(values[:half]) or off(values[half:])


def _suspect(values: Sequence[str]) -> bool:
    values = list(set(values))
    text = BETWEEN.join((*values, "")).lower()
    return (
        _has(text, _INSIDE)
        or not _SIGNS.isdisjoint(map(_first, values))
        or not _HEADS.isdisjoint(map(str.lower, map(_head, values)))
        or list(map(str.strip, values)) != values
        or may_be_off(text)
        or (not text.isascii() and _FOREIGN.search(text) is not None)
    )


def flaws_of(value: str) -> list[Flaw]:
    bare = value.strip()
    found: dict[Flaw, object] = {
        Flaw.TO_FILL: _TO_FILL.fullmatch(bare),
        Flaw.MASKED: _MASKED.search(bare),
        Flaw.AROUND: bare and bare != value and not bare.startswith("-----BEGIN"),  # a key file ends with a line end
        Flaw.OWN_MACHINE: is_off(bare),
        Flaw.DRESSED: _DRESSED.search(bare),
        Flaw.HIDDEN: _HIDDEN.search(bare),
        Flaw.TEST_MODE: _TEST_MODE.match(bare),
    }
    if says_nobody(bare):
        found[Flaw.BLANK] = True
    return [flaw for flaw, so in found.items() if so]


def says_nobody(header: str) -> bool:
    """Whether it is a login in base64 that a program made of what was not there."""
    said = _BASIC.fullmatch(header)
    try:
        login = a2b_base64(said[1], strict_mode=True).decode() if said else ""
    except ValueError:
        return False
    name, between, password = login.partition(":")
    return bool(between) and (name.lower() in WORDS or password.lower() in WORDS or not (name or password))


def _flaws_as(name: str, bare: str, kind: str | None) -> list[Flaw]:
    """What is wrong with it for what its field is called."""
    if is_place(name) and gives_login(bare):
        return [Flaw.OWN_MACHINE]
    low = bare.lower()
    if low in FILLERS or (is_secret(name) and (bare in IN_SECRETS or bare == kind)):
        return [Flaw.TO_FILL]
    if is_key(name) and (_NO_KEY.search(bare) or (bare[:1] == "{" and f'"{name}"' in bare) or wraps(bare, is_key)):
        return [Flaw.DRESSED]
    return []


def _is_meant(address: str, name: str, needed: tuple[str, ...]) -> bool:
    """What nobody declared may never be called; an address with a key in it may be the credential itself."""
    if is_nobodys(address):
        return False
    return name not in needed or (KEYED.search(address) is not None and not any(map(is_secret, needed)))


def unmeant(
    values: Mapping[str, object], needed: tuple[str, ...], at: Callable[[str], object], kind: str | None
) -> dict[Flaw, list[str]]:
    """The fields by what is wrong; what nobody asked for may be a word, or stand with blanks."""
    found: dict[Flaw, list[str]] = {}
    for name in dict.fromkeys((*needed, *values)):
        value = at(name)
        if not isinstance(value, str):
            continue
        flaws = flaws_of(value)
        if not flaws:
            flaws = _flaws_as(name, value.strip(), kind)
        for flaw in flaws:
            if flaw is Flaw.DRESSED and _IN_HEADERS.search(name):
                continue  # there the scheme belongs to it
            if flaw is Flaw.OWN_MACHINE and _is_meant(value, name, needed):
                continue
            if name in needed or flaw in (Flaw.MASKED, Flaw.OWN_MACHINE):
                found.setdefault(flaw, []).append(name)
    return found

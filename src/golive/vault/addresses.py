"""Addresses that no production calls, or that give away what stands in them."""

import re
from functools import lru_cache

from golive.model.leftovers import words

BETWEEN = "\0"  # of values that are searched at once: JSON writes it out, and no address goes on behind it
_NETWORK = (
    r"(?:[^/@\s\0]*@)?(?:localhost|(?:127|10)(?:\.\d{1,3}){3}"
    r"|(?:192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}"
    r"|(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}"  # of documentations
    r"|0\.0\.0\.0|\[::1\]|host\.docker\.internal|(?:[\w-]+\.)*example(?:\.(?:com|org|net))?"
    r"|(?:[\w-]+\.)+(?:local|localhost|invalid|ngrok\.(?:io|app|dev)|ngrok-free\.(?:app|dev)|loca\.lt|trycloudflare\.com"
    r"|webhook\.site))(?:[:/?#\0]|$)"
)
_STAGE = r"[^/?#\s\0]*(?<![a-z0-9])(?:sandbox|staging|stage|stg|uat|preprod)[.-]"
NOBODYS = re.compile(rf"//(?:{_NETWORK}|{_STAGE})", re.IGNORECASE | re.ASCII)
KEYED = re.compile(
    r"^https://[^#\s\0]*[?&](?:api_?key|key|access_?token|auth_?token|token|client_?secret|secret|password)=[^&#\s\0]",
    re.IGNORECASE | re.ASCII,
)
_NO_PORT = r"(?:0+|\d{6,}|[7-9]\d{4}|6[6-9]\d{3}|65[6-9]\d\d|655[4-9]\d|6553[6-9])"
# Without TLS, at a port that is none, misspelt, with a part to fill in, or a login that every proxy writes down.
UNSAFE = re.compile(
    r"^http://|^https://[^\s\0]*(?:\{[a-z_]+\}|<[a-z_]+>)|^h(?!ttps?://)[tp]+s*[:;]?//"
    r"|^https://[^/?#@\s\0]*:[^/?#@\s\0]*@"
    rf"|^[a-z][a-z0-9+]*://[^/?#\s\0]*:{_NO_PORT}(?:[/?#\0]|$)",
    re.IGNORECASE | re.ASCII,
)
TWO_SCHEMES = re.compile(r"^[a-z][a-z0-9+]*://[a-z][a-z0-9+]*://", re.IGNORECASE | re.ASCII)
_ODD = re.compile(rf"//(?:(?<!https://)|[a-z][a-z0-9+]*://|{_NETWORK}|{_STAGE})|:(?:0|[6-9]?\d{{5}})", re.ASCII)
_PLACE = re.compile(r"(?:^|_)(?:url|uri|host|endpoint|address|domain|server)$")
_PORT = re.compile(r"(?:^|_)port$")
_LOGIN = re.compile(r"(?!mailto:)[^\s/:@]+:[^\s/@]+@[A-Za-z0-9]", re.ASCII)


@lru_cache(maxsize=1024)
def is_place(name: str) -> bool:
    """A field that says where the other side is, by its name."""
    return bool(_PLACE.search(words(name)))


def gives_login(place: object) -> bool:
    """Whether a login stands in front of a host, without a scheme."""
    return isinstance(place, str) and "@" in place and _LOGIN.match(place.strip()) is not None


@lru_cache(maxsize=256)
def ports(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if _PORT.search(words(name)))


def is_no_port(value: object) -> bool:
    """A number that no service listens at; what is no number says something else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    if isinstance(value, str) and not (value.isascii() and value.strip().isdigit()):
        return False
    return not 0 < int(value) <= 65535


def is_nobodys(value: str) -> bool:
    """Whatever its field is called."""
    return "//" in value and NOBODYS.search(value) is not None


def is_off(value: str) -> bool:
    return "//" in value and any(form.search(value) for form in (NOBODYS, UNSAFE, KEYED))


def may_be_off(text: str) -> bool:
    """Of many values in small letters, each with BETWEEN behind it; cheap, since most addresses are plain https."""
    if "//" not in text:
        return False
    if _ODD.search(text) is None and not any(sign in text for sign in "@?{<"):
        return False
    return any(is_off(value) or TWO_SCHEMES.search(value) for value in text.split(BETWEEN))

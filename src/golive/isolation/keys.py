"""Which values of a session say whose it is, as platform.toml declares; every other setting is the client's own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from golive.model.claims import Claims

TENANT, USER = "golive_tenant", "golive_user"
GIVEN = "golive_given"  # what a caller gives: anything
TOKEN = "request.jwt.claims"  # where PostgREST and its like put the token's contents
STRANGE = ("abc", "%", "1,2", "1 OR 1=1", "１", "9" * 400, "' OR ''='")  # what nobody's key is
_OLD_TOKEN = "request.jwt.claim"
_EDITABLE = re.compile(r"(?i)(raw_)?user_?meta_?data")
_KINDS = {"{tenant}": TENANT, "{user}": USER}


@dataclass(frozen=True, slots=True)
class Keys:
    """By setting, and by path inside the token: the tenant or the user of the session.

    A session that nobody signed in for has the token that is declared, and nothing else in it.
    """

    settings: Mapping[str, str]
    claims: Mapping[tuple[str, ...], str]
    constant: Mapping[tuple[str, ...], str]  # what the tokens of one role all say, as which role it comes first of all
    anonymous: bool = False

    @classmethod
    def of(cls, claims: Claims, role: str = "") -> "Keys":
        settings: dict[str, str] = {}
        paths: dict[tuple[str, ...], str] = {}
        for identity in claims.identity:
            settings |= {name.lower(): _KINDS[value] for name, value in identity.settings.items() if value in _KINDS}
            paths |= {path: _KINDS[value] for path, value in _paths(identity.claims, ()) if value in _KINDS}
        paths = {path: kind for path, kind in paths.items() if not editable(path)}
        settings |= {f"{_OLD_TOKEN}.{path[0]}": kind for path, kind in paths.items() if len(path) == 1}
        mine = [one for one in claims.identity if one.role == role]
        said = [{(path, value) for path, value in _paths(one.claims, ()) if value not in _KINDS} for one in mine]
        strangers = bool(mine) and all(one.claims and not one.sessions for one in mine)
        return cls(settings, paths, dict(set.intersection(*said)) if said else {}, strangers and len(mine) == 1)

    def is_token(self, setting: str) -> bool:
        return setting.lower() in (TOKEN, _OLD_TOKEN) and bool(self.claims or self.constant)

    def old(self, setting: str) -> tuple[str, ...]:
        """The path inside the token of a setting that holds one claim of it."""
        name = setting.lower().removeprefix(f"{_OLD_TOKEN}.")
        return (name,) if name != setting.lower() else ()


def editable(path: tuple[str, ...]) -> bool:
    """Whether the user writes himself what stands there in his token."""
    return any(_EDITABLE.fullmatch(step) for step in path)


def _paths(value: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What stands where in a token, as far as it is text."""
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _paths(inner, (*above, name))
        elif isinstance(inner, str):
            yield (*above, name), inner


def filled(value: Any, tenant: str, user: str) -> Any:
    """The value of a setting or token for one session."""
    if isinstance(value, Mapping):
        return {name: filled(inner, tenant, user) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, tenant, user) for inner in value]
    return value.replace("{tenant}", tenant).replace("{user}", user) if isinstance(value, str) else value

"""What was sealed, judged in memory: is it the JSON it should be, with the fields that its kind needs."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from golive.model.claims.credential import Credential
from golive.model.flaws import Flaw
from golive.model.leftovers import is_secret as names_secret
from golive.vault.addresses import gives_login, is_no_port, is_place, ports
from golive.vault.ending import OVER, ended, may_end
from golive.vault.fillers import FILLERS, IN_SECRETS
from golive.vault.issuers import issuer, of_others
from golive.vault.stored import BROKEN, WORDS
from golive.vault.unmeant import (
    flaws_of,
    is_elsewhere,
    is_key,
    is_secret,
    may_be_staged,
    of_one,
    off,
    plain,
    staged,
    unmeant,
)

Flaws = list[tuple[Flaw, str]]
_LOOKED_AT = WORDS | FILLERS | {word.lower() for word in IN_SECRETS} | OVER
WORD = max(map(len, _LOOKED_AT))
SHORTEST = 45  # no sealed value is shorter: it saves looking at every short field
_DECODE = json.JSONDecoder().decode
_ABSENT: Any = object()
_ROUNDED = 1 << 53
_TYPES = {list: "an array", type(None): "null", bool: "true or false"}


def readable(data: bytes) -> bool:
    """Text that people or programs wrote: what a wrong key gives is not even UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\t\r\n" for char in text)


class Content:
    """The judge of one claim's plaintexts."""

    def __init__(self, claim: Credential, is_sealed: Callable[[str], bool], now: datetime | None = None) -> None:
        self.now = now
        self.json = claim.plaintext == "json"
        self.pattern = re.compile(claim.pattern) if claim.pattern else None
        self.every = claim.fields.get("*", ())
        self.by_kind = {kind: names for kind, names in claim.fields.items() if kind != "*"}
        self.same = tuple(claim.same)
        self.is_sealed = is_sealed
        self._last: tuple[bytes, Any] = (b"", _ABSENT)
        self.needed = {kind: (*self.every, *names) for kind, names in self.by_kind.items()}

    def plausible(self, data: bytes) -> bool:
        """Whether a cipher that proves nothing has opened with its own key."""
        if self.json:
            return self._parsed(data) is not _ABSENT
        return readable(data) and (self.pattern is None or self.pattern.search(data.decode()) is not None)

    def _parsed(self, data: bytes) -> Any:
        """Once for one row: whether it is JSON, and what it says."""
        if self._last[0] is data:
            return self._last[1]
        try:
            found = _DECODE(data.decode())
        except (ValueError, RecursionError):
            found = _ABSENT
        self._last = (data, found)
        return found

    def held(self, data: bytes) -> dict[str, int]:
        """Numbers of the secrets that were drawn for this row alone, by field; where it names none, of the whole."""
        found = self._parsed(data) if self.json else _ABSENT
        names = of_one(tuple(found)) if type(found) is dict else ()
        numbers = {name: hash(found[name]) for name in names if type(found[name]) is str and found[name]}
        return numbers or {"": hash(data)}

    def document(self, data: bytes) -> Any:
        """What it says, where it is JSON."""
        return self._parsed(data) if self.json else None

    def flaws(self, data: bytes, kind: str | None, row: Mapping[str, str | None]) -> Flaws:
        if not self.json:
            return self._text(data, kind)
        found = self._parsed(data)
        self._last = (b"", _ABSENT)
        if found is _ABSENT:
            return [self._no_json(data)]
        if type(found) is not dict:
            return [self._no_object(found)]
        needed = self.needed.get(kind or "", self.every)
        if twice := said_twice(data, found):
            return [(Flaw.REPEATED, f"{_named(twice, needed)}, more than once")]
        if not self.same and kind not in found.values() and _sound(found, needed, kind):
            return []
        return self._judged(found, needed, kind, row)

    def _judged(
        self, found: dict[str, Any], needed: tuple[str, ...], kind: str | None, row: Mapping[str, str | None]
    ) -> Flaws:
        flaws: Flaws = []
        if not found:
            return [(Flaw.LACKS, "every field")]
        lacking = [name for name in needed if _at(found, name) is _ABSENT]
        if lacking:
            other = [one for one, names in self.by_kind.items() if one != kind and set(names) <= found.keys()]
            flaws.append(
                (Flaw.OTHER_KIND, f"{other[0]} for {kind}") if other and kind else (Flaw.LACKS, ", ".join(lacking))
            )
        blank = [name for name in needed if name not in lacking and _blank(_at(found, name))]
        blank += [name for name in needed if name not in blank and is_secret(name) and says_nothing(_at(found, name))]
        blank += [name for name, value in found.items() if name not in needed and _word(value, BROKEN)]
        if blank:
            flaws.append((Flaw.BLANK, _named(blank, needed)))
        for flaw, names in unmeant(found, needed, lambda name: _at(found, name), kind).items():
            if names := [name for name in names if name not in blank]:
                flaws.append((flaw, _named(names, needed)))
        if names := [name for name in needed if is_key(name) and loses_digits(_at(found, name))]:
            flaws.append((Flaw.DRESSED, ", ".join(names)))
        others = [name for name in needed if is_key(name) and str(_at(found, name)).startswith(of_others(kind))]
        flaws += [(Flaw.OTHER_KIND, f"{name}: {issuer(str(_at(found, name)))} for {kind}") for name in others]
        if names := [name for name in staged(found) if name not in blank]:
            flaws.append((Flaw.TEST_MODE, _named(names, needed)))
        if names := [name for name in ports(tuple(found)) if is_no_port(found[name])]:
            flaws.append((Flaw.OWN_MACHINE, _named(names, needed)))
        if names := _repeated(found, [name for name in needed if name not in blank]):
            flaws.append((Flaw.REPEATED, ", ".join(names)))
        if self.now and (names := ended(found, self.now)):
            flaws.append((Flaw.ENDED, _named(names, needed)))
        nested = [name for name in needed if name not in blank and type(_at(found, name)) in (dict, list)]
        flaws += [(Flaw.NESTED, name) for name in nested]
        sealed = [name for name, value in found.items() if type(value) is str and self.is_sealed(value)]
        if sealed:
            flaws.append((Flaw.TWICE, _named(sealed, needed)))
        for name in self.same:
            if _plain(_at(found, name)) != row.get(name):
                flaws.append((Flaw.OTHER_ROW, name))
        return flaws

    def _text(self, data: bytes, kind: str | None) -> Flaws:
        if not readable(data):
            return [(Flaw.PATTERN, "it is no text")]
        text = data.decode()
        if not text.strip() or text.strip().lower() in WORDS:
            return [(Flaw.BLANK, "the whole text")]
        if self.is_sealed(text):
            return [(Flaw.TWICE, "")]
        if text != text.strip():
            return [(Flaw.PATTERN, "a space or line end stands around it")]
        if found := flaws_of(text):
            return [(flaw, "the whole text") for flaw in found]
        if text.lower() in FILLERS or text in IN_SECRETS:
            return [(Flaw.TO_FILL, "the whole text")]
        if text.startswith(of_others(kind)):
            return [(Flaw.OTHER_KIND, f"{issuer(text)} for {kind}")]
        if is_elsewhere(text):
            return [(Flaw.DRESSED, "the whole text")]
        if self.pattern is not None and not self.pattern.search(text):
            return [(Flaw.PATTERN, "")]
        return []

    def _no_json(self, data: bytes) -> tuple[Flaw, str]:
        if readable(data):
            text = data.decode()
            if self.is_sealed(text):
                return Flaw.TWICE, ""
            if text.strip().lower() in WORDS or not text.strip():
                return Flaw.BLANK, "the whole text"
        return Flaw.NOT_JSON, ""

    def _no_object(self, found: Any) -> tuple[Flaw, str]:
        if isinstance(found, str):
            if self.is_sealed(found):
                return Flaw.TWICE, ""
            try:
                json.loads(found)
            except (ValueError, RecursionError):
                return Flaw.NOT_OBJECT, "a string"
            return Flaw.STRING, ""
        return Flaw.NOT_OBJECT, _TYPES.get(type(found), "a number")


def said_twice(data: bytes, found: dict[str, Any]) -> list[str]:
    """The names that the document has more than once: one reader takes the first, another the last."""
    if data.count(b'":') + data.count(b'" :') <= len(found):
        return []
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        count = Counter(name for name, _ in pairs)
        twice.extend(name for name, times in count.items() if times > 1)
        return dict(pairs)

    json.loads(data, object_pairs_hook=once)
    return twice


def says_nothing(value: object) -> bool:
    return type(value) is bool


def loses_digits(value: object) -> bool:
    """A number that most readers of JSON round."""
    return type(value) is int and abs(value) >= _ROUNDED


def _sound(found: dict[str, Any], needed: tuple[str, ...], kind: str | None) -> bool:
    """Most rows: every field is there, and no value is such that it has to be looked at."""
    for name in needed:
        if type(found.get(name)) is not str:
            return False
    texts: list[str] = []
    for value in found.values():
        if type(value) is str:
            size = len(value)
            if size >= SHORTEST or value <= "!" or (size <= WORD and value.strip().lower() in _LOOKED_AT):
                return False
            texts.append(value)
        elif type(value) is dict or type(value) is list:
            return False
    if not found or len(set(found.values())) < len(found) or off(texts):
        return False
    names = tuple(found)
    if may_end(names) or may_be_staged(names) or any(is_no_port(found[name]) for name in ports(names)):
        return False
    if any(is_place(name) and gives_login(found[name]) for name in needed):
        return False
    keys = [found[name] for name in needed if is_key(name)]
    return plain(keys) and not any(key.startswith(of_others(kind)) for key in keys)


def _repeated(found: dict[str, Any], names: list[str]) -> list[str]:
    """Declared fields with one value where one of them is a secret: it was entered twice, or is none."""
    by_value: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        value = _at(found, name)
        if type(value) is str:
            by_value.setdefault(value, []).append(name)
    return [name for same in by_value.values() if len(same) > 1 and any(map(names_secret, same)) for name in same]


def _named(names: list[str], declared: tuple[str, ...]) -> str:
    """Fields that nobody declared are content: they are counted, not named."""
    known = [name for name in names if name in declared]
    others = len(names) - len(known)
    return ", ".join([*known, *([f"{others} other field{'s' * (others > 1)}"] if others else [])])


def _at(found: Any, path: str) -> Any:
    if type(found) is dict and path in found:
        return found[path]
    for name in path.split("."):
        if not isinstance(found, dict) or name not in found:
            return _ABSENT
        found = found[name]
    return found


def _blank(value: Any) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip()) or _word(value)


def _word(value: Any, words: frozenset[str] = WORDS) -> bool:
    return isinstance(value, str) and value.strip().lower() in words


def _plain(value: Any) -> str | None:
    if value is _ABSENT or value is None:
        return None
    return value if isinstance(value, str) else json.dumps(value)

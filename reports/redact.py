"""A second line: a secret that a crash would print is replaced in what is written, whoever's frame it stood in."""

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from golive.model.claims.credential import SOURCE, Credential
from golive.model.claims.variable import Variable
from golive.model.platform import Platform
from golive.model.target import Dsn

MASK = "***"
_LONG, _WORD = 8, 4  # shorter than the one, a value stands in innocent words; than the other, it is one
_NAMES = re.compile(r"KEY|SECRET|TOKEN|PASSW|_PWD|CREDENTIAL|DSN", re.IGNORECASE)
_SURELY = re.compile(r"(?:PASSW(?:OR)?D|PASSPHRASE|SECRET|TOKEN|_KEY|_PWD)$", re.IGNORECASE)
_IN_URL = re.compile(r"://[^:/@\s]*:([^@\s]+)@")
# What a test said, in the files of JUnit and Allure: in the rest, their structure, a short secret may be a word.
_SAID = re.compile(r'\b(?:message|value)="[^"]*|>[^<]+')
_TOLD = frozenset({"message", "trace", "value"})


class Secrets:
    """The values that may not be written, in every shape they may take."""

    def __init__(self, dsns: Iterable[Dsn | None], environ: Mapping[str, str], declared: Iterable[str] = ()) -> None:
        given = [dsn for dsn in dsns if dsn is not None]
        known = {value for name, value in environ.items() if name in set(declared) or _SURELY.search(name)}
        known |= {value for dsn in given for value in dsn.secrets}
        known |= {found for value in environ.values() for found in _IN_URL.findall(value)}
        known -= {dsn.fields.get(name, "") for dsn in given for name in ("user", "dbname")}
        guessed = {value for name, value in environ.items() if _NAMES.search(name) and len(value) >= _LONG}
        written = {shape for value in known | guessed if value for shape in shapes(value)}
        self._long = sorted((shape for shape in written if len(shape) >= _LONG), key=len, reverse=True)
        short = sorted((shape for shape in written if len(shape) < _LONG), key=len, reverse=True)
        self._short = re.compile("|".join(map(_alone, short)) or r"(?!)")

    @classmethod
    def of(
        cls, dsns: Iterable[Dsn | None], environ: Mapping[str, str], platforms: Iterable[Platform] = ()
    ) -> "Secrets":
        """With what these platforms declare to be one."""
        claims = [platform.claims for platform in platforms]
        declared = {one.name for each in claims for one in each.of(Variable) if one.secret}
        sealed = [one for each in claims for one in each.of(Credential)]
        declared |= {prefix + name for one in sealed for name in one.variables for prefix in ("", SOURCE)}
        return cls(dsns, environ, declared)

    def clean(self, text: str) -> str:
        return self._short.sub(MASK, self.without_long(text))

    def without_long(self, text: str) -> str:
        """For what is read back: a short secret may be a name there, or a word."""
        for shape in self._long:
            text = text.replace(shape, MASK)
        return text

    def clean_file(self, path: Path) -> None:
        """What others wrote."""
        if path.is_file() and (cleaned := self.cleaned(path.name, raw := path.read_bytes())) != raw:
            path.write_bytes(cleaned)

    def cleaned(self, name: str, raw: bytes) -> bytes:
        """What they would write under this name."""
        text = raw.decode("utf-8", "surrogateescape")
        if name.endswith(".json"):
            cleaned = self._without_any(text)
        elif name.endswith(".xml"):
            cleaned = _SAID.sub(self._in_xml, self.without_long(text))
        else:
            cleaned = self.clean(text)
        return cleaned.encode("utf-8", "surrogateescape")

    def _in_xml(self, found: re.Match[str]) -> str:
        """By its text: XML has no more than one way to write some signs, and libraries take another one."""
        told = html.unescape(found[0])
        cleaned = self.clean(told)
        if cleaned == told:
            return found[0]
        if found[0].startswith(">"):
            return f">{escape(cleaned[1:])}"
        name, _, value = cleaned.partition('="')
        return f'{name}="{escape(value, {chr(34): "&quot;", chr(10): "&#10;"})}'

    def _without_any(self, text: str) -> str:
        """A file of Allure by its values: what stood in JSON before it was written is escaped twice."""
        try:
            return json.dumps(self._values(json.loads(text), said=False), ensure_ascii=False)
        except ValueError:
            return self.clean(text)

    def _values(self, found: Any, *, said: bool) -> Any:
        match found:
            case dict():
                return {name: self._values(one, said=name in _TOLD) for name, one in found.items()}
            case list():
                return [self._values(one, said=said) for one in found]
            case str():
                return self.clean(found) if said else self.without_long(found)
        return found


def _alone(shape: str) -> str:
    """A short shape where it is a word, and a very short one where it is a value."""
    if len(shape) >= _WORD or (re.search(r"[0-9]", shape) and re.search(r"[^0-9]", shape)):
        return rf"(?<![0-9A-Za-z_]){re.escape(shape)}(?![0-9A-Za-z_])"
    return rf"(?<=[:='\"]){re.escape(shape)}(?=['\"@&,;)\s]|$)"


def bare(shown: Any, clean: Callable[[str], str]) -> Any:
    """A trace as pytest shows it, without what stood in arguments and variables; else its text."""
    for trace in [trace for trace, *_ in getattr(shown, "chain", ())] or [getattr(shown, "reprtraceback", None)]:
        for entry in getattr(trace, "reprentries", ()):
            entry.lines = [clean(line) for line in entry.lines]
            if hasattr(entry, "reprlocals"):
                entry.reprfuncargs = entry.reprlocals = None
            if place := getattr(entry, "reprfileloc", None):
                place.message = clean(place.message)
    for crash in [crash for _, crash, _ in getattr(shown, "chain", ())] or [getattr(shown, "reprcrash", None)]:
        if crash is not None:
            crash.message = clean(crash.message)
    return shown if shown is None or clean(text := str(shown)) == text else clean(text)


def shapes(secret: str) -> Iterator[str]:
    """As it is, and as URLs, Python, SQL, JSON, HTML and encoders write it."""
    raw = secret.encode("utf-8", "surrogateescape")
    encoded = [secret, quote(secret, safe=""), quote(secret), quote_plus(secret), secret.replace("'", "''")]
    encoded += [repr(secret)[1:-1], ascii(secret)[1:-1], secret.replace("\\", "\\\\").replace("'", "\\'")]
    encoded += [raw.hex(), base64.b64encode(raw).decode().rstrip("=")]
    lines = secret.splitlines()
    encoded += [line for line in lines if len(line) >= _WORD] if len(lines) > 1 else []  # a trace indents each
    for shape in encoded:
        yield from (shape, json.dumps(shape)[1:-1], html.escape(shape), html.escape(shape, quote=False))

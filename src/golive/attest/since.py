"""What has become of findings between two certificates, and which change of structure stands behind each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from golive.attest.papers import Papers
from golive.attest.statement import CERTIFICATE
from golive.diff.drift import Drifted, drift
from golive.model import strict_json
from golive.model.errors import WrongUse
from golive.reports.folder import BEFORE
from golive.verdict.certificate import Outcome
from golive.verdict.snapshot_file import opened

_WORD = re.compile(r'(?:"[^"]+"|[\w$])+(?:\.(?:"[^"]+"|[\w$])+)*')
_ENDS = re.compile(r"[.(]")  # of a name that goes on
_LOOKED = (Outcome.OK, Outcome.ERROR)
_NEEDED = {"name", "findings", "unknowns", "advice", "accepted", "examined"}
Key = tuple[str, str, str]  # platform, code, object


class Became(StrEnum):
    """In the order in which a reader wants them."""

    NEW = "new"
    UNLOOKED = "no longer looked at"
    FIXED = "fixed"
    WAIVED = "waived"
    STILL = "still there"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, advice or unknown; or an audit, where nothing names an object."""

    became: Became
    platform: str
    code: str
    where: str
    what: str
    behind: tuple[str, ...] = ()  # what has become another in the database

    def __str__(self) -> str:
        told = f"{self.became}: {self.code} {self.where}".rstrip() + (f"  {self.what}" if self.what else "")
        return "\n".join([told, *(f"    behind it: {one}" for one in self.behind)])


@dataclass(frozen=True, slots=True)
class Since:
    """All of it, and what of the structure has changed whether or not a finding speaks of it."""

    entries: tuple[Entry, ...]
    drifted: tuple[Drifted, ...] = ()
    finished: str = ""  # when the earlier one was
    notes: tuple[str, ...] = ()

    def of(self, became: Became) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.became is became)

    @property
    def worse(self) -> bool:
        return bool(self.of(Became.NEW) or self.of(Became.UNLOOKED))


def since(before: Papers, now: Papers) -> Since:
    """Of two certificates as they lie there; nobody has verified them here."""
    first, later = document(before), document(now)
    drifted: list[Drifted] = []
    notes: list[str] = []
    for name in (one["name"] for one in later["platforms"]):
        try:
            drifted += _drifted(before.snapshots[name], now.snapshots[name])
        except KeyError:
            notes.append(f"the structure of {name} was not compared: both snapshots are needed")
        except WrongUse as error:
            notes.append(f"the structure of {name} was not compared: {error.what}")
    found = sorted(_entries(first, later), key=lambda one: (list(Became).index(one.became), one.code, one.where))
    touched = _Touched(drifted)
    entries = tuple(replace(one, behind=touched.by(one)) for one in found)
    return Since(entries, tuple(drifted), first["finished"], tuple(notes))


def _drifted(before: bytes, now: bytes) -> tuple[Drifted, ...]:
    """Equal but for their heads, they are equal."""
    if before.partition(b"\n")[2] == now.partition(b"\n")[2]:
        return ()
    return drift(opened(before, "A").live, opened(now, "B").live)


def earlier(named: str | None, out: Path) -> Papers | None:
    """The certificate before a run: as it was named, or the last one of the same folder where it can be read."""
    if named:
        papers = Papers.at(Path(named))
        document(papers)
        return papers
    last = out / BEFORE / CERTIFICATE
    try:
        papers = Papers.at(last)
        document(papers)
    except WrongUse:
        return None
    return papers


def document(papers: Papers) -> dict[str, Any]:
    try:
        found: dict[str, Any] = strict_json.loads(papers.certificate)
        if not {"finished", "platforms"} <= found.keys() or not all(
            one.keys() >= _NEEDED for one in found["platforms"]
        ):
            raise KeyError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongUse(str(papers.path), "is no certificate", "certificate.json of a run") from None
    return found


def _entries(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Entry]:
    was, there = _told(before), _told(now)
    waived, already = _accepted(now), _accepted(before)
    looked, looks = _looked(before), _looked(now)
    for key, what in there.items():
        yield Entry(Became.STILL if key in was else Became.NEW, *key, what)
    for key, what in was.items():
        if key not in there and key not in waived:
            yield Entry(Became.FIXED if key[:2] in looks else Became.UNLOOKED, *key, what)
    for key, what in waived.items():
        if key not in already:
            yield Entry(Became.WAIVED, *key, what)
    named = {key[:2] for key in (*was, *there)}
    for platform, code in sorted(looked - looks - named):
        yield Entry(Became.UNLOOKED, platform, code, "", "")


def _told(certificate: Mapping[str, Any]) -> dict[Key, str]:
    """The first of what is said of an object speaks for all of that audit."""
    found: dict[Key, str] = {}
    for platform in certificate["platforms"]:
        for kind, says in (("findings", "what"), ("unknowns", "why"), ("advice", "what")):
            for one in platform[kind]:
                found.setdefault((platform["name"], one["code"], one["where"]), one[says])
    return found


def _accepted(certificate: Mapping[str, Any]) -> dict[Key, str]:
    return {
        (platform["name"], one["code"], one["where"]): f"{one['what']} (until {one['until']}, {one['owner']})"
        for platform in certificate["platforms"]
        for one in platform["accepted"]
    }


def _looked(certificate: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (platform["name"], one["code"])
        for platform in certificate["platforms"]
        for one in platform["examined"]
        if one["outcome"] in _LOOKED
    }


class _Touched:
    """What has changed, by what names it: itself, what it hangs on, what hangs on it."""

    def __init__(self, drifted: Sequence[Drifted]) -> None:
        self.drifted = drifted
        self.named: dict[str, list[int]] = {}
        self.within: dict[str, list[int]] = {}
        for at, one in enumerate(drifted):
            self.named.setdefault(one.name, []).append(at)
            for above in _above(one.name):
                self.within.setdefault(above, []).append(at)

    def by(self, entry: Entry) -> tuple[str, ...]:
        """Of what an entry names."""
        if entry.became not in (Became.NEW, Became.FIXED):
            return ()
        found: set[int] = set()
        for name in {entry.where, *_WORD.findall(entry.where), *_WORD.findall(entry.what)}:
            found.update(self.named.get(name, ()), self.within.get(name, ()))
            found.update(at for above in _above(name) for at in self.named.get(above, ()))
        return tuple(dict.fromkeys(str(self.drifted[at]) for at in sorted(found)))


def _above(name: str) -> Iterator[str]:
    """What a name begins with; `public` is of everything: what names no object within a schema touches itself alone."""
    return (above for end in _ENDS.finditer(name) if "." in (above := name[: end.start()]))

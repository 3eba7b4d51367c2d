"""What a look shows that the last one did not: for people in lines, for machines as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from golive.attest.papers import Papers
from golive.attest.since import Became, Entry, Since, document, since
from golive.reports.folder import encoded
from golive.sqltext.visible import visible, visible_json

FORMAT = 1
UNREACHABLE = "UNREACHABLE"
SHOWN = 50  # of each; the certificate has them all
_BETTER = (Became.FIXED, Became.WAIVED)


@dataclass(frozen=True, slots=True)
class News:
    """Of one look beside the one that was told last."""

    target: str
    at: str
    verdict: str
    before: str = ""  # the verdict that was told last; empty where none was
    certificate: str = ""  # its digest
    entries: tuple[Entry, ...] = ()
    drifted: tuple[str, ...] = ()
    worse: bool = False
    why: str = ""  # there was no look

    @property
    def changed(self) -> bool:
        return bool(self.verdict != self.before or self.entries or self.drifted)

    def lines(self) -> Iterator[str]:
        """The verdict first."""
        was = f", before {self.before}" if self.before not in ("", self.verdict) else ""
        yield visible(f"{self.at} {self.target}: {self.verdict}{was}" + (f": {self.why}" if self.why else ""))
        for one in self.entries[:SHOWN]:
            yield from (visible(f"  {line}") for line in str(one).splitlines())
        if len(self.entries) > SHOWN:
            yield f"  and {len(self.entries) - SHOWN:,} more"
        spoken = {line for one in self.entries for line in one.behind}
        yield from (visible(f"  changed: {line}") for line in self.drifted[:SHOWN] if line not in spoken)

    def document(self) -> str:
        told: dict[str, Any] = {
            "format": FORMAT, "target": self.target, "at": self.at, "verdict": self.verdict, "before": self.before,
            "worse": self.worse, "why": self.why, "certificate": self.certificate,
        }  # fmt: skip
        for became in Became:
            if became is not Became.STILL:
                mine = [one for one in self.entries if one.became is became]
                told[became.replace(" ", "_")] = {"count": len(mine), "first": [_plain(one) for one in mine[:SHOWN]]}
        told["changed"] = {"count": len(self.drifted), "first": list(self.drifted[:SHOWN])}
        return visible_json(json.dumps(told, ensure_ascii=False))


def news(before: Papers | None, now: Papers, *, good: bool) -> News:
    """good: nothing keeps the database from going live. Without an earlier look everything is new."""
    later = document(now)
    of_another = before is None or _of(document(before)) != _of(later)
    first = Papers(now.path, _emptied(later), snapshots=now.snapshots) if of_another else before
    assert first is not None  # of another, where there is none
    found = since(first, now)
    entries = tuple(one for one in found.entries if one.became is not Became.STILL)
    verdict, was = later["verdict"], "" if of_another else document(first)["verdict"]
    return News(
        target=later["platforms"][0]["target"],
        at=later["finished"],
        verdict=verdict,
        before=was,
        certificate=now.digest,
        entries=entries,
        drifted=tuple(map(str, found.drifted)),
        worse=_is_worse(found, later) or (not good and verdict != was),
    )


def unreachable(target: str, at: str, why: str, before: str) -> News:
    return News(target, at, UNREACHABLE, before, worse=True, why=why)


def _is_worse(found: Since, now: Mapping[str, Any]) -> bool:
    """Advice that is new keeps nobody from going live."""
    advice = {(one["code"], one["where"]) for platform in now["platforms"] for one in platform["advice"]}
    grave: Iterable[Entry] = (one for one in found.entries if one.became not in (*_BETTER, Became.STILL))
    return any(one.became is Became.UNLOOKED or (one.code, one.where) not in advice for one in grave)


def _of(certificate: Mapping[str, Any]) -> list[tuple[str, object]]:
    return [(one["name"], one.get("database")) for one in certificate["platforms"]]


def _emptied(certificate: Mapping[str, Any]) -> bytes:
    """The same, of a run that looked at nothing."""
    nothing: dict[str, list[str]] = {name: [] for name in ("findings", "unknowns", "advice", "accepted", "examined")}
    emptied = {**certificate, "platforms": [{**one, **nothing} for one in certificate["platforms"]]}
    return encoded(json.dumps(emptied))


def _plain(one: Entry) -> dict[str, Any]:
    return {"code": one.code, "where": one.where, "what": one.what, "behind": list(one.behind)}

"""One defect after another, planted alone and judged: what became of each."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import psycopg

from golive.judge.audit import AUDITS
from golive.model.catalog import KINDS, CatalogObject, locked_fields
from golive.model.evidence import Evidence
from golive.model.finding import Finding
from golive.model.snapshot import Snapshot, Unreadable
from golive.prove.bench import Bench, Unchanged
from golive.prove.defect import Defect
from golive.prove.judging import Judging, Said, by_lock
from golive.prove.missing_claim import Unheard, needed
from golive.sqltext.names import parts

_CELL = re.compile(r"\S+ (SELECT|INSERT|UPDATE|DELETE|EXECUTE) \S+\.\S+")  # role, command, object


class Fate(StrEnum):
    CAUGHT = "caught"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"  # nothing is other than it was: no row, no form that a lock knows, no answer of a probe
    REFUSED = "refused"  # the server does not take it: nobody can have it


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one defect: by which audits, with and without those that hold the database against the lock."""

    defect: Defect
    fate: Fate
    by_lock: tuple[str, ...] = ()
    by_laws: tuple[str, ...] = ()
    named: bool = False
    holes: tuple[str, ...] = ()  # who came to what by it, as its findings have it part by part
    note: str = ""
    needs: str = ""  # what a survivor would be caught by


def tried(bench: Bench, judging: Judging, defects: Iterable[Defect]) -> Iterator[Outcome]:
    """Whatever the server refuses is told in its words about objects, never about rows."""
    try:
        for defect in defects:
            yield _tried(bench, judging, defect)
    finally:
        bench.ground.left()


def _tried(bench: Bench, judging: Judging, defect: Defect) -> Outcome:
    try:
        with bench.spoilt(defect) as (live, others):
            return judged(defect, judging, live, others)
    except Unchanged:
        return Outcome(defect, Fate.REFUSED, note="there is nothing that it would change")
    except psycopg.Error as error:
        return Outcome(defect, Fate.REFUSED, note=error.diag.message_primary or type(error).__name__)


def judged(defect: Defect, judging: Judging, live: Snapshot, others: Callable[[], bool]) -> Outcome:
    said = judging.said(live)
    if new := _new(judging, said):
        locked = {code for code in new if by_lock(code)}
        return Outcome(
            defect,
            Fate.CAUGHT,
            _codes(new, locked),
            _codes(new, new.keys() - locked),
            named_of(defect.where, new),
            holes_of(judging, new),
        )
    same = same_form(judging.sound, live)
    if same and same_answers(judging.sound, live) and not others():
        return Outcome(defect, Fate.EQUIVALENT)
    unheard = (_unheard(one, judging.known[code]) for code, one in said.items())
    return Outcome(
        defect, Fate.SURVIVED, needs=needed(defect, judging.platform, judging.sound, list(unheard), rows=same)
    )


def new_of(judging: Judging, live: Snapshot) -> Mapping[str, Said]:
    """By audit, what it says of this database and not of the sound one."""
    return _new(judging, judging.said(live))


def _new(judging: Judging, said: Mapping[str, Said]) -> Mapping[str, Said]:
    new: dict[str, Said] = {}
    for code, one in said.items():
        before = judging.known[code]
        if one is not before and (more := _beyond(one, before)):
            new[code] = more
    return new


def _unheard(one: Said, before: Said) -> Unheard:
    return Unheard(
        tuple(each for each in one.unheard.accepted if each not in before.unheard.accepted),
        tuple(each for each in one.unheard.advice if each not in before.unheard.advice),
    )


def _beyond(one: Said, before: Said) -> Said | None:
    """What it said of the sound database is no finding of this defect."""
    findings = tuple(each for each in one.findings if each not in before.findings)
    unknown = tuple(each for each in one.unknown if each not in before.unknown)
    return Said(findings, unknown) if findings or unknown else None


def _codes(new: Mapping[str, Said], of: Iterable[str]) -> tuple[str, ...]:
    """A finding's own code says more than that of the audit that compares."""
    return tuple(sorted({each.code for code in of for each in new[code].findings} | {
        code for code in of if not new[code].findings
    }))  # fmt: skip


def holes_of(judging: Judging, new: Mapping[str, Said]) -> tuple[str, ...]:
    """The cells that are open now and were not before: role, command, relation."""
    opened: dict[str, None] = {}
    for code, said in new.items():
        before = {part for one in judging.known[code].findings for part in one.extent}
        parts_ = (part for one in said.findings for part in one.extent if part not in before)
        opened |= {f"{code} {part}": None for part in parts_ if AUDITS[code].opens and _CELL.fullmatch(part)}
    return tuple(opened)


def named_of(where: str, new: Mapping[str, Said]) -> bool:
    told = [_text(each) for one in new.values() for each in one.findings]
    told += [text for one in new.values() for text in one.unknown]
    if not where or any(where in text for text in told):
        return True
    own = parts(re.sub(r"\(.*", "", where))
    return any(all(re.search(rf"\b{re.escape(word)}\b", text) for word in own[-2:]) for text in told)


def _text(finding: Finding) -> str:
    return f"{finding.where} {finding.what}"


def same_form(sound: Snapshot, live: Snapshot) -> bool:
    """Whether a lock would be the same of both."""
    return all(_form(kind, sound) == _form(kind, live) for kind in KINDS)


def same_answers(sound: Snapshot, live: Snapshot) -> bool:
    """Whether every question and every session was answered alike; how long it took is nobody's answer."""
    return {key: _answer(one) for key, one in sound.evidence.items()} == {
        key: _answer(one) for key, one in live.evidence.items()
    }


def _answer(one: Evidence) -> tuple[object, ...]:
    return one.state, one.looked_at, one.count, one.keys


def _form(kind: type[CatalogObject], live: Snapshot) -> object:
    entries = live.catalog[kind.kind]
    if isinstance(entries, Unreadable):
        return entries
    names = [field.name for field in locked_fields(kind)]
    return [tuple(getattr(one, name) for name in names) for one in entries]

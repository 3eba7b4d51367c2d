"""What each code came to on one platform, as the certificate lists it and by section."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from golive.model.finding import Severity
from golive.model.sections import SECTIONS, section_of
from golive.model.truth import Truth
from golive.verdict.certificate import Examined, Outcome, Section
from golive.verdict.result import Entry

_WORST = (Outcome.ERROR, Outcome.UNKNOWN, Outcome.OK)


@dataclass(slots=True)
class Line:
    """What one code came to on one platform."""

    looked_at: int = 0
    seconds: float = 0.0
    findings: int = 0
    advice: int = 0
    unknowns: int = 0
    broken: int = 0

    @property
    def outcome(self) -> Outcome:
        if self.findings or self.broken:
            return Outcome.ERROR
        return Outcome.UNKNOWN if self.unknowns else Outcome.OK


def audits_of(mine: Iterable[Entry]) -> dict[str, Sequence[str]]:
    return {code: told for entry in mine for code, told in entry.audits.items()}


def lines_of(mine: Iterable[Entry]) -> dict[str, Line]:
    lines: dict[str, Line] = defaultdict(Line)
    for entry in mine:
        for code in entry.codes:
            lines[code].seconds += entry.seconds / len(entry.codes)
            lines[code].looked_at += entry.looked.get(code, 0)
            lines[code].broken += bool(entry.broken)
        for finding in entry.findings:
            blocks = Severity(finding["severity"]).blocks
            lines[finding["code"]].findings += blocks
            lines[finding["code"]].advice += not blocks
        for unknown in entry.unknowns:
            lines[unknown["code"]].unknowns += 1
    return dict(sorted(lines.items()))


def examined(lines: Mapping[str, Line], audits: Mapping[str, Sequence[str]]) -> tuple[Examined, ...]:
    return tuple(
        Examined(
            code=code,
            sentence=audits[code][0],
            truth=Truth(audits[code][1]),
            outcome=line.outcome,
            looked_at=line.looked_at,
            seconds=round(line.seconds, 4),
            section=section_of(code),
        )
        for code, line in lines.items()
    )


def sections(lines: Mapping[str, Line]) -> tuple[Section, ...]:
    gathered: dict[str, list[Line]] = defaultdict(list)
    for code, line in lines.items():
        gathered[section_of(code)].append(line)
    return tuple(
        Section(
            name=name,
            outcome=next(o for o in _WORST if o in {line.outcome for line in gathered[name]}),
            looked_at=sum(line.looked_at for line in gathered[name]),
            findings=sum(line.findings for line in gathered[name]),
            unknowns=sum(line.unknowns for line in gathered[name]),
            advice=sum(line.advice for line in gathered[name]),
        )
        for name in SECTIONS.values()
        if name in gathered
    )

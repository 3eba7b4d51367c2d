"""What each code came to on one platform, as the certificate lists it and by section."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from golive.model.sections import SECTIONS, section_of
from golive.verdict.certificate import Examined, Outcome, Section
from golive.verdict.result import About, Result

# One audit that looked speaks for its section.
_WORST = (
    Outcome.ERROR,
    Outcome.UNKNOWN,
    Outcome.OK,
    Outcome.NOT_LOOKED_AT,
)


@dataclass(slots=True)
class Line:
    """What one code came to on one platform."""

    looked_at: int = 0
    seconds: float = 0.0
    findings: int = 0
    advice: int = 0
    unknowns: int = 0
    broken: int = 0
    nothing: str = ""  # why it looked at nothing

    @property
    def outcome(self) -> Outcome:
        if self.findings or self.broken:
            return Outcome.ERROR
        if self.unknowns:
            return Outcome.UNKNOWN
        return Outcome.NOT_LOOKED_AT if self.nothing and not self.looked_at else Outcome.OK


def audits_of(mine: Iterable[Result]) -> dict[str, About]:
    return {code: about for result in mine for code, about in result.about.items()}


def lines_of(mine: Iterable[Result]) -> dict[str, Line]:
    lines: dict[str, Line] = defaultdict(Line)
    for result in mine:
        for code in result.codes:
            lines[code].seconds += result.seconds / len(result.codes)
            lines[code].looked_at += result.looked.get(code, 0)
            lines[code].broken += bool(result.broken)
            lines[code].nothing = lines[code].nothing or result.nothing
        for finding in result.findings:
            lines[finding.code].findings += finding.severity.blocks
            lines[finding.code].advice += not finding.severity.blocks
        for unknown in result.unknowns:
            lines[unknown.code].unknowns += 1
    return dict(sorted(lines.items()))


def examined(lines: Mapping[str, Line], audits: Mapping[str, About]) -> tuple[Examined, ...]:
    return tuple(
        Examined(
            code=code,
            sentence=audits[code].claim,
            truth=audits[code].truth,
            outcome=line.outcome,
            looked_at=line.looked_at,
            seconds=round(line.seconds, 4),
            section=section_of(code),
            reason=line.nothing if line.outcome is Outcome.NOT_LOOKED_AT else "",
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
            not_looked_at=sum(line.outcome is Outcome.NOT_LOOKED_AT for line in gathered[name]),
        )
        for name in SECTIONS.values()
        if name in gathered
    )

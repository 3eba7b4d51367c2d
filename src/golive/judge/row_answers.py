"""What the rows answered to a law: each subject that is not as it should be, and what could not be looked at."""

from collections.abc import Iterator

from golive.judge.answers import SEES
from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.evidence import KEYS, Evidence, State
from golive.model.finding import Mend, command, decision
from golive.model.snapshot import Snapshot


def offenders(findings: Findings, live: Snapshot, question: q.Question, none: str) -> Iterator[tuple[str, Evidence]]:
    """The subjects that offend; the others were counted by whoever looked. Where there are none, that is said."""
    findings.count(live.asked(question.of()).looked_at)
    findings.nothing(none)
    unknown = []
    for subject, evidence in question.answers(live):
        if evidence.state is State.SEEN:
            yield subject, evidence
        else:
            unknown.append((subject, evidence))
    for subject, evidence in unknown[:KEYS]:
        findings.unknown(subject, f"could not look: {evidence.note}", _way(evidence.note))
    if len(unknown) > KEYS:
        more = f"{len(unknown) - KEYS} more tables"
        findings.unknown(more, f"could not look, as with {unknown[0][0]}", _way(unknown[0][1].note))


def _way(note: str) -> Mend:
    if note.startswith("no answer within"):
        return decision("raise [budget] seconds; or look at a quiet hour, on a standby, or on a restored backup")
    return command(SEES)


def rows(count: int, of: str = "", verb: str = "", noun: str = "row") -> str:
    """1 row of public.orders refers; 2 rows of public.orders refer."""
    if count != 1:
        verb, noun = {"has": "have", "is": "are"}.get(verb, verb.removesuffix("s")), noun + "s"
    return " ".join(word for word in (str(count), noun, f"of {of}" if of else "", verb) if word)

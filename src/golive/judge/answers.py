"""What the data answered to a claim, or a finding that it could not."""

from golive.judge.audit import Findings
from golive.model.evidence import Evidence, State
from golive.model.finding import Mend, command, decision, sql
from golive.model.snapshot import Snapshot

SEES = "give --dsn a login that reads every row: golive roles prints the script that makes golive_reader"


def answer(findings: Findings, live: Snapshot, claim: str, where: str) -> Evidence | None:
    """The evidence, counted as looked at; None where there is none, which has then been said."""
    evidence = live.asked(claim)
    if evidence.state is State.UNKNOWN:
        findings.unknown(where, f"could not look: {evidence.note}", cured(evidence, command(SEES)))
        return None
    if evidence.state is State.ABSENT:
        findings.look(where)
        findings.add(
            where=where,
            what=f"what is claimed of it cannot hold: {evidence.note}",
            why="the claim speaks of something that does not exist here",
            mend=decision("deploy the pending steps, or correct the claim in platform.toml"),
        )
        return None
    findings.count(evidence.looked_at)
    return evidence


def cured(evidence: Evidence, otherwise: Mend) -> Mend:
    """What lets it be known: the right that is missing, or a command of ours."""
    if not evidence.cure:
        return otherwise
    return command(evidence.cure) if evidence.cure.startswith("golive ") else sql(evidence.cure)


def listed(evidence: Evidence) -> str:
    """The keys that are shown, and how many more there are."""
    more = evidence.count - len(evidence.keys)
    return "; ".join(evidence.keys) + (f"; and {more} more" if more > 0 and evidence.keys else "")

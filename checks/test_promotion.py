"""What travelled is what was there: all of it, nothing else, and unchanged."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.model.claims.compare import COMPARE, Compare
from golive.model.evidence import Evidence, State
from golive.model.extent import counted
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


def _answer(findings: Findings, live: Snapshot, compare: Compare, question: str) -> Evidence | None:
    """Nothing where there is no source to compare with: the certificate then lists it as not run."""
    name = COMPARE.of(compare.name, question)
    if live.asked(name).state is State.NOT_OBSERVED:
        findings.look(compare.name)
        return None
    return answer(findings, live, name, compare.name)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


@audit("PRM001", Severity.CRITICAL, Truth.DECLARED)
def test_every_row_of_the_source_arrived(compare: Compare, live: Snapshot, findings: Findings) -> None:
    """Every row of the source arrived.

    Equal counts prove nothing: a row that was lost may stand beside one that nobody had; its owner misses it.
    """
    evidence = _answer(findings, live, compare, "lost")
    if evidence and evidence.count:
        findings.add(
            where=compare.name,
            what=f"{_rows(evidence.count)} of {evidence.looked_at} did not arrive: {listed(evidence)}",
            why=compare.why,
            mend=decision("promote them again; what is complete already stays as it is"),
            extent=counted(evidence),
        )


@audit("PRM002", Severity.HIGH, Truth.DECLARED)
def test_no_row_came_along(compare: Compare, live: Snapshot, findings: Findings) -> None:
    """No row is here that the source does not have.

    Rows of tests, of another tenant, or of a first attempt that nobody cleaned up are shown as the customer's own.
    """
    evidence = _answer(findings, live, compare, "new")
    if evidence and evidence.count:
        findings.add(
            where=compare.name,
            what=f"{_rows(evidence.count)} here that the source does not have: {listed(evidence)}",
            why=compare.why,
            mend=decision("ask whose they are; remove them, or narrow `where` of the claim to what travelled"),
            extent=counted(evidence),
        )


@audit("PRM003", Severity.CRITICAL, Truth.DECLARED)
def test_every_row_arrived_unchanged(compare: Compare, live: Snapshot, findings: Findings) -> None:
    """Every row that arrived is unchanged, to the last digit, letter and NULL.

    An export through texts cuts microseconds, moves time zones, turns NULL into '' and letters into others, and
    nobody sees it in a list.
    """
    evidence = _answer(findings, live, compare, "differs")
    if evidence and evidence.count:
        findings.add(
            where=compare.name,
            what=f"{_rows(evidence.count)} of {evidence.looked_at} differ: {listed(evidence)}",
            why=compare.why,
            mend=decision("promote them again from the source, not through an export as text"),
            extent=counted(evidence),
        )


@audit("PRM004", Severity.HIGH, Truth.DECLARED)
def test_every_column_was_compared(compare: Compare, live: Snapshot, findings: Findings) -> None:
    """Every column of either side was compared, unless the claim excepts it.

    What only one side has was left behind, or was made up here.
    """
    evidence = _answer(findings, live, compare, "columns")
    if evidence and evidence.count:
        findings.add(
            where=compare.name,
            what=f"{evidence.count} columns stand on one side only: {listed(evidence)}",
            why="what is in them did not travel, or was not there",
            mend=decision("bring both sides to the same schema first, or except the columns under `without`"),
            extent=counted(evidence),
        )

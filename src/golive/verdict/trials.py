"""A mend is shown with what came of it on a copy of the structure; one that went wrong there is a decision."""

from collections.abc import Iterable
from dataclasses import replace

from golive.model import questions as q
from golive.model.evidence import State
from golive.model.finding import Finding, MendKind, decision
from golive.model.snapshot import Snapshot

GOOD = "run on a copy of this structure: the finding was gone, and nothing else came"
BLIND = "run on a copy of this structure without an error; a copy does not show the finding, so that nobody saw it go"
NOT = "not run on a copy"


def with_trials(found: Iterable[Finding], live: Snapshot | None) -> list[Finding]:
    """Where no copy was made they stand as they are; `mends_said` tells that once."""
    if live is None or q.FIXED.of() not in live.evidence:
        return list(found)
    return [_shown(one, live) for one in found]


def mends_said(found: Iterable[Finding], live: Snapshot | None) -> str:
    """In one sentence, how far the suggested statements were tried; empty where there are none."""
    suggested = [one for one in found if one.mend.kind is MendKind.SQL or one.mend.tried]
    if not suggested:
        return ""
    if live is None or (whole := live.evidence.get(q.FIXED.of())) is None:
        return "none was run before it was suggested: --twin runs each on a copy of the structure"
    if whole.state is not State.SEEN:
        return f"none was run before it was suggested: {whole.note}"
    run = sum(one.mend.tried in (GOOD, BLIND) for one in suggested)
    return f"{run:,} of {len(suggested):,} were run on a copy of this structure, and did what they say"


def _shown(one: Finding, live: Snapshot) -> Finding:
    if one.mend.kind is not MendKind.SQL:
        return one
    evidence = live.evidence.get(q.TRIED.of(one.mend.digest))
    told = q.TRIED.told(evidence)
    if told is None:
        why = f": {evidence.note}" if evidence is not None and evidence.note else ""
        return replace(one, mend=replace(one.mend, tried=NOT + why))
    if not told.wrong:
        return replace(one, mend=replace(one.mend, tried=GOOD if told.seen else BLIND))
    said = decision(f"find another way: on a copy of this structure this {told.wrong}\n{one.mend.text}")
    return replace(one, mend=replace(said, tried=f"run on a copy of this structure: it {told.wrong}"))

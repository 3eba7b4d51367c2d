"""The audits see what they are there for: held against defects that were planted."""

import pytest

from golive.judge.audit import Findings, audit
from golive.model import questions as q
from golive.model.evidence import State
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

_LEARN = "declare what it changes in platform.toml, or learn the lock again: golive prove shows each with its SQL"


@pytest.mark.prove
@audit("PRV001", Severity.ADVICE, Truth.DECLARED)
def test_defects_of_its_own_kind_are_caught(live: Snapshot, findings: Findings) -> None:
    """Defects of this platform's own kind, planted one at a time in a copy, are caught.

    A green of audits that cannot see is worth nothing: what survives here can be in the database as well.
    """
    whole = live.evidence.get(q.PROVED.of())
    if whole is None:
        findings.nothing("it was not asked for: --prove plants them")
        return
    if whole.state is not State.SEEN:
        findings.unknown("the proof", whole.note, decision(whole.cure or "golive prove"))
        return
    for kind, one in q.PROVED.answers(live):
        findings.count(one.looked_at)
        if one.count:
            more = f" and {one.count - len(one.keys)} more" if one.count > len(one.keys) else ""
            findings.add(
                f"defects of class {kind}", f"{one.count} of {one.looked_at} survived: {'; '.join(one.keys)}{more}",
                "whoever has that defect is certified with it", decision(_LEARN),
            )  # fmt: skip
    findings.nothing("no way to spoil it was found")

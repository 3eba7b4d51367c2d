"""The way to put a database right: its findings planned, and judged again for the state that each mend leaves."""

from collections.abc import Iterator, Sequence

from golive.diff.plan import Plan, planned
from golive.judge.as_locked import AsLocked
from golive.judge.audit import AUDITS, FUNCTIONS
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.verdict.audits import judge, load_audits


def plan_of(platform: Platform, live: Snapshot | None, findings: Sequence[Finding]) -> Plan:
    """The plan for these findings of a platform; without a snapshot each mend stands as it was found."""
    load_audits()
    codes = {one.code for one in findings if one.code in FUNCTIONS and AUDITS[one.code].truth is not Truth.LOCKED}

    def found(state: Snapshot) -> Iterator[Finding]:
        for code in sorted(codes):
            try:
                yield from [one for result in judge(platform, state, [code]) for one in result.found]
            except Exception:  # a state that nobody saw may lack what an audit looks for
                yield from (one for one in findings if one.code == code)

    lock = platform.lock
    compared = AsLocked(lock, live, platform.claims) if lock and live and findings else None
    told = compared.comparison.differences if compared else ()
    return planned(findings, told, lock, live, found)

"""No value is plainly another than all others of its column."""

from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.extent import counted
from golive.model.finding import Severity, decision
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.model.time_names import orders
from golive.model.truth import Truth
from golive.sqltext.quoting import ident


def _declared(claims: Claims) -> bool:
    return claims.tenancy is not None and not claims.tenancy.proposal


@audit("ROW008", Severity.HIGH, Truth.LAWFUL)
def test_times_are_possible_and_in_order(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No time lies where no other of its column does, long ago or ahead, or before the one it follows.

    Read in another unit or form, cut, or written by a program that had none: what is sorted, due or deleted by it comes
    first, never, or at once. Said where all others, at least twenty, are right. Where nobody has said whose rows these
    are, or rows that were brought in later may have it so, it is advice.
    """
    severe = Severity.HIGH if _declared(claims) else Severity.ADVICE
    for name, evidence in offenders(findings, live, q.IMPOSSIBLE_TIMES, "no table with twenty rows has a time"):
        column, told = live.get(Column, name), q.IMPOSSIBLE_TIMES.told(evidence)
        assert column is not None
        assert told is not None
        said = " and ".join(
            f"{rows(count, str(evidence.looked_at), 'is', 'time')} {where}" for where, count in told.counts.items()
        )
        value = ident(column.name)
        findings.add(
            where=name,
            what=f"{said}, apart from all others",
            why="a time that was read in another unit or form, or is none: what goes by it comes first, or never",
            mend=decision(
                f"set it from its source: SELECT * FROM {column.relation} WHERE {value} < '1971-02-01' OR {value} >"
                f" now() ORDER BY {value};"
            ),
            severity=severe,
            extent=counted(evidence),
        )
    for name, evidence in offenders(findings, live, q.DISORDER, "no table with twenty rows has two times in order"):
        then, told = live.get(Column, name), q.DISORDER.told(evidence)
        assert then is not None
        assert told is not None
        table, value = then.relation or "", ident(then.name)
        certain = any(
            one.certain for one in orders(columns_of(live, table).values())
            if one.then is then and one.first.name in told.counts
        )  # fmt: skip
        before = " and ".join(f"{ident(first)} ({count})" for first, count in sorted(told.counts.items()))
        wrong = " OR ".join(f"{value} < {ident(first)}" for first in sorted(told.counts))
        findings.add(
            where=name,
            what=f"of {rows(evidence.looked_at, table)} that have both, these have it before: {before}",
            why="durations are negative, and what is sorted or chosen by it has them in the wrong place, or not at all",
            mend=decision(f"set the times from their source: SELECT * FROM {table} WHERE {wrong};"),
            severity=severe if certain else Severity.ADVICE,
            extent=counted(evidence),
        )

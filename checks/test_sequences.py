"""The next number is a new number."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders
from golive.model import questions as q
from golive.model.catalog import Column, Sequence
from golive.model.claims.feed import FEED, Feed
from golive.model.extent import counted
from golive.model.finding import Severity, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident, literal


@audit("SEQ002", Severity.HIGH, Truth.DECLARED)
def test_sequence_is_ahead_of_what_it_feeds(feed: Feed, live: Snapshot, findings: Findings) -> None:
    """Every sequence that is claimed to feed a column stands above the numbers already given.

    After a restore or an import it stands behind: the next customers get codes that others have.
    """
    evidence = answer(findings, live, FEED.of(feed.sequence), feed.sequence)
    if evidence and evidence.count:
        *relation, column = parts(feed.feeds)
        highest = (
            f"(SELECT max(substring({ident(column)}::text FROM {literal(feed.pattern)})::bigint)"
            f" FROM {'.'.join(map(ident, relation))})"
        )
        findings.add(
            where=feed.sequence,
            what=f"feeds {feed.feeds}: {listed(evidence)}",
            why=feed.why,
            mend=sql(
                f"SELECT setval({literal(feed.sequence)}, {highest});",
                unless=f"(SELECT last_value - (NOT is_called)::integer FROM {feed.sequence}) >= {highest}",
            ),
            extent=counted(evidence),
        )


@audit("SEQ005", Severity.HIGH, Truth.LAWFUL)
def test_sequences_are_ahead_of_their_columns(live: Snapshot, findings: Findings) -> None:
    """Every sequence behind a column (identity, serial, a default) gives a number next that no row has.

    Rows that were copied with their numbers leave it behind: the next insert fails on the primary key, or, without
    one, two rows share a number.
    """
    for subject, evidence in offenders(findings, live, q.AHEAD, "no sequence feeds a column"):
        column = next((one for one in live.of(Column) if subject.endswith(" " + one.identity)), None)
        sequence = live.get(Sequence, subject.removesuffix(" " + column.identity)) if column else None
        assert column is not None
        assert sequence is not None
        far, beyond, step = ("max", ">=", "-") if sequence.increment > 0 else ("min", "<=", "+")
        furthest = f"(SELECT {far}({ident(column.name)}) FROM {column.relation})"
        findings.add(
            where=sequence.identity,
            what=f"feeds {column.identity}: {evidence.note}",
            why="the next insert is refused, or gets a number that another row has",
            mend=sql(
                f"SELECT setval({literal(sequence.identity)}, {furthest}::bigint);",
                unless=(
                    f"(SELECT last_value {step} (NOT is_called)::integer FROM {sequence.identity}) {beyond} {furthest}"
                ),
            ),
        )

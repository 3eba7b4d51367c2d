"""Sequences never give a number twice, and do not run out."""

from golive.judge.answers import SEES
from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import Column, Sequence
from golive.model.claims import Claims
from golive.model.finding import Severity, command, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

_LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1}
_HIGH, _NOTED = 0.9, 0.5


@audit("SEQ003", Severity.HIGH, Truth.LAWFUL)
def test_sequences_do_not_start_again(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No sequence starts again at its beginning.

    One that cycles gives numbers that were given before: invoices and customers get codes that others have.
    """
    for sequence in judged(findings, live, Sequence, claims):
        if sequence.cycles:
            findings.add(
                sequence.identity,
                f"starts again at {sequence.minimum if sequence.increment > 0 else sequence.maximum} after "
                f"{sequence.maximum if sequence.increment > 0 else sequence.minimum}",
                "numbers that were given before are given again",
                sql(f"ALTER SEQUENCE {sequence.identity} NO CYCLE;"),
            )


@audit("SEQ004", Severity.HIGH, Truth.LAWFUL)
def test_sequences_have_room(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every sequence has most of its range before it, and the column that takes its numbers holds them all.

    At its end every insert fails at once, and making a full column wider rewrites the table.
    """
    fed = _fed(live)
    none = "no sequence counts up to an end"
    for sequence in judged(findings, live, Sequence, claims, lambda one: one.increment > 0 and not one.cycles, none):
        if not sequence.readable:
            findings.unknown(
                sequence.identity,
                "its last value may not be read",
                command(SEES),
            )
            continue
        columns = [column for column in fed.get(sequence.identity, []) if column.type in _LARGEST]
        narrow = min(columns, key=lambda column: _LARGEST[column.type], default=None)
        most = min(sequence.maximum, _LARGEST[narrow.type]) if narrow else sequence.maximum
        used = ((sequence.last_value or sequence.minimum) - sequence.minimum) / max(most - sequence.minimum, 1)
        end = f"{narrow.identity} ends at {most}" if narrow and most < sequence.maximum else f"it ends at {most}"
        widen = decision("make the column and its sequence bigint while the table is small, with what refers to it")
        if used >= _NOTED:
            findings.add(
                sequence.identity,
                f"has given {int(used * 100)} % of its numbers: {end}",
                "at the end every insert fails at once, and the way out rewrites the table",
                widen,
                severity=Severity.HIGH if used >= _HIGH else Severity.ADVICE,
            )
        elif narrow is not None and sequence.maximum > most:
            findings.add(
                sequence.identity,
                f"gives numbers up to {sequence.maximum}, {narrow.identity} is {narrow.type}",
                f"after {most} every insert fails, long before the sequence ends",
                widen,
                severity=Severity.ADVICE,
            )


def _fed(live: Snapshot) -> dict[str, list[Column]]:
    """The columns that take the numbers of each sequence."""
    found: dict[str, list[Column]] = {}
    owned = {sequence.owned_by: sequence.identity for sequence in live.of(Sequence) if sequence.owned_by}
    for column in live.of(Column):
        if column.identity in owned:
            found.setdefault(owned[column.identity], []).append(column)
        elif column.default.startswith("nextval('"):
            found.setdefault(column.default.removeprefix("nextval('").partition("'")[0], []).append(column)
    return found

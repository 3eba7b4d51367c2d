"""Rows that every installation needs are there, once, with the right content, for every tenant."""

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import rows as counted
from golive.judge.system_rows import problems
from golive.model.claims.filled import FILLED, Filled
from golive.model.claims.rows import PLACEHOLDERS, ROWS, Rows
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("ROW001", Severity.HIGH, Truth.DECLARED)
def test_system_rows_are_as_claimed(rows: Rows, live: Snapshot, findings: Findings) -> None:
    """Every declared system row stands in its table once, with the declared content, and no other does.

    Counts hide it: five roles are five roles with the wrong flags, and two tenants with ten and eight sections
    have nine on average.
    """
    if evidence := answer(findings, live, ROWS.of(rows.name), rows.table):
        told = ROWS.told(evidence)
        wrong = told.rows if told else ()
        for what, mend in problems(rows, wrong, live):
            findings.add(where=rows.table, what=f"{rows.name}: {what}", why=rows.why, mend=mend)
        if evidence.count > len(wrong):
            findings.add(
                where=rows.table,
                what=f"{rows.name}: {evidence.count - len(wrong)} more rows are not as claimed",
                why=rows.why,
                mend=decision("mend the rows named above first, and look again"),
            )


@audit("ROW002", Severity.HIGH, Truth.DECLARED)
def test_placeholders_are_in_place(rows: Rows, live: Snapshot, findings: Findings) -> None:
    """Every template carries the placeholders it must, and none that nobody fills.

    A template that lost its link is still a template: the mail goes out and leads nowhere.
    """
    columns = sorted({*rows.placeholders, *rows.optional})
    for column in columns:
        if evidence := answer(findings, live, PLACEHOLDERS.of(rows.name, column), rows.table):
            for key in evidence.keys:
                findings.add(
                    where=rows.table,
                    what=f"{rows.name}: {key}",
                    why=rows.why,
                    mend=decision(f"put the text of {column} right, with the placeholders that are named here"),
                )
    if not columns:
        findings.look(f"{rows.name}: no column with placeholders is declared")


@audit("ROW003", Severity.HIGH, Truth.DECLARED)
def test_tables_are_filled(filled: Filled, live: Snapshot, findings: Findings) -> None:
    """Every table that must hold rows holds at least as many as declared.

    A table that exists and is empty passes every check of the schema, and the application shows nothing.
    """
    evidence = answer(findings, live, FILLED.of(filled.table, filled.where), filled.table)
    if evidence and evidence.count < filled.minimum:
        findings.add(
            where=filled.table,
            what=f"holds {counted(evidence.count)} where {filled.where}, at least {filled.minimum} are claimed",
            why=filled.why,
            mend=decision("find out which step or promotion should have brought them, and run it"),
        )

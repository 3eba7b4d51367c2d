"""No row is what the schema says that no row can be."""

from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.judge.shared_rows import has_shared_rows
from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Index
from golive.model.claims import Claims
from golive.model.claims.rows import Rows
from golive.model.extent import counted
from golive.model.finding import Severity, decision
from golive.model.relation_names import identities_of
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.quoting import ident, idents


@audit("CON006", Severity.HIGH, Truth.LAWFUL)
def test_rows_hold_what_valid_constraints_say(live: Snapshot, findings: Findings) -> None:
    """Every row satisfies the checks and the NOT NULL that count as valid.

    The application trusts them and crashes on such a row; the next dump of this database cannot be restored.
    """
    for name, evidence in offenders(findings, live, q.CHECKS, "no constraint of a table with rows counts as valid"):
        constraint = live.get(Constraint, name)
        table = constraint.relation if constraint else name
        definition = constraint.definition if constraint else "the check"
        condition = definition.removeprefix("CHECK ").removesuffix(" NO INHERIT")
        findings.add(
            where=name,
            what=f"{rows(evidence.count, table or name, 'violates')} {definition}, which counts as valid",
            why="the application trusts the constraint, and a dump with these rows cannot be restored",
            mend=decision(f"correct the rows: SELECT * FROM ONLY {table} WHERE NOT {condition};"),
            extent=counted(evidence),
        )
    for name, evidence in offenders(findings, live, q.NOT_NULL, "no constraint of a table with rows counts as valid"):
        column = live.get(Column, name)
        table = column.relation if column else name
        where = ident(column.name) if column else "it"
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='holds')} NULL, the column is NOT NULL",
            why="the application trusts the constraint, and a dump with these rows cannot be restored",
            mend=decision(f"correct the rows: SELECT * FROM ONLY {table} WHERE num_nulls({where}) > 0;"),
            extent=counted(evidence),
        )


@audit("CON007", Severity.HIGH, Truth.LAWFUL)
def test_rows_refer_to_rows_that_are_there(live: Snapshot, findings: Findings) -> None:
    """Every row that refers to another by a valid foreign key finds it.

    Written while triggers were off, by a restore or a replica: the constraint says valid, joins lose the row, and
    a restored backup lacks the constraint.
    """
    for name, evidence in offenders(findings, live, q.ORPHANS, "no table with rows refers to another"):
        key = live.get(Constraint, name)
        assert key is not None
        pairs = list(zip(map(ident, key.columns), map(ident, key.referenced_columns), strict=True))
        there = " AND ".join(f"c.{own} IS NOT NULL" for own, _ in pairs)
        same = " AND ".join(f"p.{theirs} = c.{own}" for own, theirs in pairs)
        findings.add(
            where=name,
            what=f"{rows(evidence.count, key.relation or '', 'refers')} to rows of {key.referenced} that are not there",
            why="the constraint counts as valid: nothing will ever report them, and a dump cannot be restored with it",
            mend=decision(
                f"restore the missing rows or clear the references: SELECT c.* FROM {key.relation} AS c"
                f" WHERE {there} AND NOT EXISTS (SELECT FROM {key.referenced} AS p WHERE {same});"
            ),
            extent=counted(evidence),
        )


@audit("CON008", Severity.CRITICAL, Truth.LAWFUL)
def test_rows_are_unique_where_an_index_says_so(live: Snapshot, findings: Findings) -> None:
    """Every key of a unique index stands in its table once.

    Looked for without the index: a corrupt one (a changed collation, a crash) hides exactly the rows that it let in
    twice, and every upsert hits one of them at random.
    """
    for name, evidence in offenders(findings, live, q.TWICE, "no table with rows has a unique key"):
        index = live.get(Index, name)
        assert index is not None
        columns = ", ".join(index.columns)
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='stands', noun='key')} more than once in {index.table}: ({columns})",
            why="the index is corrupt: lookups find one of the rows at random, and it cannot be built again",
            mend=decision(
                f"SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off; merge the"
                f" rows of {index.table}; then REINDEX INDEX CONCURRENTLY {name};"
            ),
            extent=counted(evidence),
        )


@audit("ROW004", Severity.HIGH, Truth.LAWFUL)
def test_rows_are_unique_also_where_a_part_is_null(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every row that a unique key names stands once, also where another part of the key is NULL.

    NULL equals nothing: a system role without tenant, a template without locale can stand twice under a unique key, and
    the application takes one of them at random. Rows that everybody shares block; others are told as advice, since
    only people know whether they are meant.
    """
    claimed = identities_of(live, (one.table for one in claims.of(Rows)))
    for name, evidence in offenders(findings, live, q.THROUGH_NULL, "no unique key of a table with rows lets NULL in"):
        index = live.get(Index, name)
        assert index is not None
        shared = index.table in claimed or has_shared_rows(live, index.table)
        columns = idents(index.columns)
        parts = (column for column in live.on(Column, index.table) if column.name in index.columns)
        nullable = ", ".join(column.name for column in parts if not column.not_null)
        findings.add(
            where=name,
            what=(
                f"{rows(evidence.count, verb='stands', noun='key')} more than once in {index.table}: ({columns}),"
                f" where {nullable} is NULL"
            ),
            why="the application takes one of the rows at random" if shared else "the unique key does not see them",
            mend=decision(
                f"merge the rows: SELECT {columns}, count(*) FROM {index.table} GROUP BY {columns} HAVING count(*) > 1;"
                " then make the index NULLS NOT DISTINCT (15 and later), or add one WHERE the column IS NULL"
            ),
            severity=Severity.HIGH if shared else Severity.ADVICE,
            extent=counted(evidence),
        )


@audit("ROW005", Severity.HIGH, Truth.LAWFUL)
def test_time_zones_are_places(live: Snapshot, findings: Findings) -> None:
    """Every time zone that a row names is that of a place, written as it is, and no abbreviation or offset.

    EST knows no summer, CET and IST are several, and UTC+2 is read as two hours west: for half of the year, or for all
    of it, what is due comes at another hour.
    """
    for name, evidence in offenders(findings, live, q.ZONES, "no column has the name of a time zone"):
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='names')} a time zone by an abbreviation, an offset, or in other letters",
            why="it does not follow summer time, or means another offset than was meant",
            mend=decision("ask which place is meant, and write that: America/New_York, Europe/Berlin"),
            extent=counted(evidence),
        )


@audit("ROW006", Severity.HIGH, Truth.LAWFUL)
def test_documents_are_no_texts_of_json(live: Snapshot, findings: Findings) -> None:
    """No document is a string that holds JSON, or of another kind than its column's default and most of its rows.

    Written through a conversion too many, or by other code: every query into it finds nothing, and says so to nobody.
    Such a string within a document is advice, since some are meant to be sent as they are.
    """
    said = {
        q.TEXT_DOCUMENTS: "a string that holds JSON, or another kind of value than most",
        q.TEXT_INSIDE: "JSON kept as a string within JSON",
    }
    for question, words in said.items():
        for name, evidence in offenders(findings, live, question, "there is no document that nobody claims"):
            findings.add(
                where=name,
                what=f"{rows(evidence.count, noun='document')}: {words}",
                why="no operator and no path enters it: what stands there is not found",
                mend=decision(
                    "find out who writes it so; then put what is meant there, of a string (document #>> '{}')::jsonb"
                ),
                severity=None if question is q.TEXT_DOCUMENTS else Severity.ADVICE,
                extent=counted(evidence),
            )


@audit("ROW007", Severity.HIGH, Truth.LAWFUL)
def test_texts_are_what_was_written(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No text holds what a wrong conversion leaves: U+FFFD, two letters for one, controls, NULL as a word.

    Nor errors and powers of ten of a spreadsheet; no name has a question mark for a letter, or a letter in parts.
    Customers read it in every mail and invoice, no search finds it, and what was lost does not come back. Where nobody
    has said whose rows these are, it is advice: people may have pasted it themselves.
    """
    declared = claims.tenancy is not None and not claims.tenancy.proposal
    for name, evidence in offenders(findings, live, q.GARBLED, "no table with rows has texts in UTF8"):
        column = live.get(Column, name)
        table, text = (column.relation, ident(column.name)) if column else (name, "the text")
        findings.add(
            where=name,
            what=f"{rows(evidence.count, table or '', 'holds')} text that went through a wrong conversion",
            why="people read it as it stands, and no search for what was meant finds it",
            mend=decision(
                "take the rows from their source again, read in its own encoding; where UTF-8 was read as Latin:"
                f" convert_from(convert_to({text}, 'WIN1252'), 'UTF8'); of letters in parts: normalize({text}, NFC)"
            ),
            severity=Severity.HIGH if declared else Severity.ADVICE,
            extent=counted(evidence),
        )

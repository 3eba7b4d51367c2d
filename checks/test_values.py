"""No value is plainly another than all others of its column."""

from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.extent import counted, most
from golive.model.finding import Severity, decision
from golive.model.forms import CODES, EMPTY, FORMS, KINDS
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.model.strays import LACKED
from golive.model.time_names import orders
from golive.model.truth import Truth
from golive.sqltext.quoting import ident, literal


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


@audit("ROW009", Severity.HIGH, Truth.LAWFUL)
def test_texts_have_the_form_of_their_column(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No text is written otherwise than nearly all others of its column: in other letters, with a blank, in no form.

    A state in other letters is no state that the application knows: the row is in no list. A code or a number that is
    none fails where it is used, months later. What people may mean is advice, and so is all where nobody has said whose
    rows these are.
    """
    severe = Severity.HIGH if _declared(claims) else Severity.ADVICE
    spelled: dict[str, int] = {}
    for name, evidence in offenders(findings, live, q.SPELLINGS, "no table with twenty rows has a text"):
        column = live.get(Column, name)
        assert column is not None
        value = ident(column.name)
        spelled[name] = evidence.count
        findings.add(
            where=name,
            what=f"{rows(evidence.count, str(evidence.looked_at), 'has')} a value that most others write otherwise",
            why="in other letters, or with a blank, it is another value: what compares it does not find the row",
            mend=decision(
                f"write it as most rows have it: SELECT {value}, count(*) FROM {column.relation} GROUP BY {value}"
                f" ORDER BY lower({value}::text);"
            ),
            severity=severe,
            extent=counted(evidence),
        )
    for name, evidence in offenders(findings, live, q.FORMS, "no table with twenty rows has a text"):
        column, told = live.get(Column, name), q.FORMS.told(evidence)
        assert column is not None
        assert told is not None
        for form, count in told.counts.items():
            if count <= spelled.get(name, 0):
                continue  # the same rows
            be = "is" if count == 1 else "are"
            said = f"{be} empty, and no other is" if form == EMPTY else f"{be} not {form}, as all others are"
            findings.add(
                where=name,
                what=f"of {rows(evidence.looked_at, noun='text')} {count} {said}",
                why="whatever reads the column expects what all others are, and fails on it or passes it by",
                mend=decision(f"set it from its source: {_finds(column, form)}"),
                severity=severe if form in CODES else Severity.ADVICE,
                extent=(most(count, form),),
            )


def _finds(column: Column, form: str) -> str:
    value = f"{ident(column.name)}::text"
    kinds = next((one.kinds for one in FORMS if one.name == form), ())
    no = " AND ".join(f"{value} !~ {literal(KINDS[kind])}" for kind in kinds) or f"{value} = ''"
    return f"SELECT * FROM {column.relation} WHERE {no};"


@audit("ROW010", Severity.ADVICE, Truth.LAWFUL)
def test_documents_have_the_names_of_their_column(live: Snapshot, findings: Findings) -> None:
    """No document lacks a name that nearly all others of its column have, or has another kind of value under it.

    What reads it finds nothing there, or a text where it counts, and goes on with a default. Looked at where the
    documents of a column are of one kind: what some of them have and others have not is nobody's mistake.
    """
    for name, evidence in offenders(findings, live, q.SHAPES, "no table with twenty rows has documents"):
        column, told = live.get(Column, name), q.SHAPES.told(evidence)
        assert column is not None
        assert told is not None
        for said, count in told.counts.items():
            how, key = said.split(" ", 1)
            document = f"{ident(column.name)}::jsonb"
            if how == LACKED:
                what = f"no {key}, which all others have"
                shown = f"SELECT * FROM {column.relation} WHERE NOT {document} ? {literal(key)};"
            else:
                what = f"another kind of value under {key} than all others"
                kind = f"jsonb_typeof({document} -> {literal(key)})"
                shown = f"SELECT {kind}, count(*) FROM {column.relation} GROUP BY 1;"
            findings.add(
                where=name,
                what=f"{rows(count, str(evidence.looked_at), 'has', 'document')} {what}",
                why="whatever reads it finds nothing there, or what it cannot use, and goes on without a word",
                mend=decision(f"write it from its source: {shown}"),
                extent=(most(count, said),),
            )


@audit("ROW011", Severity.ADVICE, Truth.LAWFUL)
def test_numbers_are_of_the_size_of_their_column(live: Snapshot, findings: Findings) -> None:
    """No number is many times all others of its column, a small part of them, or below nothing where none can be.

    Cents where all others are euros, bytes among kilobytes: each row is right by itself, and every sum is wrong.
    """
    for name, evidence in offenders(findings, live, q.MAGNITUDES, "no table with twenty rows has numbers"):
        column, told = live.get(Column, name), q.MAGNITUDES.told(evidence)
        assert column is not None
        assert told is not None
        said = " and ".join(
            f"{rows(count, str(evidence.looked_at), 'is', 'number')} {how}" for how, count in told.counts.items()
        )
        value = ident(column.name)
        findings.add(
            where=name,
            what=said,
            why="in another unit, or with another sign: every sum that the row is part of is wrong",
            mend=decision(
                f"compare with its source: (SELECT * FROM {column.relation} ORDER BY {value} LIMIT 10) UNION ALL"
                f" (SELECT * FROM {column.relation} ORDER BY {value} DESC NULLS LAST LIMIT 10);"
            ),
            extent=counted(evidence),
        )

"""Stored passwords tell nobody anything, and let in whom they belong to."""

from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.extent import counted
from golive.model.finding import Severity, decision
from golive.model.questions import Question
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("LFT005", Severity.HIGH, Truth.LAWFUL)
def test_no_password_is_readable(live: Snapshot, findings: Findings) -> None:
    """No password is stored so that it can be read.

    One dump in the wrong hands is then the account of every user, here and wherever they use it again.
    """
    _of_passwords(
        findings,
        live,
        q.PASSWORDS,
        holds="something that is no hash of a password",
        why="whoever reads the table or a dump has the passwords, and a login that compares hashes fails",
        mend="clear it in these rows of {table}, and have their owners set a new one",
    )


@audit("LFT007", Severity.HIGH, Truth.LAWFUL)
def test_no_password_is_shared(live: Snapshot, findings: Findings) -> None:
    """No two people have one stored password, or one salt.

    Copied from account to account by a test or an import: who knows his own gets in as everybody else who has it.
    """
    _of_passwords(
        findings,
        live,
        q.SHARED_PASSWORDS,
        holds="a hash that stands at another person as well",
        why="whoever has the password of one of them has that of all of them",
        mend="clear it in these rows of {table}, and have each set a password of his own",
    )
    _of_passwords(
        findings,
        live,
        q.SHARED_SALTS,
        holds="a hash with the salt of another one",
        why="one guess is tried at all of them at once, and equal passwords show as equal",
        mend="draw a salt for each, and have the people of {table} set their passwords again",
    )


@audit("LFT010", Severity.HIGH, Truth.LAWFUL)
def test_every_stored_password_is_whole(live: Snapshot, findings: Findings) -> None:
    """Every stored password has the length of its kind.

    A hash that a column, an export or a form has cut fits no password: its owner cannot sign in, and nothing says why.
    """
    _of_passwords(
        findings,
        live,
        q.CUT_HASHES,
        holds="a bcrypt hash that has not its 60 characters",
        why="no password fits it: whoever it belongs to cannot sign in",
        mend="take these of {table} from a backup, or have their owners set a new password",
    )


def _of_passwords(findings: Findings, live: Snapshot, question: Question, *, holds: str, why: str, mend: str) -> None:
    for name, evidence in offenders(findings, live, question, "no column has the name of a password"):
        column = live.get(Column, name)
        assert column is not None
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='holds')} {holds}",
            why=why,
            mend=decision(mend.format(table=column.relation)),
            extent=counted(evidence),
        )

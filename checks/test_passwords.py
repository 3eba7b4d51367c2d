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
    """No two people have one stored password or salt, no two tenants one secret.

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
    if q.SHARED_SECRETS.of() in live.evidence:
        _of_passwords(
            findings,
            live,
            q.SHARED_SECRETS,
            holds="the secret of another tenant, where most have one of their own",
            why="requests of one go out with the account of the other, and who is told one has both",
            mend="ask whose they are, and draw a new one for the other rows of {table}",
        )


@audit("LFT010", Severity.HIGH, Truth.LAWFUL)
def test_every_stored_password_is_whole(live: Snapshot, findings: Findings) -> None:
    """Every stored password has the length of its kind, and takes as long to guess as most do.

    A hash that a column, an export or a form has cut fits no password: its owner cannot sign in, and nothing says why.
    One of a test or of an older application is guessed in a second, and its owner uses the password elsewhere too.
    """
    _of_passwords(
        findings,
        live,
        q.CUT_HASHES,
        holds="a bcrypt hash that has not its 60 characters",
        why="no password fits it: whoever it belongs to cannot sign in",
        mend="take these of {table} from a backup, or have their owners set a new password",
    )
    if q.QUICK_HASHES.of() in live.evidence:
        _of_passwords(
            findings,
            live,
            q.QUICK_HASHES,
            holds="a hash that is guessed in a second, where most take long",
            why="whoever has a dump has these passwords, and what they open elsewhere",
            mend="have the owners of these rows of {table} set a new password, hashed as the others are",
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

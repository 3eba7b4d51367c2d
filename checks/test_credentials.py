"""What is sealed can be opened by the application, holds what it should, and by nobody else."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.claims.credential import CREDENTIAL, Credential
from golive.model.evidence import Evidence, State
from golive.model.extent import counted
from golive.model.finding import Mend, Severity, decision
from golive.model.flaws import CURRENT, HOLDS, OPENS, OWN, WRITTEN, Flaw
from golive.model.sealed import FORMLESS, SHARED_IV
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.quoting import ident

AGAIN = "enter the credentials again in the application, which seals them with the current key"


def _answers(findings: Findings, live: Snapshot, credential: Credential, *flaws: Flaw) -> list[tuple[Flaw, Evidence]]:
    """The flaws that rows have; a question without an answer is said once, rows are counted once."""
    found: list[tuple[Flaw, Evidence]] = []
    said: set[str] = set()
    for flaw in flaws:
        evidence = live.asked(CREDENTIAL.of(credential.name, flaw.name))
        if evidence.state is not State.SEEN:
            if evidence.note not in said:
                said.add(evidence.note)
                _unseen(findings, live, credential, CREDENTIAL.of(credential.name, flaw.name), evidence)
            continue
        if evidence.count:
            found.append((flaw, evidence))
        if not findings.looked_at:
            findings.count(evidence.looked_at)
    return found


def _unseen(findings: Findings, live: Snapshot, credential: Credential, question: str, evidence: Evidence) -> None:
    if evidence.state is State.UNKNOWN and any(form.variable in evidence.note for form in credential.format):
        mend = decision("run this with the environment of the application: its keys are read from there")
        findings.unknown(credential.identity, f"could not open: {evidence.note}", mend)
    else:
        answer(findings, live, question, credential.identity)


def _say(findings: Findings, credential: Credential, flaw: Flaw, evidence: Evidence, mend: Mend, why: str = "") -> None:
    some = f"1 row of {evidence.looked_at}"
    if evidence.count > 1:
        some = f"{evidence.count} rows of {evidence.looked_at}, each of which"
    note = f" ({evidence.note})" if evidence.note else ""
    findings.add(
        where=credential.identity,
        what=f"{some} {flaw}{note}: {listed(evidence)}",
        why=why or credential.why,
        mend=mend,
        extent=counted(evidence, flaw.name),
    )


@audit("CRD001", Severity.CRITICAL, Truth.DECLARED)
def test_every_credential_opens(credential: Credential, live: Snapshot, findings: Findings) -> None:
    """Every credential opens with the key that the application has.

    The application finds out at the first request that needs it, at night, for one customer after the other; that a row
    decrypts is not enough, since one wrong key in 256 passes the padding.
    """
    mends = {
        Flaw.OTHER_KEY: decision("seal these rows again with the current key, or give the application that key"),
        Flaw.WRONG_IV: decision("take the value from a backup, ciphertext and iv together; or " + AGAIN),
        Flaw.DAMAGED: decision("take the value from a backup; or " + AGAIN),
    }
    for flaw, evidence in _answers(findings, live, credential, *OPENS):
        mend = mends.get(flaw, decision("find the key they were sealed with and declare it under old; or " + AGAIN))
        _say(findings, credential, flaw, evidence, mend)


@audit("CRD002", Severity.CRITICAL, Truth.DECLARED)
def test_every_credential_is_sealed_as_declared(credential: Credential, live: Snapshot, findings: Findings) -> None:
    """Every credential is there and written in its declared form, sealed and whole.

    What stands in clear is read by whoever reads the database or a backup of it; what was cut cannot be opened.
    """
    for flaw, evidence in _answers(findings, live, credential, *WRITTEN):
        if flaw in (Flaw.CLEAR, Flaw.ENCODED):
            why = "whoever reads the database, a backup or a screen share has the credential"
            mend = decision("change the credential at its issuer, since it was readable, then " + AGAIN)
            _say(findings, credential, flaw, evidence, mend, why)
        else:
            _say(findings, credential, flaw, evidence, decision(AGAIN))


@audit("CRD003", Severity.CRITICAL, Truth.DECLARED)
def test_every_credential_holds_what_its_kind_needs(credential: Credential, live: Snapshot, findings: Findings) -> None:
    """Every credential holds the fields that its kind needs, each with a value.

    It opens and looks sound, and the request goes out with the word undefined in the place of a key.
    """
    for flaw, evidence in _answers(findings, live, credential, *HOLDS):
        _say(findings, credential, flaw, evidence, decision(AGAIN))


@audit("CRD004", Severity.HIGH, Truth.DECLARED)
def test_no_credential_is_that_of_another_row(credential: Credential, live: Snapshot, findings: Findings) -> None:
    """No credential is that of another row, no iv was used twice, and each was drawn at random.

    One customer's requests go out with the account of another; equal ivs under one key give the contents away.
    """
    for flaw, evidence in _answers(findings, live, credential, *OWN):
        if flaw in (Flaw.SAME_IV, Flaw.WEAK_IV):
            why = "with one iv equal beginnings show as equal, and with GCM the key of the tag can be computed"
            if flaw is Flaw.WEAK_IV:
                why = "whoever foretells an iv tries by texts of his own what another row holds"
            mend = decision("seal these rows again, each with a fresh random iv")
        else:
            why = "requests of one row go out with the account of the other"
            mend = decision("ask whose they are; for the other rows, " + AGAIN)
        _say(findings, credential, flaw, evidence, mend, why)


@audit("CRD005", Severity.CRITICAL, Truth.DECLARED)
def test_key_is_known_to_nobody_else(credential: Credential, live: Snapshot, findings: Findings) -> None:
    """The key that credentials are sealed with was never printed, stands nowhere beside them, and cannot be guessed.

    A key that stands in a runbook, a tutorial or the code works, and opens every credential for whoever has read it.
    """
    evidence = live.asked(CREDENTIAL.of(credential.name, "key"))
    if evidence.state is not State.SEEN:
        _unseen(findings, live, credential, CREDENTIAL.of(credential.name, "key"), evidence)
        return
    findings.count(evidence.looked_at)
    if evidence.count:
        findings.add(
            where=credential.identity,
            what="; ".join(evidence.keys),
            why="whoever has read where it was printed, or tries long enough, opens every credential",
            mend=decision("make a new key (openssl rand -hex 32), and seal every row again with it"),
        )


@audit("CRD006", Severity.HIGH, Truth.DECLARED)
def test_every_credential_is_sealed_with_the_current_key(
    credential: Credential, live: Snapshot, findings: Findings
) -> None:
    """Every credential is sealed with the current key, or a rotation is declared and not over.

    The day the old key is taken away, these rows are lost; a sample of one row does not show it.
    """
    if credential.rotation and live.server.now[:10] <= credential.rotation.isoformat():
        _answers(findings, live, credential, *CURRENT)  # until that day both keys are expected
        return
    for flaw, evidence in _answers(findings, live, credential, *CURRENT):
        mend = decision("seal them again with the current key, or declare until when the rotation lasts")
        _say(findings, credential, flaw, evidence, mend, "they are lost the day the old key is taken away")


@audit("CRD007", Severity.HIGH, Truth.LAWFUL)
def test_what_is_called_sealed_is_sealed(live: Snapshot, findings: Findings) -> None:
    """Where most values of a column are sealed in one form, each is sealed, and with an iv of its own.

    Also without the key it shows that one was cut, has a part too many or is written plainly, and that an iv serves
    twice. What no [[credential]] claims is looked at, in columns that are called after sealing or after secrets.
    """
    for name, evidence in offenders(findings, live, q.SEALED_FORMS, "no column is called after what is sealed"):
        column, told = live.get(Column, name), q.SEALED_FORMS.told(evidence)
        assert column is not None
        assert told is not None
        (form,) = set(told.counts) - {FORMLESS, SHARED_IV}
        value, of = ident(column.name), str(evidence.looked_at)
        if count := told.counts.get(FORMLESS):
            findings.add(
                where=name,
                what=f"{rows(count, of, 'has', 'value')} no shape of a sealed one; most have {form}",
                why="what was cut, padded or written plainly is opened by no key, or read by everybody",
                mend=decision(
                    f"enter them again in the application; by their lengths: SELECT ctid, length({value}) FROM"
                    f" {column.relation} WHERE {value} <> '' ORDER BY 2;"
                ),
                extent=counted(evidence),
            )
        if count := told.counts.get(SHARED_IV):
            findings.add(
                where=name,
                what=f"{rows(count, str(told.counts[form]), 'has', 'value')} the iv of another one",
                why="what begins alike is seen to, and some ciphers give their key away by it",
                mend=decision("enter them again in the application, which draws an iv for each"),
                extent=counted(evidence),
            )

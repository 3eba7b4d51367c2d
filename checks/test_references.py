"""What rows name is there, although no foreign key says so."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.claim import Found
from golive.model.claims import Claims
from golive.model.claims.labels import Labels
from golive.model.claims.reference import REFERENCE, Reference
from golive.model.claims.schedule import Schedule
from golive.model.claims.token import Token
from golive.model.claims.tree import Tree
from golive.model.evidence import Evidence
from golive.model.extent import counted
from golive.model.finding import Mend, Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

ANEW = "make a new token of 32 random bytes for each, and tell it to whoever calls"


def _ask(findings: Findings, live: Snapshot, claim: Reference, *flaws: str) -> list[tuple[str, Evidence]]:
    """What was found of these flaws; a question without an answer is said once."""
    found: list[tuple[str, Evidence]] = []
    for number, flaw in enumerate(flaws):
        question = REFERENCE.of(claim.name, flaw)
        evidence = live.asked(question)
        if number == 0 and not evidence.looked_at and not claim.at_least:
            findings.look(f"{claim.name}: none, as the claim allows")
        if number == 0 and answer(findings, live, question, claim.name) is None:
            return []
        if evidence.count:
            found.append((flaw, evidence))
    return found


def _rows(findings: Findings, live: Snapshot, kind: str, claim: Found) -> Evidence | None:
    """What was found of rows that there must be, unless the claim says that there may be none."""
    evidence = answer(findings, live, f"{kind}:{claim.name}", claim.name)
    if evidence and not evidence.looked_at and not claim.at_least:
        findings.look(f"{claim.name}: none, as the claim allows")
    return evidence


def _say(findings: Findings, where: str, what: str, evidence: Evidence, why: str, mend: Mend) -> None:
    some = "1 reference" if evidence.count == 1 else f"{evidence.count} references"
    told = f"{some} of {evidence.looked_at} {what}: {listed(evidence)}"
    findings.add(where=where, what=told, why=why, mend=mend, extent=counted(evidence, what))


@audit("REF001", Severity.CRITICAL, Truth.DECLARED)
def test_what_is_named_is_there(reference: Reference, live: Snapshot, findings: Findings) -> None:
    """Every reference inside documents, arrays and texts names a row that is there.

    No foreign key guards it: the row was renumbered, deleted or left behind, and the application finds out as it runs.
    """
    words = {"missing": f"to no row of {reference.to}", "type": f"not stored as {reference.type or 'one value'}"}
    for flaw, evidence in _ask(findings, live, reference, "missing", "type"):
        mend = decision(f"find out which row of {reference.to} was meant, and put its id where it is named")
        _say(findings, reference.name, words[flaw], evidence, reference.why, mend)


@audit("REF002", Severity.CRITICAL, Truth.DECLARED)
def test_what_is_named_belongs_to_the_same_tenant(reference: Reference, live: Snapshot, findings: Findings) -> None:
    """Every such reference names a row of its own tenant.

    The application looks the row up by its id alone: one tenant works with the data or the credentials of another.
    """
    for _, evidence in _ask(findings, live, reference, "tenant"):
        why = "one tenant works with rows of another; " + reference.why
        mend = decision(f"name the row of {reference.to} that belongs to the tenant")
        _say(findings, reference.name, f"to rows of {reference.to} of another tenant", evidence, why, mend)


@audit("REF003", Severity.HIGH, Truth.DECLARED)
def test_what_is_named_is_fit_for_it(reference: Reference, live: Snapshot, findings: Findings) -> None:
    """Every such reference names a row that can be used: enabled, published, or whatever the claim says.

    The row is there, and what refers to it fails or shows nothing all the same.
    """
    for _, evidence in _ask(findings, live, reference, "unfit"):
        mend = decision("make the row what it must be, or name another")
        what = f"to rows of {reference.to} that are not: {reference.fit}"
        _say(findings, reference.name, what, evidence, reference.why, mend)


@audit("REF004", Severity.HIGH, Truth.DECLARED)
def test_references_are_where_they_are_expected(reference: Reference, live: Snapshot, findings: Findings) -> None:
    """References are found where they are expected, in number and in each row that needs one.

    A key that was renamed makes every search for broken references find nothing, and pass.
    """
    evidence = answer(findings, live, REFERENCE.of(reference.name, "without"), reference.name)
    if evidence is None:
        return
    findings.look(reference.name)
    if evidence.looked_at < reference.at_least:
        findings.add(
            where=reference.name,
            what=f"{evidence.looked_at} references were found, at least {reference.at_least} are expected",
            why="the key was renamed or the rows were lost: nothing was looked at",
            mend=decision("correct path and where of the claim, or bring the rows"),
        )
    if evidence.count:
        findings.add(
            where=reference.name,
            what=f"{evidence.count} without a reference to {reference.to}: {listed(evidence)}",
            why=reference.why,
            mend=decision(f"give each its row of {reference.to}"),
            extent=counted(evidence),
        )
    null = live.asked(REFERENCE.of(reference.name, "null"))
    if null.count:
        findings.add(
            where=reference.name,
            what=f"{rows(null.count, verb='holds', noun='place')} JSON null for one of {reference.to}: {listed(null)}",
            why=reference.why,
            mend=decision("name the row that was meant, or take the key away; where null is meant: nullable = true"),
            extent=counted(null, "null"),
        )
    uncovered = live.asked(REFERENCE.of(reference.name, "uncovered"))
    if uncovered.count:
        findings.add(
            where=reference.name,
            what=f"{uncovered.count} of {reference.to} that no row of {reference.table} names: {listed(uncovered)}",
            why=reference.why,
            mend=decision(f"bring or add the row of {reference.table} for each"),
        )


@audit("REF005", Severity.HIGH, Truth.DECLARED)
def test_every_schedule_fires(schedule: Schedule, live: Snapshot, findings: Findings) -> None:
    """Every schedule is one that fires, in a time zone that exists.

    The 31st of February is a valid expression: nothing fails, and what is due never runs.
    """
    evidence = _rows(findings, live, "schedule", schedule)
    if evidence and evidence.count:
        findings.add(
            where=f"{schedule.table}.{schedule.column}",
            what=f"{evidence.count} of {evidence.looked_at} schedules: {listed(evidence)}",
            why=schedule.why,
            mend=decision("ask when it is meant to run, and write that"),
            extent=counted(evidence),
        )


@audit("REF006", Severity.CRITICAL, Truth.DECLARED)
def test_every_token_guards(token: Token, live: Snapshot, findings: Findings) -> None:
    """Every token that is needed is there, long enough to resist guessing, and nobody else's.

    Whoever guesses it, or has another tenant's, triggers what only its owner may.
    """
    evidence = _rows(findings, live, "token", token)
    if evidence and evidence.count:
        findings.add(
            where=f"{token.table}.{token.column}",
            what=f"{evidence.count} of {evidence.looked_at} rows: {listed(evidence)}",
            why=token.why,
            mend=decision(ANEW),
            extent=counted(evidence),
        )
    for name, known in q.KNOWN_TOKENS.answers(live):
        claim, _, place = name.partition(" in ")
        if claim == token.name and known.count:
            findings.add(
                where=f"{token.table}.{token.column}",
                what=f"{rows(known.count, verb='has')} a token that stands in {place} as well",
                why=f"whoever reads that, or is shown it, has the token; {token.why}",
                mend=decision(ANEW),
                extent=counted(known, place),
            )


@audit("REF007", Severity.HIGH, Truth.DECLARED)
def test_rows_with_parents_form_trees(tree: Tree, live: Snapshot, findings: Findings) -> None:
    """Rows with parents form trees, each within one tenant.

    Of a circle the application shows nothing, or walks it until it is killed; what hangs on another tenant's row is
    shown to strangers.
    """
    evidence = _rows(findings, live, "tree", tree)
    if evidence and evidence.count:
        findings.add(
            where=f"{tree.table}.{tree.parent}",
            what=f"{evidence.count} of {evidence.looked_at} rows: {listed(evidence)}",
            why=tree.why,
            mend=decision("ask the tenant which row is above which, and set that"),
            extent=counted(evidence),
        )


@audit("REF008", Severity.HIGH, Truth.DECLARED)
def test_labels_inside_a_document_are_told_apart(labels: Labels, live: Snapshot, findings: Findings) -> None:
    """Labels inside one document are told apart, and what names one finds it.

    A branch jumps to the first step of that name, or to none; it does not say so.
    """
    evidence = _rows(findings, live, "labels", labels)
    if evidence and evidence.count:
        findings.add(
            where=f"{labels.table}.{labels.column}",
            what=f"{evidence.count} labels: {listed(evidence)}",
            why=labels.why,
            mend=decision("give each its own label, and name that"),
            extent=counted(evidence),
        )


@audit("REF009", Severity.HIGH, Truth.DECLARED)
def test_documents_beside_claimed_ones_are_claimed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every document of a table that holds ids under the name of a claimed reference is claimed as well.

    The claim speaks of one column: what another one names may be gone or belong to another tenant, and nobody looks.
    """
    if not any(one.path for one in claims.of(Reference)):
        findings.nothing("no [[reference]] has a path")
        return
    for name, evidence in offenders(findings, live, q.UNCLAIMED, "no table with such a claim has a second document"):
        column, _, key = name.rpartition(" ")
        findings.add(
            where=column,
            what=f"{rows(evidence.count, verb='names', noun='value')} a row under {key}, which is claimed elsewhere",
            why="what this column names is looked at by no claim",
            mend=decision(f"claim it as well: a [[reference]] with this column and path = '$.**.{key}'"),
            extent=counted(evidence),
        )

"""A promotion did what was decided and nothing else: here, in the source, and in addresses that others have."""

import pytest

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.model.claims.promotion import PROMOTION, Promotion
from golive.model.evidence import Evidence, State
from golive.model.extent import counted
from golive.model.finding import Severity, command, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


def _answer(findings: Findings, live: Snapshot, claimed: Promotion, question: str) -> Evidence | None:
    """Nothing where there is no source to look at: the certificate then lists it as not run."""
    if live.asked(PROMOTION.of(question)).state is State.NOT_OBSERVED:
        findings.look(str(claimed))
        return None
    return answer(findings, live, PROMOTION.of(question), str(claimed))


@pytest.mark.migrate
@audit("PRM005", Severity.CRITICAL, Truth.DECLARED)
def test_promotion_is_complete(claimed: Promotion, promoted: tuple[str, ...], findings: Findings) -> None:
    """The tenant's rows were brought in one transaction, table by table, parents first.

    A promotion that stops half way leaves workflows without integrations, and nobody knows which.
    """
    findings.look(*(f"{claimed}: {line}" for line in promoted))


@audit("PRM006", Severity.CRITICAL, Truth.DECLARED)
def test_promotion_wrote_only_the_tenant(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """Every row that the promotion wrote is the tenant's.

    A default, a trigger or a rule on this side may give a row to somebody else while it is written.
    """
    evidence = _answer(findings, live, claimed, "strays")
    if evidence and evidence.count:
        findings.add(
            where=str(claimed),
            what=f"{evidence.count} rows that it wrote are not the tenant's: {listed(evidence)}",
            why="another tenant sees them, or nobody does",
            mend=decision("find the trigger or default that moved them; restore the backup, or give them back by hand"),
            extent=counted(evidence),
        )


@audit("PRM007", Severity.HIGH, Truth.DECLARED)
def test_what_stays_behind_is_not_here(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """No row of a table that stays behind is here, under its key and with its content.

    Objectives and work items of development are tests: here they show as those of real people.
    """
    if not claimed.stays:
        findings.look(f"{claimed}: no table is claimed to stay behind")
    evidence = _answer(findings, live, claimed, "stays")
    if evidence and evidence.count:
        findings.add(
            where=str(claimed),
            what=f"{evidence.count} rows that stay behind are here: {listed(evidence)}",
            why=claimed.why,
            mend=decision("remove them, or take the table off `stays` and decide under take which of its rows travel"),
            extent=counted(evidence),
        )


@audit("PRM008", Severity.CRITICAL, Truth.DECLARED)
def test_what_acts_by_itself_is_on_in_one_place(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """Schedules and webhooks are active in exactly one of the two databases.

    On in both, each runs twice, with real customers; on in neither, nothing runs and nothing says so.
    """
    if not claimed.switch:
        findings.look(f"{claimed}: nothing is claimed to act by itself")
    for switch in claimed.switch:
        where = f"{switch.table}.{switch.column}"
        evidence = _answer(findings, live, claimed, f"switch:{where}")
        if evidence is None:
            continue
        findings.look(where)
        there, here = (int(one) for one in evidence.keys)
        if evidence.count:
            side = "the source" if switch.on == "target" else "this side"
            findings.add(
                where=where,
                what=f"{evidence.count} rows are on in {side}, and they are meant to be on in the {switch.on}",
                why=switch.why,
                mend=sql(f"UPDATE {switch.table} SET {switch.column} = false WHERE {switch.column};")
                if switch.on == "source"
                else decision(f"switch them off there: {switch.column} = false, for this tenant"),
                extent=counted(evidence),
            )
        elif not there and not here and evidence.looked_at:
            findings.add(
                where=where,
                what="no row is on, here or in the source",
                why="what is due never runs, and nothing says so",
                mend=decision("see `value` of the switch: it says which rows are on here"),
            )


@audit("PRM009", Severity.CRITICAL, Truth.DECLARED)
def test_public_numbers_are_kept(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """Rows whose key others have in their addresses have the same key here.

    A webhook of the other side calls the old number, and reaches nobody, or somebody else.
    """
    evidence = _answer(findings, live, claimed, "numbers")
    if evidence and evidence.count:
        findings.add(
            where=str(claimed),
            what=f"keys in addresses of others were changed: {listed(evidence)}",
            why="whoever calls them reaches nobody, or another tenant",
            mend=decision("promote into a database where these keys are free, or give everybody the new addresses"),
            extent=counted(evidence),
        )


@audit("PRM010", Severity.ADVICE, Truth.DECLARED)
def test_dropped_references_are_known(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """No reference was dropped because its row stayed behind; those that were, as decided, are listed.

    The row is whole in the source, and lacks something here: somebody may look for it.
    """
    evidence = _answer(findings, live, claimed, "dropped")
    if evidence and evidence.count:
        findings.add(
            where=str(claimed),
            what=f"references to {evidence.count} rows that stayed behind were dropped: {listed(evidence)}",
            why="; ".join(dict.fromkeys(one.why for one in claimed.leaving if one.decide == "drop")) or claimed.why,
            mend=decision('nothing, where that was meant; else decide = "bring" under [[promotion.leaving]]'),
            extent=counted(evidence),
        )


@audit("PRM011", Severity.CRITICAL, Truth.DECLARED)
def test_resealed_credentials_hold_what_they_held(claimed: Promotion, live: Snapshot, findings: Findings) -> None:
    """Every credential that was sealed with this side's key holds what it held in the source.

    It opens, so nothing looks wrong; and it is the password of yesterday, or of another row.
    """
    evidence = _answer(findings, live, claimed, "sealed")
    if evidence and evidence.count:
        findings.add(
            where=str(claimed),
            what=f"{evidence.count} of {evidence.looked_at} credentials hold something else: {listed(evidence)}",
            why="the application signs in to another account, or to none",
            mend=command("pytest --platform … --source-dsn … --dsn … --apply: what differs is sealed anew"),
            extent=counted(evidence),
        )

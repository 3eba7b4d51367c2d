"""What no audit of the catalog can know has been asked of whoever knows it."""

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.items import answered, beyond, shown, tell, unsigned
from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.item import Command, Environment, Figure, Probe, Query, Signoff
from golive.model.claims.platform import Head
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("ITM001", Severity.HIGH, Truth.DECLARED)
def test_figure_keeps_its_limits(item: Figure, live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every figure of the platform keeps its limits at the stage of this run.

    A cut-over is decided by such figures: who goes on although they say otherwise leaves users behind.
    """
    if evidence := answered(findings, live, item):
        for what in beyond(item, evidence, claims, live):
            tell(findings, item, what)


@audit("ITM002", Severity.HIGH, Truth.DECLARED)
def test_address_answers_as_declared(item: Probe, live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every declared address answers with its status, its content, in time, and seldom fails.

    The database may be right and nobody can use it: the service in front of it does not answer.
    """
    evidence = answered(findings, live, item)
    if evidence is None:
        return
    failed = 100 * evidence.count / evidence.looked_at
    if failed > item.errors_percent:
        share = f"{evidence.count} of {evidence.looked_at} requests failed" if evidence.looked_at > 1 else "it failed"
        tell(findings, item, f"{share}: {'; '.join(evidence.keys)}")
        return
    for what in beyond(item, evidence, claims, live):
        tell(findings, item, what)
    told = q.ITEM.told(evidence)
    slowest = told.ms if told and told.ms is not None else 0.0
    if item.within_ms and slowest > item.within_ms:
        tell(findings, item, f"the slowest answer took {shown(slowest, 'ms')}, and {item.within_ms} ms are allowed")


@audit("ITM003", Severity.HIGH, Truth.DECLARED)
def test_command_ends_as_declared(item: Command, live: Snapshot, findings: Findings) -> None:
    """Every declared command, run in its folder, ends with its exit code and in time.

    What the application's own tests find, no audit of its database does.
    """
    evidence = answered(findings, live, item)
    if evidence and evidence.count:
        tell(findings, item, f"{' '.join(item.argv)}: {'; '.join(evidence.keys)}")


@audit("ITM004", Severity.HIGH, Truth.DECLARED)
def test_variable_stands_to_its_source_as_declared(item: Environment, live: Snapshot, findings: Findings) -> None:
    """Every declared variable is the source's, or another than the source's, or what its stage wants.

    With another key nothing that was encrypted can be read; with the same one, a token of the source opens the target.
    """
    evidence = answered(findings, live, item)
    if evidence and evidence.count:
        tell(findings, item, "; ".join(evidence.keys))


@audit("ITM005", Severity.HIGH, Truth.DECLARED)
def test_common_query_is_served(item: Query, live: Snapshot, findings: Findings) -> None:
    """Every common query is served by an index where declared, and is not much slower than its recorded baseline.

    It is what every screen waits for: without its index, it waits longer with every row that comes.
    """
    evidence = answered(findings, live, item)
    if evidence is None:
        return
    if evidence.keys:
        tell(findings, item, "; ".join(evidence.keys))
    told = q.ITEM.told(evidence)
    took = told.ms if told else None
    if item.milliseconds and took is not None and took > item.milliseconds * item.times:
        slower = f"it took {shown(took, 'ms')}; the baseline is {shown(item.milliseconds, 'ms')}"
        tell(findings, item, f"{slower}, and {shown(item.times)} times that is allowed")


@audit("ITM006", Severity.HIGH, Truth.DECLARED)
def test_item_is_signed_off(item: Signoff, live: Snapshot, findings: Findings) -> None:
    """Every declared sign-off was given by its role, with evidence, and has not expired.

    What only a person can know, somebody has to answer for by name; else it was nobody.
    """
    unsigned(findings, live, item)


@audit("ITM007", Severity.HIGH, Truth.DECLARED)
def test_migration_keeps_its_time(head: Head, live: Snapshot, findings: Findings) -> None:
    """The steps took no longer than the platform's budget of minutes, as the ledger has recorded them.

    The maintenance window is as long as was announced; what is not done by its end is done under the users.
    """
    evidence = answer(findings, live, "budget", head.name)
    if evidence is None or head.minutes is None:
        return
    told = q.BUDGET.told(evidence)
    took = told.value if told else None
    if took is None:
        findings.nothing("no step is recorded")
    elif took > head.minutes:
        findings.add(
            where=head.name,
            what=f"the steps took {shown(took, 'minutes')}, and {head.minutes} are allowed",
            why="the application is away, or half migrated, for longer than was announced",
            mend=decision("find the slow step in the certificate; split it, or declare more [platform] minutes"),
        )

"""What a rehearsal on a clone saw: requests are answered, locks are as declared, and the owner does the same."""

from golive.judge.audit import Findings, audit
from golive.model.finding import Severity, decision
from golive.model.rehearsal import RehearsalTold
from golive.model.truth import Truth

_NOT_ASKED = "it was not asked for: --rehearse migrates a clone under the requests that traffic/ declares"
_NO_TRAFFIC = "traffic/ declares no request that applications send while the platform migrates"


@audit("STP004", Severity.CRITICAL, Truth.DECLARED)
def test_requests_are_answered_while_it_migrates(told: RehearsalTold, findings: Findings) -> None:
    """Requests of both releases are answered before, during and after every step, and are not kept waiting.

    Zero downtime is a promise to whoever works that night: one step that refuses the release that still runs, or holds
    it up, is the outage that it was to prevent.
    """
    if not told.of:
        findings.nothing(_NOT_ASKED)
        return
    for step in told.steps:
        findings.look(step.name)
        said = [step.failed] if step.failed else []
        said += step.errors
        if step.slow:
            said.append(f"a request took {step.worst_ms:,.0f} ms while it ran, and {step.bound_ms:,.0f} ms are allowed")
        if said:
            findings.add(
                step.name, "; ".join(said), "whoever sends that while the platform migrates gets an error, or waits",
                decision("a form of the step that the previous release bears; or switch its service off before: Until"),
                extent=said,
            )  # fmt: skip
    if not told.requests:
        findings.nothing(_NO_TRAFFIC)


@audit("STP005", Severity.HIGH, Truth.DECLARED)
def test_locks_are_as_declared(told: RehearsalTold, findings: Findings) -> None:
    """What a step's header says of locks is what was seen of it, also of a step without a transaction.

    Whoever plans the night reads the header: a lock that it keeps back is met by everybody at once.
    """
    if not told.of:
        findings.nothing(_NOT_ASKED)
        return
    for step in told.steps:
        findings.look(step.name)
        if step.untrue:
            findings.add(
                step.name, step.untrue, "by that lock writers wait, or everybody",
                decision("take the weaker lock, or say in Locks what it takes"),
            )  # fmt: skip


@audit("STP006", Severity.HIGH, Truth.DECLARED)
def test_owner_does_the_same(told: RehearsalTold, findings: Findings) -> None:
    """A step does the same where the owner of the objects runs it as where a superuser does.

    Row security that is forced hides rows from their owner: a backfill that was tried as superuser then changes
    nothing, and says that it went well.
    """
    if not told.of:
        findings.nothing(_NOT_ASKED)
        return
    if not told.owner:
        findings.nothing(told.unowned)
        return
    weight = Severity.ADVICE if told.deployer else None
    for step in told.steps:
        findings.look(step.name)
        if step.otherwise:
            findings.add(
                step.name, f"as {told.owner}: {step.otherwise}", "it went well, and did not do what it is for",
                decision("-- Rows: counts what it should touch, and fails where row security would hide it"),
                severity=weight,
            )  # fmt: skip
        if step.refused:
            findings.add(
                step.name, f"as {told.owner} it is refused: {step.refused}", "who owns the objects cannot migrate",
                decision("grant what is lacking; or say in [platform] deployer who migrates, if he is a superuser"),
                severity=weight,
            )  # fmt: skip


@audit("ISO010", Severity.CRITICAL, Truth.DECLARED)
def test_sessions_that_share_connections_stay_apart(told: RehearsalTold, findings: Findings) -> None:
    """No session is shown rows of another tenant while many of them share few connections.

    A gateway that lays a session's identity down too late hands it to whoever comes next on that connection.
    """
    if not told.of:
        findings.nothing(_NOT_ASKED)
        return
    findings.count(told.compared)
    for leak in told.leaks:
        findings.add(
            leak.partition(":")[0], leak.partition(": ")[2], "whoever sent it reads what is somebody else's",
            decision("row security, or a gateway that sets role and settings for one transaction"),
        )  # fmt: skip
    findings.nothing("no answer said whose its rows are: let requests return the column of [tenancy] columns")

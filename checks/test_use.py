"""What is there also works: tried once, on a twin of the structure."""

from golive.judge.audit import Findings, audit
from golive.model import questions as q
from golive.model.evidence import Broken, State
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

_BY_HAND = "try it by hand on a restored copy"


@audit("USE001", Severity.HIGH, Truth.LAWFUL)
def test_tables_take_rows(live: Snapshot, findings: Findings) -> None:
    """Each table takes a row, fills in its defaults, and has rows changed and deleted.

    A trigger's literal that a CHECK refuses, a default that its own column refuses: no catalog shows it, the first
    user does.
    """
    _worked(live, findings, ("table", "default", "update", "delete"), "whoever writes there meets this error")


@audit("USE002", Severity.HIGH, Truth.LAWFUL)
def test_granted_rights_suffice(live: Snapshot, findings: Findings) -> None:
    """What a role was granted on a table it can do: nothing that a policy, default or trigger needs is missing.

    The right to INSERT is worth nothing without the sequence behind the key.
    """
    _worked(live, findings, ("session",), "the application has the right to it, and gets this error")


@audit("USE003", Severity.HIGH, Truth.LAWFUL)
def test_views_can_be_read(live: Snapshot, findings: Findings) -> None:
    """Each view can be read, and each materialised view refreshed.

    What a view calls is looked up when it is read.
    """
    _worked(live, findings, ("view",), "whoever reads it meets this error")


@audit("USE004", Severity.HIGH, Truth.LAWFUL)
def test_functions_can_be_called(live: Snapshot, findings: Findings) -> None:
    """Each function can be called: with nothing, and with a value for each argument.

    The body of a function is text until somebody calls it.
    """
    _worked(live, findings, ("function",), "whoever calls it meets this error")


def _worked(live: Snapshot, findings: Findings, kinds: tuple[str, ...], harm: str) -> None:
    twin = live.asked(q.TWIN.of())
    if twin.state is State.NOT_OBSERVED:
        findings.nothing(twin.note)
        return
    if twin.state is not State.SEEN:
        findings.unknown("the twin", twin.note, decision(twin.cure or _BY_HAND))
        return
    if twin.count and "table" in kinds:  # told once; what the twin lacks was not used
        findings.unknown("the twin", f"is not the target: {'; '.join(twin.keys)}", decision(_BY_HAND))
    broken: dict[tuple[str, str], list[tuple[str, Broken]]] = {}
    for kind in kinds:
        for subject, one in q.USED.answers(live):
            of, _, name = subject.partition(":")
            if of != kind:
                continue
            findings.look(name)
            if told := q.USED.told(one):
                broken.setdefault((told.within or name, told.message), []).append((name, told))
            elif one.state is not State.SEEN:
                findings.unknown(name, one.note, decision(_BY_HAND))
    for (within, message), several in broken.items():
        name, told = several[0]
        names = list(dict.fromkeys(each for each, _ in several))
        where = within if len(names) > 1 else name  # one cause, wherever it shows
        at = f"{', '.join(names)}: " if len(names) > 1 else ""
        said = f", in {told.within}" if told.within and where == name else ""
        findings.add(
            where, f"{at}breaks at its first use: {message} (SQLSTATE {told.sqlstate}{said})", harm,
            decision(f"see it on a copy, and mend what it names: {told.statement}"),
            shown=f"on a copy of this structure: {told.statement}",
        )  # fmt: skip
    findings.nothing("the twin has none of these")

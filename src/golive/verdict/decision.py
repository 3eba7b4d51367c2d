"""A verdict is certified only when everything was looked at and nothing blocks."""

from collections import Counter
from collections.abc import Sequence

from golive.model.finding import Severity
from golive.verdict.certificate import Broken, Outcome, PlatformResult, StepState, Verdict


def decide(
    platforms: Sequence[PlatformResult],
    *,
    broken: Sequence[Broken] = (),
    interrupted: str = "",
    narrowed: str = "",
    open_: Sequence[str] = (),
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and its reasons.

    `interrupted` says what cut the run short; `narrowed` says what chose only a part of it (-k, a node id,
    --deselect); `open_` says what kept a run from being whole that was meant to be. A part can show a finding but
    never certify.
    """
    reasons = list(_against(platforms, broken))
    if interrupted:
        reasons.insert(0, f"interrupted: {interrupted}")
    if narrowed:
        return Verdict.PARTIAL, (f"only a part was run: {narrowed}", *open_, *reasons)
    if reasons:
        return Verdict.NOT_CERTIFIED, (*reasons, *open_)
    return (Verdict.PARTIAL if open_ else Verdict.CERTIFIED), tuple(open_)


def _against(platforms: Sequence[PlatformResult], broken: Sequence[Broken]) -> list[str]:
    findings = sum(len(one.findings) for one in platforms)
    unknowns = sum(len(one.unknowns) for one in platforms)
    reasons = []
    if findings:
        reasons.append(counted(findings, "finding blocks", "findings block"))
    if unknowns:
        reasons.append(f"{unknowns} unknown")
    if broken:
        reasons.append(counted(len(broken), "test crashed", "tests crashed"))
    for platform in platforms:
        reasons += [
            f"step {step.name} of {platform.name} failed" for step in platform.steps if step.state is StepState.FAILED
        ]
        empty = sorted(one.code for one in platform.examined if one.outcome is Outcome.OK and not one.looked_at)
        if empty:
            reasons.append(f"{', '.join(empty)} looked at nothing ({platform.name})")
        if not platform.looked_at:
            reasons.append(f"nothing of {platform.name} was looked at")
        if not (platform.findings or platform.unknowns or broken) and platform.outcome in (
            Outcome.ERROR,
            Outcome.UNKNOWN,
        ):
            reasons += _unexplained(platform)
    if not platforms:
        reasons.append("no platform was looked at")
    return reasons


def _unexplained(platform: PlatformResult) -> list[str]:
    """An audit that is red without a finding: it blocks all the same."""
    return [
        f"{one.code} of {platform.name} is {one.outcome} and gave no finding"
        for one in platform.audits
        if one.outcome in (Outcome.ERROR, Outcome.UNKNOWN)
    ] + [
        f"section {one.name} of {platform.name} is {one.outcome} and gave no finding"
        for one in platform.sections
        if one.outcome in (Outcome.ERROR, Outcome.UNKNOWN)
    ]


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def of_scan(
    platforms: Sequence[PlatformResult], *, broken: Sequence[Broken] = (), interrupted: str = "", open_: Sequence[str]
) -> tuple[Verdict, tuple[str, ...]]:
    """Counts by severity: a scan knows what is wrong everywhere, and not what is right here."""
    count = Counter(one.severity for each in platforms for one in (*each.findings, *each.advice))
    reasons = [f"{count[severity]:,} {severity}" for severity in Severity]
    reasons.append(f"{sum(len(one.unknowns) for one in platforms):,} unknown")
    reasons += [counted(len(broken), "test crashed", "tests crashed")] if broken else []
    reasons += [f"interrupted: {interrupted}"] if interrupted else []
    return Verdict.SCANNED, (*reasons, *open_)

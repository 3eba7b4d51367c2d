"""What a watch knows, as OpenMetrics and as Prometheus' textfile collector takes it: one file, whole or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime

from golive.model.finding import Severity
from golive.reports.metrics import Exposition
from golive.verdict.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Standing:
    """After one look, or one that could not be made."""

    target: str
    platform: str
    at: datetime
    seconds: float
    certificate: Certificate | None = None  # the last that there was
    good: bool = False
    failures: int = 0  # looks in a row that could not be made
    untold: bool = False  # the webhook did not take what is new


def openmetrics(one: Standing) -> str:
    told, labels = Exposition(), {"platform": one.platform, "target": one.target}
    told.add("golive_watch_up", "1 where the last look could be made", not one.failures, **labels)
    told.add("golive_watch_failures", "looks in a row that could not be made", one.failures, **labels)
    told.add("golive_watch_last_run_timestamp_seconds", "when the last look ended", one.at.timestamp(), **labels)
    told.add("golive_watch_run_seconds", "how long it took", one.seconds, **labels)
    told.add("golive_watch_untold", "1 where the webhook did not take what is new", one.untold, **labels)
    if (last := one.certificate) is not None:
        _of_the_certificate(told, last, one, labels)
    return f"{told.text()}# EOF\n"


def _of_the_certificate(told: Exposition, last: Certificate, one: Standing, labels: dict[str, str]) -> None:
    told.add(
        "golive_watch_last_look_timestamp_seconds", "when it was last looked at", last.finished.timestamp(), **labels
    )
    told.add("golive_watch_good", "1 where nothing kept it from going live", one.good, **labels)
    told.add("golive_watch_verdict", "1, by the verdict", 1, verdict=last.verdict.value, **labels)
    for severity in Severity:
        found = [each for each in (*last.findings, *last.advice) if each.severity is severity]
        told.add("golive_watch_findings", "by severity", len(found), severity=severity.value, **labels)
    told.add("golive_watch_unknowns", "what could not be looked at", len(last.unknowns), **labels)
    if last.expires is not None:
        told.add("golive_watch_expires_timestamp_seconds", "until when it is valid", last.expires.timestamp(), **labels)
    if taken := [each.until for platform in last.platforms for each in platform.accepted]:
        until = datetime.fromisoformat(min(taken)).replace(tzinfo=UTC).timestamp()
        told.add(
            "golive_watch_accept_ends_timestamp_seconds", "the first [[accept]] that takes a finding", until, **labels
        )

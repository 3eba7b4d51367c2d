"""golive watch: what changes in one database is told; from cron, or for as long as it is let."""

import re
from collections.abc import Callable
from importlib.resources import files
from os import environ
from pathlib import Path
from time import sleep

from golive.fleet.task import Asked, Looked, Remembered, look
from golive.model.errors import WrongUse
from golive.model.platform import load_platforms
from golive.model.target import Dsn
from golive.reports.folder import prepare, taken
from golive.reports.redact import Secrets
from golive.watch.watch import METRICS, Watch
from golive.watch.webhook import Webhook

WEBHOOK = "GOLIVE_WEBHOOK"
_SPAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST_S = 1.0
SCANNED = "a scan"


def alerts() -> str:
    """Rules for Prometheus, over the metrics that a watch writes."""
    return files("golive.reports").joinpath("alerts.yml").read_text("utf-8")


def seconds_of(text: str) -> float:
    found = _SPAN.fullmatch(text)
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds < _LEAST_S:
        raise WrongUse("--every", f"{text!r} is no span of time", "such as 30s, 15m, 6h or 1d")
    return seconds


def watching(
    dsn: Dsn, named_by: str, probe: Dsn | None, named: str | None, out: Path, metrics: Path | None,
    webhook: str | None, tell: Callable[[str], None],
) -> Watch:  # fmt: skip
    """named: the platform, whose folder is read at each look; without, the database is scanned."""
    hook = webhook or environ.get(WEBHOOK)
    (platform,) = load_platforms([named]) if named else (None,)
    secrets = Secrets.of((dsn, probe), environ, (platform,) if platform else ())
    remembered = Remembered()

    def looked() -> Looked:
        (now,) = load_platforms([named]) if named else (None,)
        return look(dsn, now, Asked(command="golive watch"), probe, named_by, secrets.without_long, remembered)

    prepare(out)
    return Watch(
        looked, str(dsn), platform.name if platform else SCANNED, out, metrics or out / METRICS, tell,
        Webhook(hook) if hook else None, secrets.clean,
    )  # fmt: skip


def watch(one: Watch, every: float | None) -> int:
    """Without a span it is one look, whose exit code says whether something is worse."""
    with taken(one.out):
        one.resume()
        if every is None:
            return one.once()
        with one.ending.watched():
            one.every(every, sleep)
    one.tell("golive: ended")
    return 0

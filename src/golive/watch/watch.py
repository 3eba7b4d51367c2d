"""A look, what it tells, and when the next one is."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import psycopg

from golive.attest.papers import Papers
from golive.attest.since import document
from golive.fleet.task import Looked
from golive.model.errors import WrongUse
from golive.reports.document import dumped
from golive.reports.folder import FULL, PART, encoded, write
from golive.reports.page import page
from golive.sqltext.visible import visible
from golive.verdict.certificate import Verdict
from golive.watch.ending import Ending
from golive.watch.metrics import Standing, openmetrics
from golive.watch.news import UNREACHABLE, News, news, unreachable
from golive.watch.webhook import Webhook

SNAPSHOT, METRICS = "snapshot.json", "watch.prom"
TOLD, VERDICT = "told", "verdict"  # the folder of what was told last, and its verdict
GOOD, WORSE = 0, 1
_SOON_S = 10.0


@dataclass(slots=True)
class Watch:
    """What is kept between two looks: what was told last, and nothing that grows."""

    look: Callable[[], Looked]
    target: str
    platform: str
    out: Path
    metrics: Path
    tell: Callable[[str], None]
    webhook: Webhook | None = None
    clean: Callable[[str], str] = str
    ending: Ending = field(default_factory=Ending)
    told: Papers | None = None  # by which the next look says what is new
    verdict: str = ""  # that was told last
    standing: Standing | None = None

    def resume(self) -> None:
        """Where the last watch of this folder was ended."""
        try:
            papers = Papers.at(self.out / TOLD / FULL[0])
            document(papers)
        except WrongUse:
            papers = None
        self.told = papers
        with suppress(OSError):
            self.verdict = (self.out / TOLD / VERDICT).read_text("utf-8").strip()

    def once(self) -> int:
        """0 where nothing is worse than what was told last, and all that is new has been told."""
        began = monotonic()
        try:
            looked, why = self.look(), ""
        except WrongUse as error:
            looked, why = None, f"{error.what}; {error.allowed}" if error.allowed else error.what
        except psycopg.Error as error:  # the server's further lines hold values of rows
            looked, why = None, f"{type(error).__name__}: {error}".partition("\n")[0]
        except Exception as error:  # what it says may be a value
            looked, why = None, f"the look crashed: {type(error).__name__}"
        with self.ending.held():
            at, seconds = datetime.now(UTC), monotonic() - began
            return self._seen(looked, at, seconds) if looked else self._missed(self.clean(why), at, seconds)

    def every(self, seconds: float, pause: Callable[[float], object]) -> None:
        """Until it is ended; a database that is away is looked for soon, and then less and less often."""
        while True:
            began = monotonic()
            self.once()
            failures = self.standing.failures if self.standing else 0
            wait = min(seconds, _SOON_S * 2.0 ** min(failures - 1, 16)) if failures else seconds
            pause(max(0.0, began + wait - monotonic()))

    def _seen(self, looked: Looked, at: datetime, seconds: float) -> int:
        certificate = looked.certificate
        text = dumped(certificate)
        papers = Papers(self.out / FULL[0], encoded(text), snapshots={self.platform: encoded(looked.snapshot)})
        good = certificate.verdict is Verdict.CERTIFIED or (
            certificate.verdict is Verdict.SCANNED and not looked.failing
        )
        found = news(self.told, papers, good=good)
        found = replace(found, before=self.verdict) if self.verdict == UNREACHABLE else found
        untold = self._tell(found)
        paper, sheet = PART if certificate.verdict is Verdict.PARTIAL else FULL
        write(self.out, {paper: text, sheet: page(certificate), SNAPSHOT: looked.snapshot})
        if not untold:
            self.told, self.verdict = papers, certificate.verdict.value
            write(self.out / TOLD, {FULL[0]: text, SNAPSHOT: looked.snapshot, VERDICT: self.verdict})
        self._stand(Standing(self.target, self.platform, at, seconds, certificate, good, untold=untold))
        return WORSE if found.worse or untold else GOOD

    def _missed(self, why: str, at: datetime, seconds: float) -> int:
        found = unreachable(self.target, at.isoformat(timespec="seconds"), visible(why), self.verdict)
        untold = found.changed and self._tell(found)
        if not untold:
            self.verdict = UNREACHABLE
            write(self.out / TOLD, {VERDICT: self.verdict})
        last = self.standing or Standing(self.target, self.platform, at, seconds)
        self._stand(replace(last, at=at, seconds=seconds, failures=last.failures + 1, untold=untold))
        return WORSE

    def _tell(self, found: News) -> bool:
        """Whether somebody was not told what is new."""
        if not found.changed:
            return False
        for line in found.lines():
            self.tell(self.clean(line))
        if self.webhook is None:
            return False
        if why := self.webhook.post(self.clean(found.document())):
            self.tell(f"  webhook: {why}; it is told again after the next look")
        return bool(why)

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        write(self.metrics.parent, {self.metrics.name: self.clean(openmetrics(standing))})

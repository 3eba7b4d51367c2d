"""golive judge: the verdict of a saved snapshot, given again from it alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

from golive.attest.papers import bound, read
from golive.model.errors import WrongUse
from golive.model.platform import Platform, load_platforms
from golive.reports.document import dumped
from golive.reports.folder import FULL, PART, prepare, write
from golive.reports.folder import taken as alone
from golive.reports.page import page
from golive.reports.summary import summary
from golive.verdict.certificate import Inferred, Scope, Verdict
from golive.verdict.inferred import taken, unlocked
from golive.verdict.rejudging import judged_anew
from golive.verdict.snapshot_file import Kept, opened

GOOD, RED = 0, 1


def judge(path: Path, named: str | None, out: Path | None, tell: Callable[[str], None]) -> int:
    """Tells it, and writes it where a folder is named; 0 where nothing blocks."""
    saved = read(path)
    kept = opened(saved, str(path))
    platform, inferred = _against(kept, named)
    book = judged_anew(kept, platform, inferred)
    certificate = bound(book.certificate(), {platform.name: saved})
    places: dict[str, Path] = {}
    if out is not None:
        document, sheet = PART if certificate.verdict is Verdict.PARTIAL else FULL
        prepare(out)
        with alone(out):
            write(out, {document: dumped(certificate), sheet: page(certificate)})
        places = {"certificate": out / document, "page": out / sheet}
    for line in (*_changed(kept, platform), *summary(certificate, places)):
        tell(line)
    if certificate.verdict is Verdict.SCANNED:
        return RED if book.failing(certificate) or book.incomplete else GOOD
    return GOOD if certificate.verdict is Verdict.CERTIFIED else RED


def _against(kept: Kept, named: str | None) -> tuple[Platform, tuple[Inferred, ...]]:
    if kept.run.scope is Scope.SCAN:
        if named:
            raise WrongUse(
                "--platform", "was given for a scan", "what was scanned is judged by what it shows of itself"
            )
        claims, inferred = taken(kept.live)
        return unlocked(claims), inferred
    if not named:
        raise WrongUse("--platform", "is missing", f"this is a snapshot of {kept.run.platform}: its folder or name")
    (platform,) = load_platforms([named])
    if platform.name != kept.run.platform:
        raise WrongUse("--platform", f"is {platform.name}", f"this is a snapshot of {kept.run.platform}")
    return platform, ()


def _changed(kept: Kept, platform: Platform) -> Iterator[str]:
    """It is judged by the platform as it is now: what of it is another than then."""
    for name, digest in platform.digests.items():
        if digest != kept.run.digests.get(name, digest):
            yield f"  ! {name} is not the one that the run was judged against"

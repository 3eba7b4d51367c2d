"""What every run leaves in --out: the certificate, its page, the report, and the way to put things right."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from golive.app.last_run import last_run
from golive.app.runbook import texts
from golive.attest.envelope import sealed
from golive.attest.papers import Papers, bound
from golive.attest.since import since
from golive.attest.statement import statement
from golive.migrate.fix import render_fix
from golive.migrate.verify import Pending
from golive.model.platform import Platform
from golive.reports.allure import settle
from golive.reports.document import dumped
from golive.reports.folder import FULL, PART, SIGNED, encoded
from golive.reports.folder import write as write_files
from golive.reports.isolation import isolation_page
from golive.reports.markup import Html
from golive.reports.metrics import as_json, as_prometheus
from golive.reports.page import page
from golive.reports.rehearsal import rehearsal_page
from golive.reports.render import render
from golive.verdict.book import IN_PLACE, Book
from golive.verdict.certificate import Certificate, PlatformResult, StepState, Verdict
from golive.verdict.remedy import plan_of
from golive.verdict.snapshot_file import Kept


@dataclass(frozen=True, slots=True)
class Written:
    certificate: Certificate
    places: Mapping[str, Path]
    remark: str = ""  # why one of them is missing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run knows beside its book: how secrets are taken out, the key that signs, the certificate before."""

    clean: Callable[[str], str] = str
    key: Ed25519PrivateKey | None = None
    before: Papers | None = None


def write(book: Book, around: Surroundings = Surroundings()) -> Written:  # a frozen value
    """Everything, or one line of wrong use; a part of a run writes no certificate."""
    out = book.folder
    same = around.before is not None and around.before.names == tuple(one.name for one in book.settings.platforms)
    earlier = around.before if same else None  # of other platforms it is no predecessor
    book.previous = earlier.digest if earlier else ""
    certificate = book.certificate()
    kept = _kept(book, around.clean)
    certificate = bound(certificate, {name: encoded(saved) for name, saved in kept.items()})
    document, sheet = PART if certificate.verdict is Verdict.PARTIAL else FULL
    results = out / "allure-results"
    with ThreadPoolExecutor(1) as beside:  # Node renders while the files are made here
        rendering = None
        if results.is_dir():
            settle(certificate, results)
            rendering = beside.submit(render, certificate, results, out / "report.html")
        text = dumped(certificate)
        papers = {f"snapshot{_of(certificate, name)}.json": saved for name, saved in kept.items()}
        if around.key is not None and certificate.verdict is not Verdict.PARTIAL:
            papers[SIGNED] = sealed(statement(text), around.key)
        verdict = {document: text, sheet: page(certificate, _since(text, kept, earlier))}
        others = _write_files(book, certificate, out, verdict | papers)
    remark = rendering.result() if rendering else ""
    places = {"certificate": out / document, "page": out / sheet}
    if rendering and not remark:
        places["report"] = out / "report.html"
    return Written(certificate, places | others | {_called(name): out / name for name in papers}, remark)


def _since(text: str, kept: Mapping[str, str], earlier: Papers | None) -> Html | None:
    """Nothing where there was no run before."""
    if earlier is None:
        return None
    now = Papers(Path(FULL[0]), encoded(text), snapshots={name: encoded(saved) for name, saved in kept.items()})
    return last_run(since(earlier, now))


def _kept(book: Book, clean: Callable[[str], str]) -> dict[str, str]:
    """By platform, what its verdict stands on; a narrowed run keeps nothing."""
    every = [] if book.narrowed else [Kept.of(book, platform) for platform in book.settings.platforms]
    return {one.run.platform: one.text(clean) for one in every if one is not None}


def _write_files(book: Book, certificate: Certificate, out: Path, verdict: Mapping[str, str]) -> dict[str, Path]:
    """Certificate and page with what they stand on, and where what stands beside them is."""
    fixes = {
        _fix_name(certificate, one): _fix(book, platform, one)
        for platform, one in zip(book.settings.platforms, certificate.platforms, strict=True)
    }
    metrics = {
        "metrics.json": as_json(certificate, book.figures),
        "metrics.prom": as_prometheus(certificate, book.figures),
    }
    shown = {"isolation.html": isolation_page(list(book.matrices.values()))} if book.matrices else {}
    if rehearsed := rehearsal_page(certificate):
        shown["rehearsal.html"] = rehearsed
    books = {
        name: text
        for platform in book.settings.platforms
        if book.settings.fail_on is None  # a scan has no steps
        for name, text in texts(platform, "runbook" + _of(certificate, platform.name)).items()
    }
    write_files(out, {**verdict, **shown, **fixes, **metrics, **books})
    names = [*shown, "junit.xml", *fixes]
    return {Path(name).stem: out / name for name in names}


def _called(name: str) -> str:
    return "signature" if name == SIGNED else Path(name).stem


def _fix(book: Book, platform: Platform, one: PlatformResult) -> str:
    """Pending steps, then mends; what only says that a step is pending is told by the step itself."""
    pending, live = _pending(platform, one), book.live(platform)
    steps = {each.step.name for each in pending}
    left = [finding for finding in one.findings if finding.where not in steps]
    return render_fix(platform.name, pending, plan_of(platform, live, left), live)


def _fix_name(certificate: Certificate, one: PlatformResult) -> str:
    return f"fix{_of(certificate, one.name)}.sql"


def _of(certificate: Certificate, name: str) -> str:
    return "" if len(certificate.platforms) == 1 else f"-{name}"


def _pending(platform: Platform, one: PlatformResult) -> list[Pending]:
    open_ = {step.name: step for step in one.steps if step.state is not StepState.BEFORE}
    deployed = (StepState.DEPLOYED, StepState.FOUND)
    return [
        Pending(step, in_place=open_[step.name].note == IN_PLACE)
        for step in platform.steps
        if step.name in open_ and open_[step.name].state not in deployed
    ]

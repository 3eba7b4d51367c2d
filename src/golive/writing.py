"""What every run leaves in --out: the certificate, its page, the report, and the way to put things right."""

from dataclasses import dataclass
from pathlib import Path

from golive.certify import IN_PLACE, Book
from golive.migrate.fix import render_fix
from golive.migrate.verify import Pending
from golive.model.platform import Platform
from golive.reports.allure import settle
from golive.reports.certificate import Certificate, PlatformResult, StepState
from golive.reports.document import dumped
from golive.reports.folder import FULL, PART
from golive.reports.folder import write as write_files
from golive.reports.isolation import isolation_page
from golive.reports.metrics import as_json, as_prometheus
from golive.reports.page import page
from golive.reports.render import render
from golive.reports.summary import summary


@dataclass(frozen=True, slots=True)
class Written:
    certificate: Certificate
    summary: str


def write(book: Book) -> Written:
    """Everything, or one line of wrong use; a narrowed run writes beside the certificate, never over it."""
    certificate = book.certificate()
    out = book.folder
    document, sheet = PART if book.narrowed else FULL
    fixes = {
        _fix_name(certificate, one): render_fix(platform.name, _pending(platform, one), one.blocking)
        for platform, one in zip(book.settings.platforms, certificate.platforms, strict=True)
    }
    metrics = {
        "metrics.json": as_json(certificate, book.figures),
        "metrics.prom": as_prometheus(certificate, book.figures),
    }
    shown = {"isolation.html": isolation_page(list(book.matrices.values()))} if book.matrices else {}
    write_files(out, {document: dumped(certificate), sheet: page(certificate), **shown, **fixes, **metrics})
    places = {"certificate": out / document, "page": out / sheet}
    results = out / "allure-results"
    remarks = []
    if results.is_dir():
        settle(certificate, results)
        remark = render(certificate, results, out / "report.html")
        if remark:
            remarks.append(remark)
        else:
            places["report"] = out / "report.html"
    if shown:
        places["isolation"] = out / "isolation.html"
    places |= {"junit": out / "junit.xml"} | {Path(name).stem: out / name for name in fixes}
    return Written(certificate, "\n".join([*summary(certificate, places), *remarks]))


def _fix_name(certificate: Certificate, one: PlatformResult) -> str:
    return "fix.sql" if len(certificate.platforms) == 1 else f"fix-{one.name}.sql"


def _pending(platform: Platform, one: PlatformResult) -> list[Pending]:
    open_ = {step.name: step for step in one.steps if step.state is not StepState.BEFORE}
    deployed = (StepState.DEPLOYED, StepState.FOUND)
    return [
        Pending(step, in_place=open_[step.name].note == IN_PLACE)
        for step in platform.steps
        if step.name in open_ and open_[step.name].state not in deployed
    ]

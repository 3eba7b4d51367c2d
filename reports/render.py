"""report.html is one file that opens from disk; where it cannot be made, one line says what is missing."""

import os
import re
import shutil
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from golive.model.errors import WrongUse
from golive.reports.allure import rc
from golive.reports.folder import write
from golive.reports.node import Node, find_node, run
from golive.verdict.certificate import Certificate

ALLURE = "3.18.0"  # the settings in allure.py were tried with this one
INSTALL = 90.0  # seconds; measured 12 to 16 s with a network
RENDER = 120.0  # seconds; measured 3 s for 2,000 tests
STATISTICS = re.compile(
    r'<script async src="https://www\.googletagmanager\.com/[^"]*"></script>\s*<script>[^<]*</script>'
)
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "style-src 'unsafe-inline' data: blob:; img-src data: blob:; font-src data:; "
    "media-src data: blob:; frame-src data: blob:; connect-src data: blob:"
)


def render(certificate: Certificate, results: Path, place: Path, *, cache: Path | None = None) -> str:
    """'' once `place` is written, else one line for the terminal: the verdict stands without it."""
    try:
        place.unlink(missing_ok=True)  # the page of an earlier run would speak for this one
        node = find_node()
        if node is None:
            return missing(place, "Node 20 or newer is not here", "pip install 'golive[report]'")
        cli, why = _allure(node, cache or cache_folder())
        if cli is None:
            return missing(place, f"npm could not install allure {ALLURE} ({why})", f"npm install -g allure@{ALLURE}")
        with tempfile.TemporaryDirectory(prefix="golive-allure-", ignore_cleanup_errors=True) as work:
            text = rc(certificate, results.resolve(), Path(work) / "report")
            return _rendered(node.program, cli, text, place, Path(work))
    except WrongUse as error:
        return missing(place, str(error), "")
    except OSError as error:
        return missing(place, (error.strerror or type(error).__name__).lower(), "")


def missing(place: Path, why: str, mend: str) -> str:
    return f"{place.name} was not rendered: {why}" + (f"; {mend}" if mend else "")


def cache_folder() -> Path:
    """The user's own, as each system has it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "golive"


def _rendered(node: str, cli: Path, settings: str, place: Path, work: Path) -> str:
    rc_file, output = work / "allurerc.mjs", work / "report"
    rc_file.write_text(settings, encoding="utf-8", errors="backslashreplace")
    with as_file(files("golive.reports") / "generate.mjs") as script:
        failed = run((node, str(script), str(cli), str(rc_file)), work, RENDER)
    if failed:
        return missing(place, f"allure {failed}", "")
    pages = (output / "index.html", output / "awesome" / "index.html")
    page = next((one for one in pages if one.is_file()), None)
    if page is None:
        return missing(place, f"allure {ALLURE} wrote no page", "")
    write(place.parent, {place.name: alone(page.read_text("utf-8"))})
    return ""


def alone(page: str) -> str:
    """The page without its call to a statistics service, and forbidden to make any other.

    Allure 3 has no setting for that; who reads the report of a production database tells nobody.
    """
    script = files("golive.reports").joinpath("report.mjs").read_text("utf-8")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = f"<head>\n{policy}\n<script>{script}</script>"
    return STATISTICS.sub("", page, count=1).replace("<head>", head, 1)


def _allure(node: Node, cache: Path) -> tuple[Path | None, str]:
    """The CLI in the cache; put there once, whole or not at all, since two runs may want it at one time."""
    home = cache / f"allure-{ALLURE}"
    cli = home / "node_modules" / "allure" / "cli.js"
    found = _installed()
    if cli.is_file() or found:
        return (cli if cli.is_file() else found), ""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".allure-", ignore_cleanup_errors=True) as beside:
        fresh = Path(beside) / "whole"
        fresh.mkdir()
        failed = run(
            (
                *node.npm,
                "install",
                "--prefix",
                str(fresh),
                "--fetch-retries=0",
                "--fetch-timeout=20000",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--loglevel=error",
                f"allure@{ALLURE}",
            ),
            fresh,
            INSTALL,
        )
        if failed:
            return None, failed
        try:
            fresh.replace(home)
        except OSError:
            if not cli.is_file():  # else the other run was first
                raise
    return cli, ""


def _installed() -> Path | None:
    """A copy installed with `npm install -g`: `allure` on PATH is a link to its cli.js. Allure 2 is not."""
    on_path = shutil.which("allure")
    if on_path is None:
        return None
    cli = Path(on_path).resolve()
    return cli if cli.name == "cli.js" and (cli.parent / "package.json").is_file() else None

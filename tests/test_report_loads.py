"""report.html opens, also where its end arrives later than its script has run: a slow disk, a busy machine."""

import json
import os
import select
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from golive.model.truth import Truth
from golive.reports.allure import settle
from golive.reports.render import alone, render
from golive.verdict.certificate import Certificate, Examined, Outcome, PlatformResult, Scope
from golive.verdict.decision import decide

SEAM = b"<script async>"  # behind Allure's script, before its data
PAUSE = 4.0  # seconds; the script of Allure took up to 3 where eight others were at work
PATIENCE = 15.0
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
SHOWN = "[document.readyState === 'complete', document.body.innerText.includes('Every trigger fires')].join()"


class Browser:
    """Headless Chromium, spoken to over a pipe."""

    def __init__(self, home: Path) -> None:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        assert program, "no Chromium is here to open the report in: apt-get install -y --no-install-recommends chromium"
        (hear, self._ask), (self._answer, say) = os.pipe(), os.pipe()
        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={home}"],
            close_fds=False, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: (os.dup2(hear, 100), os.dup2(say, 101), os.dup2(100, 3), os.dup2(101, 4)),
        )  # fmt: skip
        os.close(hear)
        os.close(say)
        self._heard, self._number = b"", 0

    def call(self, method: str, session: str = "", **params: object) -> Any:
        self._number += 1
        asked: dict[str, object] = {"id": self._number, "method": method, "params": params}
        os.write(self._ask, json.dumps(asked | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            while b"\0" not in self._heard:
                assert select.select([self._answer], [], [], 60)[0], f"{method}: the browser says nothing"
                self._heard += os.read(self._answer, 1 << 20)
            one, _, self._heard = self._heard.partition(b"\0")
            if (answer := json.loads(one)).get("id") == self._number:
                return answer["result"]

    def opens(self, address: str) -> bool:
        """Whether a test of the report is shown in the time that a reader waits."""
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self.call("Page.navigate", session, url=address)
        deadline, said = time.monotonic() + PATIENCE, ""
        while said != "true,true" and time.monotonic() < deadline:
            time.sleep(0.1)
            answer = self.call("Runtime.evaluate", session, expression=SHOWN, returnByValue=True)
            said = answer["result"].get("value", "")
        self.call("Target.closeTarget", targetId=page)
        return said == "true,true"

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("browser"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("small"), tests=40)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large"), tests=2000)


def written(folder: Path, tests: int) -> Path:
    """A report of so many tests, of which every hundredth failed, with a large attachment."""
    results = folder / "results"
    results.mkdir()
    for at in range(tests):
        attached = f"{at}-attachment.txt"
        (results / attached).write_text(os.urandom(2000).hex())
        one = {
            "uuid": f"t{at}", "historyId": f"t{at}", "name": f"Every trigger fires {at}", "fullName": f"checks#t{at}",
            "status": "passed" if at % 100 else "failed", "start": 1 + at, "stop": 2 + at, "stage": "finished",
            "labels": [{"name": "parentSuite", "value": "shop"}, {"name": "suite", "value": "Triggers"}],
            "attachments": [{"name": "seen", "source": attached, "type": "text/plain"}],
        }  # fmt: skip
        (results / f"t{at}-result.json").write_text(json.dumps(one))
    examined = (Examined("TRG002", "Every trigger fires.", Truth.LOCKED, Outcome.OK, 19),)
    platforms = (PlatformResult("shop", "Shop", "postgresql://me@localhost/shop", examined=examined),)
    verdict, reasons = decide(platforms)
    when = datetime.now(UTC)
    certificate = Certificate(verdict, reasons, Scope.FULL, platforms, when, when)
    settle(certificate, results)
    assert render(certificate, results, folder / "report.html") == ""
    return folder / "report.html"


@pytest.fixture
def late() -> Iterator[Any]:
    """A server that sends a page as a busy machine reads it: its data after its script has run."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path, b"")
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            if page:
                first, seam, rest = page.partition(SEAM)
                assert seam
                self.wfile.write(first)
                self.wfile.flush()
                time.sleep(PAUSE)
                self.wfile.write(seam + rest)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def address(page: bytes) -> str:
        pages[f"/{len(pages)}"] = page
        return f"http://127.0.0.1:{server.server_port}/{len(pages) - 1}"

    yield address
    server.shutdown()
    server.server_close()


def test_the_page_says_that_it_holds_its_data_before_any_script_of_allure_asks() -> None:
    page = alone("<html><head><title>x</title></head><body><script>app()</script><script async>d()</script></body>")
    assert page.index("window.allureReportData = {};") < page.index("app()")
    assert page.index("window.allureReportDataReady = false;") < page.index("app()")


@pytest.mark.deep
def test_allure_s_own_page_stays_on_its_spinner(browser: Browser, report: Path, late: Any) -> None:
    """What is cured, and that a load can be seen to fail."""
    page = report.read_bytes().replace(b"window.allureReportData = {};", b"", 1)
    assert not all(browser.opens(late(page)) for _ in range(5))


@pytest.mark.deep
def test_fifty_loads(browser: Browser, report: Path, large: Path, late: Any) -> None:
    assert large.stat().st_size > 14_000_000
    loads = [late(report.read_bytes())] * 15 + [late(large.read_bytes())] * 5
    loads += [report.as_uri()] * 20 + [large.as_uri()] * 10
    assert [browser.opens(one) for one in loads] == [True] * 50

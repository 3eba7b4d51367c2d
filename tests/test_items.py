"""An item is answered by whoever knows it, held against its limits, and never passes where nobody answered."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, ClassVar

import psycopg
import pytest

from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.claims import Claims, load_claims
from golive.model.claims.item import Command, Environment, Figure, Item, Probe, Query, Signoff, at_stage
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence, Numbers
from golive.model.fingerprint import fingerprint
from golive.model.occasion import Occasion, unobserved
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.signoffs import Signed, is_blank, load_signatures, standing
from golive.model.snapshot import Server, Snapshot
from golive.model.target import Dsn
from golive.model.window import Window
from golive.observe.commands import run
from golive.observe.figures import figure
from golive.observe.items import observe_items, observe_outside
from golive.observe.plans import query
from golive.observe.probes import probe
from golive.observe.session import reading
from golive.verdict.audits import judge

TODAY = date(2026, 6, 1)
HEAD = {"name": "example", "title": "Example", "stages": ("go-live", "week1", "week2")}
BASE = {"name": "it", "why": "somebody is harmed"}


def claims_of(*items: Item, **head: Any) -> Claims:
    described = tuple(item.model_dump(by_alias=True, exclude_none=True) for item in items)
    return Claims.model_validate({"platform": {**HEAD, **head}, "item": described})


def http(**fields: Any) -> Probe:
    return Probe.model_validate({**BASE, "answer": "http", "variable": "URL", **fields})


def sql(select: str, **fields: Any) -> Figure:
    return Figure.model_validate({**BASE, "answer": "sql", "select": select, "metric": "it", **fields})


def env(**fields: Any) -> Environment:
    return Environment.model_validate({**BASE, "answer": "env", "variable": "KEY", **fields})


def command(*argv: str, **fields: Any) -> Command:
    return Command.model_validate({**BASE, "answer": "command", "variable": "FOLDER", "argv": argv, **fields})


def signoff(**fields: Any) -> Signoff:
    return Signoff.model_validate({**BASE, "answer": "signoff", "role": "DBA", **fields})


def said(item: Item, evidence: dict[str, Evidence], **head: Any) -> str:
    """What the audits say of one item."""
    claims = claims_of(item, **head)
    live = Snapshot(Server(170000, "17", "none", "nobody"), {}, evidence)
    found = list(judge(Platform(Path(), claims, None, (), (), ()), live, [f"ITM00{n}" for n in range(1, 7)]))
    return "\n".join(str(one) for result in found for one in [*result.found, *result.unknowns])


def outside(item: Item, environ: dict[str, str], occasion: Occasion = Occasion()) -> str:  # noqa: B008
    return said(item, observe_outside(claims_of(item), occasion, environ, TODAY))


# http


class Service(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.headers.get("Authorization", ""))
        match self.path:
            case "/health" | "/api/health":
                self.answer(
                    200, json.dumps({"errors": {"percent": 2.5}, "list": [{"n": 7}], "on": True, "state": "up"})
                )
            case "/slow":
                sleep(0.2)
                self.answer(200, "{}")
            case "/moved":
                self.answer(302, "", location="/health")
            case "/sometimes":
                self.answer(500 if len(self.asked) % 4 == 0 else 200, "{}")
            case "/text":
                self.answer(200, "fine")
            case _:
                self.answer(404, "")

    def answer(self, status: int, body: str, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    Service.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/health", {}, ""),
        ("/health", {"json": "errors.percent", "at_most": 5}, ""),
        ("/health", {"json": "errors.percent", "at_most": 1, "unit": "%"}, "it is 2.5 %; at most 1 is wanted"),
        ("/health", {"json": "errors.percent", "at_most": {"go-live": 5, "week2": 1}}, ""),
        ("/health", {"json": "list.0.n", "equals": 7}, ""),
        ("/health", {"json": "list.1.n", "equals": 7}, "list.1.n is not in the answer"),
        ("/health", {"json": "state", "equals": 7}, "state is no number"),
        ("/health", {"json": "on", "is": True}, ""),
        ("/health", {"json": "state", "is": "up"}, ""),
        ("/health", {"json": "on", "is": "true"}, "on is not 'true'"),
        ("/health", {"status": 204}, "status 200 in the place of 204"),
        ("/absent", {}, "status 404 in the place of 200"),
        ("/text", {"json": "a", "at_most": 1}, "the answer is no JSON"),
        ("/slow", {"within_ms": 5000}, ""),
        ("/slow", {"within_ms": 100}, "and 100 ms are allowed"),
        ("/moved", {}, "status 302 in the place of 200"),
        ("/moved", {"status": 302}, ""),
        ("/sometimes", {"requests": 8, "errors_percent": 25}, ""),
        ("/sometimes", {"requests": 8, "errors_percent": 20}, "2 of 8 requests failed: status 500 in the place of 200"),
    ],
)
def test_address_is_asked(service: str, path: str, fields: dict[str, Any], expected: str) -> None:
    told = outside(http(path=path, **fields), {"URL": service})
    assert (expected in told and "ITM002" in told) if expected else told == ""


def test_nobody_at_an_address_is_a_finding() -> None:
    assert "it failed: no answer: ConnectionRefusedError" in outside(http(), {"URL": "http://127.0.0.1:9"})


@pytest.mark.parametrize("address", ["file:///somewhere/else", "ftp://host/x", "host", "http://", "http://[", ""])
def test_only_http_is_spoken(address: str) -> None:
    evidence = probe(http(), {"URL": address})
    assert evidence.state == "unknown"


def test_token_is_sent_and_never_told(service: str) -> None:
    item = http(path="/absent", token="TOKEN")
    told = outside(item, {"URL": f"{service}/api", "TOKEN": "t0p-s3cret"})
    assert Service.asked == ["Bearer t0p-s3cret"]
    assert "t0p-s3cret" not in told
    assert service not in told


def test_what_is_not_configured_is_let_go_unless_it_blocks() -> None:
    assert outside(http(), {}) == ""
    assert "UNKNOWN" in outside(http(blocks="always"), {})
    assert outside(http(blocks="go-live"), {}) == ""
    told = outside(http(blocks="go-live"), {}, Occasion(go_live=True))
    assert "not observed here: URL is not set" in told


# command


def test_command_ends_as_declared(tmp_path: Path) -> None:
    environ = {"FOLDER": str(tmp_path)}
    assert outside(command(sys.executable, "-c", "raise SystemExit(3)", exit=3), environ) == ""
    assert "exit code 1 in the place of 0" in outside(command(sys.executable, "-c", "raise SystemExit(1)"), environ)
    assert "no-such-program cannot be started: FileNotFoundError" in outside(command("no-such-program"), environ)
    assert run(command("true"), {"FOLDER": str(tmp_path / "absent")}).state == "unknown"


def test_command_gets_no_secret_of_ours_and_stands_in_its_folder(tmp_path: Path) -> None:
    script = "import os, pathlib; pathlib.Path('seen').write_text(repr(sorted(os.environ)))"
    environ = {"FOLDER": str(tmp_path), "GOLIVE_DSN": "postgresql://u:p@h/d", "PGPASSWORD": "p", "MINE": "1"}
    assert run(command(sys.executable, "-c", script), environ).count == 0
    seen = (tmp_path / "seen").read_text()
    assert "MINE" in seen
    assert "GOLIVE_DSN" not in seen
    assert "PGPASSWORD" not in seen


def test_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    child = "import time, pathlib; time.sleep(3); pathlib.Path('alive').touch()"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    told = outside(command(sys.executable, "-c", script, within_s=1), {"FOLDER": str(tmp_path)})
    assert "had not ended after 1 s" in told
    sleep(2.5)
    assert not (tmp_path / "alive").exists()


# env


def test_variable_is_compared_by_fingerprint() -> None:
    known = fingerprint("a-long-secret-of-the-source")
    right, other = {"KEY": "a-long-secret-of-the-source"}, {"KEY": "another-long-secret"}
    assert "a-long" not in known
    assert known != fingerprint("a-long-secret-of-the-source")
    assert outside(env(same_as="SOURCE"), {**right, "SOURCE": known}) == ""
    assert "KEY is not the one of the source" in outside(env(same_as="SOURCE"), {**other, "SOURCE": known})
    assert outside(env(differs_from="SOURCE"), {**other, "SOURCE": known}) == ""
    assert "KEY is the one of the source" in outside(env(differs_from="SOURCE"), {**right, "SOURCE": known})
    told = outside(env(same_as="SOURCE"), {**right, "SOURCE": "a-long-secret-of-the-source"})
    assert "SOURCE holds no fingerprint" in told
    assert "a-long" not in told
    assert outside(env(same_as="SOURCE"), right) == ""  # not observed


def test_flag_is_what_its_stage_wants() -> None:
    flag = env(equals={"go-live": "false", "week1": "true"})
    assert outside(flag, {"KEY": "false"}) == ""
    assert "KEY is not 'true'" in outside(flag, {"KEY": "false"}, Occasion(stage="week2"))
    assert unobserved(env(equals={"week2": "on"}), claims_of(flag), Occasion(), {"KEY": "x"}, TODAY).startswith(
        "not judged"
    )


# sql


def test_limits_come_with_the_stages() -> None:
    stages = ("go-live", "week1", "week2", "month1")
    limits = {"week1": 50.0, "month1": 100.0}
    assert [at_stage(limits, one, stages) for one in stages] == [None, 50, 50, 100]
    assert at_stage({"": 3.0}, "", ()) == 3
    assert at_stage(None, "week1", stages) is None


@pytest.mark.parametrize(
    ("select", "reason"),
    [
        ("SELECT NULL::integer", "NULL"),
        ("SELECT 'text'", "str in the place of a number"),
        ("SELECT true", "bool in the place of a number"),
        ("SELECT 1 WHERE false", "0 rows"),
        ("SELECT n FROM generate_series(1, 2) AS n", "2 rows"),
        ("SELECT 'NaN'::numeric", "in the place of a number"),
    ],
)
def test_figure_is_one_number(database: Dsn, select: str, reason: str) -> None:
    with reading(database) as connection:
        evidence = figure(connection, sql(select))
        assert evidence.state == "unknown"
        assert reason in evidence.note
        assert figure(connection, sql("SELECT 2.5;")) == Evidence.seen(1, told=Numbers(2.5))
        assert figure(connection, sql("SELECT count(*) FROM public.absent")).state == "absent"


def test_figure_is_judged_at_the_stage_of_the_run(database: Dsn) -> None:
    item = sql("SELECT 85", at_least={"week1": 80, "week2": 90}, unit="%")
    claims = claims_of(item)
    with reading(database) as connection:
        seen = observe_items(connection, claims)

    def at(stage: str) -> str:
        return said(item, seen | observe_outside(claims, Occasion(stage), {}, TODAY))

    assert at("") == ""  # no limit yet: not judged, and so no pass either
    assert "not judged at stage 'go-live'" in unobserved(item, claims, Occasion(), {}, TODAY)
    assert at("week1") == ""
    assert "it is 85 %; at least 90 is wanted" in at("week2")


def test_plan_is_held_against_an_index_and_a_baseline(database: Dsn) -> None:
    def asked(**fields: Any) -> Query:
        return Query.model_validate({**BASE, "answer": "query", "indexed": ("public.t",), **fields})

    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text)")
        connection.execute("CREATE INDEX t_a ON public.t (a)")
        connection.execute("INSERT INTO public.t SELECT n, n, 'x' FROM generate_series(1, 5) AS n")
    with reading(database) as connection:
        assert query(connection, asked(select="SELECT b FROM public.t WHERE a = 1")).count == 0
        assert query(connection, asked(select="SELECT b FROM public.t WHERE a = 1 OR id = 3")).count == 0
        assert query(connection, asked(select="SELECT b FROM public.t WHERE a = 1", uses=("public.t_a",))).count == 0
        assert query(connection, asked(select="SELECT b FROM public.t WHERE b = 'x'")).count == 1
        assert query(connection, asked(select="SELECT max(b) FROM public.t ORDER BY 1")).count == 1
        assert query(connection, asked(select="SELECT id FROM public.t ORDER BY id")).count == 1  # all of an index
        assert query(connection, asked(select="SELECT 1")).keys == ("its plan does not read public.t",)
        assert query(connection, asked(select="SELECT b FROM public.gone WHERE a = 1")).state == "absent"
        slow = asked(select="SELECT pg_sleep(0.05) FROM public.t WHERE a = 1", milliseconds=1)
        seen = query(connection, slow)
        switched = connection.execute("SELECT current_setting('enable_seqscan')").fetchone()
        assert switched == ("on",)
        evidence = {"item:it": seen} | observe_outside(claims_of(slow), Occasion(), {}, TODAY)
        assert "the baseline is 1 ms, and 3 times that is allowed" in said(slow, evidence)


# sign-offs


def signed(**fields: Any) -> Signed:
    given = {
        "platform": "example",
        "item": "it",
        "who": "M. Weber",
        "role": "DBA",
        "when": date(2026, 5, 20),
        "evidence": "OPS-7",
    }
    return Signed.model_validate({**given, **fields})


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        (None, "open: nobody has signed as DBA"),
        ({}, ""),
        ({"platform": "other"}, "open: nobody has signed"),
        ({"who": "[Your Name]"}, "open: its who is the placeholder '[Your Name]'"),
        ({"evidence": "TODO"}, "placeholder 'TODO'"),
        ({"evidence": "[Environment]"}, "placeholder '[Environment]'"),
        ({"role": "QA"}, "signed as 'QA', and 'DBA' has to"),
        ({"when": date(2026, 6, 2)}, "which has not come yet"),
        ({"until": date(2026, 5, 31)}, "expired on 2026-05-31"),
        ({"until": date(2026, 6, 1)}, ""),
        ({"when": date(2026, 4, 1)}, "expired on 2026-05-01"),
    ],
)
def test_signature_stands_or_says_why_not(signature: dict[str, Any] | None, reason: str) -> None:
    signatures = () if signature is None else (signed(**signature),)
    told = standing(signoff(days=30), "example", signatures, TODAY)
    assert (reason in told) if reason else told == ""


@pytest.mark.parametrize(
    "text", ["[Your Name]", "<name>", "TBD", "n/a", "...", "Your Name", " ", "{{who}}", "to be named", "?"]
)
def test_blank_is_no_signature(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["M. Weber", "https://ci.example/run/7", "Nadia Todorova", "The DBA on call", "OPS-7", "Xi"]
)
def test_name_is_no_blank(text: str) -> None:
    assert not is_blank(text)


def test_open_signoff_blocks_the_go_live_alone() -> None:
    item = signoff(blocks="go-live")
    assert outside(item, {}) == ""
    told = outside(item, {}, Occasion(go_live=True))
    assert "ITM006 high" in told
    assert "nobody has signed as DBA" in told
    assert outside(item, {}, Occasion(go_live=True, signed=(signed(),))) == ""
    assert outside(signoff(), {}, Occasion(go_live=True)) == ""


def test_signatures_are_read_with_every_mistake_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "signoffs.toml"
    right = '[[signoff]]\nplatform = "bnaura"\nitem = "it"\nwho = "M. Weber"\nrole = "DBA"\n'
    file.write_text(f'{right}when = 2026-05-20\nevidence = "OPS-7"\n')
    assert load_signatures(file)[0].when == date(2026, 5, 20)
    file.write_text('[[signoff]]\nplatform = "bnaura"\nitm = "it"\nwhen = "yesterday"\n')
    with pytest.raises(WrongUse) as refused:
        load_signatures(file)
    assert "signoff[1].itm: is no known key (did you mean 'item'?)" in str(refused.value)
    assert "signoff[1].when: 'yesterday' is not allowed" in str(refused.value)
    with pytest.raises(WrongUse, match="does not exist"):
        load_signatures(tmp_path / "absent.toml")


# time


def test_time_budget_is_held_against_the_ledger() -> None:
    def told(minutes: float) -> list[Findings]:
        evidence = {q.BUDGET.of(): Evidence.seen(2, told=Numbers(minutes))}
        live = Snapshot(Server(170000, "17", "none", "nobody"), {}, evidence)
        steps = load_platform(BUILT_IN / "knowledge").steps
        return list(judge(Platform(Path(), claims_of(minutes=60), None, steps, (), ()), live, ["ITM007"]))

    assert told(59.9)[0].found == []
    assert "the steps took 61.5 minutes, and 60 are allowed" in str(told(61.5)[0].found[0])


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (datetime(2026, 6, 6, 15, 0, tzinfo=UTC), True),  # Saturday 22:00 there
        (datetime(2026, 6, 6, 14, 59, tzinfo=UTC), False),
        (datetime(2026, 6, 6, 18, 59, tzinfo=UTC), True),  # Sunday 01:59 there
        (datetime(2026, 6, 6, 19, 0, tzinfo=UTC), False),
        (datetime(2026, 6, 5, 16, 0, tzinfo=UTC), False),
    ],
)
def test_window_reaches_into_the_next_day(moment: datetime, inside: bool) -> None:
    window = Window(day="saturday", start="22:00", end="02:00", zone="Asia/Bangkok")
    assert window.holds(moment) is inside


# platform.toml


@pytest.mark.parametrize(
    ("item", "mistake"),
    [
        ('answer = "sqll"', "item[1].answer: 'sqll' is not allowed; allowed: 'sql', 'http'"),
        ("", "item[1].answer: is missing"),
        ('answer = "sql"\nselect = "DELETE FROM public.t"', "item[1].select: 'DELETE FROM public.t' is not allowed"),
        ('answer = "sql"\nselect = "SELECT 1"', "at_least, at_most or equals, or with a metric"),
        (
            'answer = "sql"\nselect = "SELECT 1"\nat_lest = 3',
            "item[1].at_lest: is no known key (did you mean 'at_least'?)",
        ),
        ('answer = "sql"\nselect = "SELECT 1"\nat_least = { week9 = 3 }', "speaks of 'week9'"),
        ('answer = "env"\nvariable = "A"', "one of same_as, differs_from, equals"),
        ('answer = "http"\nvariable = "A"\nat_most = 3', "with json"),
        ('answer = "query"\nselect = "SELECT 1"', "indexed, uses or milliseconds"),
    ],
)
def test_mistake_in_an_item_is_one_line(tmp_path: Path, item: str, mistake: str) -> None:
    file = tmp_path / "platform.toml"
    file.write_text(
        f'[platform]\nname = "x"\ntitle = "X"\nstages = ["week1"]\n[[item]]\nname = "it"\nwhy = "so"\n{item}\n'
    )
    with pytest.raises(WrongUse) as refused:
        load_claims(file)
    assert mistake in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1

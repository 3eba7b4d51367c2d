"""What a watch is made of, without a database: what waits, what is refused, what stands in its files."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from golive.app.cli import main
from golive.app.watch import alerts, seconds_of
from golive.model.errors import WrongUse
from golive.verdict.certificate import Certificate, Scope
from golive.verdict.decision import decide
from golive.watch.metrics import Standing, openmetrics
from golive.watch.watch import Watch
from golive.watch.webhook import ATTEMPTS, Webhook

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def standing() -> Standing:
    verdict, reasons = decide([])
    certificate = Certificate(verdict, reasons, Scope.POSTCHECK, (), WHEN, WHEN, expires=WHEN + timedelta(days=30))
    return Standing('a"b\\', "shop", WHEN, 1.5, certificate, good=True)


def test_metrics_end_as_openmetrics_does_and_tell_until_when_it_is_valid() -> None:
    text = openmetrics(standing())
    assert text.endswith("\n# EOF\n")
    sample = 'golive_watch_expires_timestamp_seconds{platform="shop",target="a\\"b\\\\"}'
    assert f"{sample} {(WHEN + timedelta(days=30)).timestamp():.0f}\n" in text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len({line.rpartition(" ")[0] for line in lines}) == len(lines)


def test_a_watch_that_never_saw_its_database_says_that_it_looked() -> None:
    text = openmetrics(replace(standing(), certificate=None, failures=2))
    assert "golive_watch_failures{" in text
    assert "golive_watch_good" not in text


def test_rules_for_prometheus_ask_for_metrics_that_are_written() -> None:
    every: Any = yaml.safe_load(alerts())
    rules = [rule for group in every["groups"] for rule in group["rules"]]
    written = openmetrics(standing())
    assert len({rule["alert"] for rule in rules}) == len(rules) == 8
    for rule in rules:
        (name,) = (word for word in rule["expr"].replace("{", " ").split() if word.startswith("golive_"))
        assert f"# TYPE {name} gauge" in written or name == "golive_watch_accept_ends_timestamp_seconds", name
        assert rule["annotations"]["summary"]


@pytest.mark.deep
@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not here; Debian has it in prometheus")
def test_prometheus_takes_rules_and_metrics(tmp_path: Path) -> None:
    rules = files("golive.reports").joinpath("alerts.yml")
    for words, told in ((["rules", str(rules)], None), (["metrics"], openmetrics(standing()))):
        done = subprocess.run(["promtool", "check", *words], input=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("text", ["", "5", "0s", "15 m", "1w", "-1h"])
def test_a_span_of_time_is_a_number_and_a_unit(text: str) -> None:
    with pytest.raises(WrongUse, match="no span of time"):
        seconds_of(text)
    assert seconds_of("1.5h") == 5400


@pytest.mark.parametrize("url", ["file:///etc/passwd", "hooks.example.com", "https://?a", "http://[", "https://a:b:c/"])
def test_a_webhook_is_an_address_of_a_web_server(url: str) -> None:
    with pytest.raises(WrongUse, match="no address of a web server") as said:
        Webhook(url)
    assert url not in str(said.value)


def test_a_listener_that_is_not_there_is_waited_for_so_often() -> None:
    waits: list[float] = []
    why = Webhook("http://127.0.0.1:9/token", waits.append, timeout=1).post("{}")
    assert why == "127.0.0.1 did not take it: ConnectionRefusedError"
    assert len(waits) == ATTEMPTS - 1


def test_what_is_away_is_looked_for_soon_and_then_less_often(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    waits: list[float] = []

    def look() -> Any:
        raise WrongUse("--dsn", "cannot connect")

    def pause(seconds: float) -> None:
        waits.append(round(seconds))
        if len(waits) == 9:
            raise Enough

    with pytest.raises(Enough):
        Watch(look, "here", "shop", tmp_path, tmp_path / "watch.prom", print).every(900, pause)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_look_that_crashes_is_said_without_what_it_had_in_hand(tmp_path: Path) -> None:
    def look() -> Any:
        raise RuntimeError("a value of a row")

    said: list[str] = []
    assert Watch(look, "here", "shop", tmp_path, tmp_path / "watch.prom", said.append).once() == 1
    assert said[0].endswith("here: UNREACHABLE: the look crashed: RuntimeError")


def test_rules_are_printed_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--alerts"]) == 0
    assert capsys.readouterr().out == alerts()

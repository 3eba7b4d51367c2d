"""What is sealed, its key and a webhook's token appear nowhere, whether a run is green, red, crashed or killed."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from golive.model.claims.credential import Format
from golive.model.target import Dsn
from golive.server import Server
from golive.vault.seal import Plain, seal
from tests.run.conftest import Answer
from tests.run.test_secrets import arguments

Do = Callable[..., list[tuple[Any, ...]]]
KEY = "cAnary key/of+the sealed rows 32"
FIELD, OTHER, PLAIN = "cAnary/of a+field-1", "cAnary/of a+field-2", "sk-cAnary/in clear+here"
TOKEN = "cAnary/token+of a webhook, sent by nobody"
SECRETS = (KEY, FIELD, OTHER, PLAIN, TOKEN)
FORM = Format(cipher="aes-256-cbc", variable="SEALING")
CLAIMS = """
[[credential]]
name = "keys"
table = "public.sealed"
column = "sealed"
fields = { "*" = ["apiKey"] }
format = [{ cipher = "aes-256-cbc", variable = "SEALING" }]

[[token]]
name = "webhooks"
table = "public.sealed"
column = "token"
"""
CRASH = """
import pytest

@pytest.fixture(scope="session", autouse=True)
def crash():
    from golive.vault import batch, content
    def crash(self, data, *rest):
        opened = data
        raise RuntimeError(data)
    batch.Judging.sound = content.Content.flaws = crash
"""
KILL = """
import os, signal, pytest

@pytest.fixture(scope="session", autouse=True)
def kill():
    from golive.vault import batch, content
    def kill(self, data, *rest):
        os.kill(os.getpid(), signal.SIGKILL)
    batch.Judging.sound = content.Content.flaws = kill
"""


def forms(secret: str) -> set[bytes]:
    raw = secret.encode()
    encoded = {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), json.dumps(secret)[1:-1], raw.hex()}
    return {one.encode() for one in encoded} | {base64.b64encode(raw).rstrip(b"="), raw.hex().upper().encode()}


LOOKED_FOR = {form for secret in SECRETS for form in forms(secret)}


def leaks(data: bytes) -> list[bytes]:
    return sorted(form for form in LOOKED_FOR if form in data)


def sealed(content: Any) -> str:
    return str(seal(FORM, KEY, Plain(json.dumps(content).encode())).stored)


def filled(do: Do, dsn: Dsn, *more: tuple[str, str]) -> None:
    """What a run finds; these statements stand in the log themselves, before the part that is looked at."""
    rows = [(sealed({"apiKey": f"{FIELD}{n}", "other": OTHER}), f"{TOKEN}{n}") for n in range(12)]
    do(dsn, "CREATE TABLE public.sealed (id serial PRIMARY KEY, sealed text, token text)")
    for stored, token in (*rows, *more):
        do(dsn, f"INSERT INTO public.sealed (sealed, token) VALUES ('{stored}', '{token}')")


@pytest.fixture
def loud(server: Server, do: Do) -> Any:
    """What may tell most: every statement of a run stands in the server's log."""

    def begin() -> int:
        do(server.dsn(), *(f"ALTER SYSTEM SET {name} = {value}" for name, value in (
            ("log_statement", "'all'"), ("log_min_error_statement", "'debug5'"), ("log_duration", "on"),
            ("log_parameter_max_length_on_error", "-1"), ("log_error_verbosity", "'verbose'"),
        )), "SELECT pg_reload_conf()")  # fmt: skip
        return len((server.folder / "log").read_bytes())

    yield begin
    do(server.dsn(), "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")


def test_what_is_looked_for_is_found() -> None:
    assert leaks(f"a=1&k={quote_plus(KEY)}".encode())
    assert leaks(base64.b64encode(FIELD.encode()))


def is_green(answer: Answer) -> bool:
    return {one["name"]: one["outcome"] for one in answer.platform["sections"]}["Credentials"] == "OK"


def is_red(answer: Answer) -> bool:
    return answer.code == 1 and {code.split()[0] for code in answer.found} >= {"CRD002", "CRD003", "CRD004"}


SPOILT = (
    (sealed({"apiKey": "undefined", FIELD: OTHER}), TOKEN), (PLAIN, TOKEN), (sealed([FIELD]), "short"),
    (sealed({"apiKey": OTHER}), TOKEN), (sealed({"apiKey": OTHER}), TOKEN),
)  # fmt: skip
# How it is run, on what, and how that ends.
ENDS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...], Callable[[Answer], bool]]] = {
    "red": ((), SPOILT, is_red),
    "crashed": (("-p", "crashes"), (), lambda answer: "crashed: RuntimeError" in answer.text),
    "green": (("-k", "credential"), (), is_green),
    "killed": (("-p", "kills", "-n", "2"), (), lambda answer: answer.code != 0),
}


@pytest.mark.parametrize(
    "end", [pytest.param(one, marks=() if one in ("red", "crashed") else pytest.mark.deep) for one in ENDS]
)
def test_nothing_sealed_appears_in_any_run(
    run: Any, shop: Path, migrated: Dsn, do: Do, server: Server, loud: Callable[[], int], tmp_path: Path, end: str
) -> None:
    words, spoilt, so = ENDS[end]
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8") + CLAIMS, "utf-8")
    filled(do, migrated, *spoilt)
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    for name, text in (("crashes", CRASH), ("kills", KILL)):
        (plugins / f"{name}.py").write_text(text, "utf-8")
    given = ("--showlocals", "-vv", "--full-trace", "--platform", shop, "--dsn", migrated.reveal(), "-m", "postcheck")
    before = loud()
    with arguments() as seen:
        answer = run(*given, *words, env={"SEALING": KEY, "PYTHONPATH": str(plugins)}, plain=False)
    said = (server.folder / "log").read_bytes()[before:]
    assert so(answer), answer.text
    shutil.rmtree(plugins)
    assert [(str(path), found) for path in sorted(tmp_path.rglob("*"))
            if path.is_file() and (found := leaks(path.read_bytes()))] == []  # fmt: skip
    assert b"public" in said
    assert b"golive_vault" in said
    assert leaks(said) == []
    assert [line for line in seen if leaks(line.encode())] == []

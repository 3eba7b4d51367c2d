"""The manual path is the automated one: pasted into psql word by word it certifies, and its way back leads back."""

import subprocess
from html import unescape
from pathlib import Path
from re import DOTALL, findall

import psycopg

from golive.app.runbook import runbook, texts
from golive.model.platform import BUILT_IN, built_in, load_platform
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.run.states import State, Watched, differences
from golive.server import Server, find_client
from golive.server.client import client_environment

SHOP = load_platform(Path(__file__).parent / "platforms" / "shop")


def pasted(server: Server, dsn: Dsn, *statements: str) -> str:
    """What psql printed of the blocks."""
    psql = find_client("psql", server.major).program("psql")
    done = subprocess.run(
        [psql, "-X", "-q", "-t", "-v", "ON_ERROR_STOP=1"],
        input="\n".join(statements), env=client_environment(dsn), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "ERROR" in done.stderr) == (0, False), done.stderr
    return done.stdout.strip()


def blocks(text: str, path: str) -> list[str]:
    return findall(rf"```sql {path}\n(.*?)\n```", text, DOTALL)


def state(dsn: Dsn) -> State:
    with connect(dsn) as session:
        return Watched(session).now()


def test_runbook_pasted_into_psql_is_the_migration(server: Server, database: Dsn) -> None:
    text = texts(SHOP)["runbook.md"]
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        for path in SHOP.baseline:
            connection.execute(path.read_bytes())
    before = state(database)
    opening, *steps = blocks(text, "deploy")
    assert len(steps) == len(SHOP.steps)
    pasted(server, database, opening, *steps)
    with psycopg.connect(database.reveal()) as connection:
        rows = connection.execute("SELECT step, state, checksum FROM golive.ledger ORDER BY step").fetchall()
    assert rows == [(step.name, "deployed", step.checksum) for step in SHOP.steps]
    asked = blocks(text, "ask")
    assert [pasted(server, database, each) for each in asked[: len(steps)]] == [""] * len(steps)
    assert differences(before, state(database)) != {}
    pasted(server, database, opening, *reversed(blocks(text, "revert")))
    assert differences(before, state(database)) == {}


def test_every_platform_has_one_with_all_its_parts(tmp_path: Path) -> None:
    for name in built_in():
        platform = load_platform(BUILT_IN / name)
        text = runbook(platform, None)
        assert [text.count(f"\n## Step {step.name}\n") for step in platform.steps] == [1] * len(platform.steps)
        assert [smoke.name for smoke in platform.smokes if f"### {smoke.name}\n" not in text] == []
        assert [item.name for item in platform.claims.item if f"- {item.name}: " not in text] == []
        assert all(step.why in text for step in platform.steps)
    runbook(platform, tmp_path)
    html = unescape((tmp_path / "runbook.html").read_text("utf-8"))
    assert all(block in html for block in blocks((tmp_path / "runbook.md").read_text("utf-8"), "deploy"))

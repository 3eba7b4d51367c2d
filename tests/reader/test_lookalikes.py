"""No statement of the reader's calls a function or an operator that only looks like the server's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.abc import Query

from golive.migrate.runner import Runner
from golive.model.catalog import Setting
from golive.model.platform import BUILT_IN, Platform, built_in, load_platform
from golive.model.snapshot import Snapshot
from golive.observe.reader import Reader
from golive.run import observation
from golive.run.observation import observe
from golive.server import Server, choose
from golive.sqltext.statements import Kind, tokens

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "platforms" / "sample"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
SIGNS = set("+-*/<>=~!@#%^&|`?")
OF_THE_MOMENT = ("server:", "item:", "body:")  # sizes and times; bodies are analysed with the platform's own path


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that the reader sends; isolation is the prober's."""
    sent: list[str] = []
    check = Reader.check

    def recording(self: Reader, query: Query) -> None:
        sent.append(query.as_string(self) if hasattr(query, "as_string") else bytes(query).decode()
                    if isinstance(query, bytes) else str(query))  # fmt: skip
        check(self, query)

    with monkeypatch.context() as patched:
        patched.setattr(Reader, "check", recording)
        patched.setattr(observation, "observe_isolation", lambda *_: {})
        yield sent


def names(sent: list[str]) -> tuple[set[str], set[str]]:
    """Every function and every operator in statements, also what LIKE, IN, BETWEEN and their like stand for."""
    functions, operators = set[str](), {"=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "||", "->>", "->"}
    for text in sent:
        found = [token for token in tokens(text) if token.kind is not Kind.SPACE]
        sign = ""
        for token, after in pairwise(found):
            if token.kind is Kind.WORD and after.text == "(":
                functions.add(token.text.lower())
            if token.text in SIGNS:
                sign += token.text
            elif sign:
                operators.add(sign)
                sign = ""
    return functions, operators


def evidence(seen: Snapshot) -> dict[str, Any]:
    return {name: one for name, one in seen.evidence.items() if not name.startswith(OF_THE_MOMENT)}


def live(server: Server, platform: Platform) -> None:
    dsn = server.create_database(platform.name)
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for path in platform.baseline:
            connection.execute(path.read_bytes())
        if platform.steps:
            with Runner(dsn, platform.name, platform.steps) as runner:
                for step in runner.pending():
                    runner.deploy(step)
        connection.execute("CREATE ROLE planter")
        connection.execute("CREATE TYPE public.mood AS ENUM ('good'); GRANT USAGE ON TYPE public.mood TO planter")
        for schema in schemas(platform):
            connection.execute(psycopg.sql.SQL("GRANT CREATE, USAGE ON SCHEMA {} TO planter").format(schema))


def schemas(platform: Platform) -> list[psycopg.sql.Identifier]:
    wanted = dict.fromkeys(("public", *platform.claims.platform.search_path[:1]))
    return [psycopg.sql.Identifier(one) for one in wanted]


@pytest.mark.parametrize(
    "folder",
    [SAMPLE, *(pytest.param(BUILT_IN / name, marks=pytest.mark.deep) for name in built_in())],
    ids=lambda one: one.name,
)
@pytest.mark.parametrize("backend", ["embedded", pytest.param("system", marks=pytest.mark.deep)])
def test_nothing_that_looks_alike_is_called(folder: Path, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = load_platform(folder)
    with choose(backend).launch() as server:
        live(server, platform)
        dsn = server.dsn(platform.name)
        with recorded(monkeypatch) as sent:
            before = observe(dsn, platform, {}, AS_OF)
        functions, operators = names(sent)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for name, value in {
                "functions": " ".join(sorted(functions)), "operators": " ".join(sorted(operators)),
                "schemas": " ".join(one.as_string().strip('"') for one in schemas(platform)),
            }.items():  # fmt: skip
                connection.execute("SELECT set_config(%s, %s, false)", (f"test.{name}", value))
            connection.execute("SET ROLE planter")
            connection.execute((HERE / "lookalikes.sql").read_bytes())
            made = connection.execute("SELECT current_setting('test.made')::integer").fetchone()
            connection.execute("RESET ROLE")
            path = psycopg.sql.SQL(", ").join([*schemas(platform), psycopg.sql.Identifier("pg_catalog")])
            connection.execute(
                psycopg.sql.SQL("ALTER DATABASE {} SET search_path = {}").format(
                    psycopg.sql.Identifier(platform.name), path
                )
            )
        assert made
        assert made[0] > 8 * len(functions) > 400
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:  # they are reached where one may reach them
            connection.execute("SELECT lower('x'::text), count(1), 'a'::text || 'b'::text")
        assert {path.name for path in called(server)} == {"called lower", "called count", "called ||"}
        for path in called(server):
            path.unlink()
        with recorded(monkeypatch):
            after = observe(dsn, platform, {}, AS_OF)
        assert [path.name for path in called(server)] == []
        assert evidence(after) == evidence(before)
        for kind, objects in before.catalog.items():
            mine = [one for one in after.catalog[kind] if getattr(one, "owner", "") != "planter"]
            assert kind == Setting.kind or mine == list(objects)


def called(server: Server) -> list[Path]:
    return list((server.folder / "data").glob("called *"))

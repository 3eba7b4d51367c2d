"""A small sound database with its lock, and what is seen of copies of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from golive.model.claims import load_claims
from golive.model.claims.filled import Filled
from golive.model.claims.rule import Rule
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.server import Server, choose
from golive.testing.look import observe

EXAMPLE = Path(__file__).parents[1] / "examples" / "ISO003"
MORE = """
CREATE ROLE guest;
CREATE TABLE public.memberships (id bigint PRIMARY KEY, organization_id bigint NOT NULL, email text);
INSERT INTO public.memberships VALUES (1, 1, 'a@b.c'), (2, 2, 'c@d.e');
ALTER TABLE public.memberships OWNER TO keeper;
ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


def run(server: Server, database: str, statements: str) -> None:
    with psycopg.connect(server.dsn(database).reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())


def platform_of(server: Server) -> Platform:
    claims = load_claims(EXAMPLE / "platform.toml")
    rule = Rule(
        name="mail", select="SELECT id FROM public.memberships WHERE email NOT LIKE '%@%'", why="nobody", mend="ask"
    )
    full = Filled(table="public.memberships", minimum=1, why="nobody gets in")
    claims = claims.model_copy(update={"rule": (rule,), "filled": (full,)})
    unlocked = Platform(EXAMPLE, claims, None, steps=(), smokes=(), baseline=())
    lock = Lock.of(observe(server.dsn("sound"), unlocked, {}), "example")
    return Platform(EXAMPLE, claims, lock, steps=(), smokes=(), baseline=())


def sound(server: Server) -> None:
    server.create_database("sound")
    run(server, "sound", (EXAMPLE / "good.sql").read_text("utf-8") + MORE)


@pytest.fixture(scope="module")
def alone() -> Iterator[Server]:
    """A server of these tests alone: their roles are nobody else's."""
    with choose("embedded").launch() as running:
        sound(running)
        yield running


@pytest.fixture(scope="module")
def example(alone: Server) -> Platform:
    return platform_of(alone)


@pytest.fixture
def seen(alone: Server, example: Platform) -> Iterator[Callable[[str], Snapshot]]:
    """What is seen of a copy in which statements were run, one after the other."""
    dsn = alone.clone("sound", "tried")

    def look(statements: str) -> Snapshot:
        run(alone, "tried", statements)
        return observe(dsn, example, {})

    yield look
    alone.drop("tried")

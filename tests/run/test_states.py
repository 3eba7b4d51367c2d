"""A database or a platform in a state that nobody meant gets a truthful verdict, never a certificate by silence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.server import Server

Do = Callable[..., list[tuple[Any, ...]]]
BODY, NEXT = '  "public.notes.body"', '  "public.notes.id"'
LESS = "CREATE ROLE looks LOGIN PASSWORD 'looks'"


@dataclass(frozen=True)
class State:
    """What is done to a sound database or its platform, and what the run makes of it."""

    verdict: str
    code: int
    says: str = ""
    sql: tuple[str, ...] = ()
    change: Callable[[Path], object] = lambda _: None
    user: str = ""
    first: bool = False


def without(name: str, start: str, end: str) -> Callable[[Path], object]:
    """Everything from one word to the next is taken out of a file of the platform."""

    def change(shop: Path) -> None:
        text = (shop / name).read_text("utf-8")
        at = text.index(start)
        (shop / name).write_text(text[:at] + text[text.index(end, at) :], "utf-8")

    return change


def drafted(shop: Path) -> None:
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8").replace("[tenancy]", "[tenancy]\nproposal = true"), "utf-8")


STATES: Mapping[str, State] = {
    "tenancy removed": State(
        "NOT CERTIFIED", 1, "TEN004", change=without("platform.toml", "[tenancy]", "[[rows]]"), first=True
    ),
    "tenancy drafted": State("NOT CERTIFIED", 1, "nobody has confirmed it", change=drafted),
    "lock edited": State("", 4, "lock.json: digest: does not fit", change=without("lock.json", BODY, NEXT)),
    "lock without digest": State("CERTIFIED", 0, change=without("lock.json", '"digest"', '"platform"')),
    "no tenant": State("NOT CERTIFIED", 1, "public.shops", ("TRUNCATE public.shops CASCADE",)),
    "one tenant": State(
        "CERTIFIED", 0, "", ("DELETE FROM public.notes WHERE shop_id <> 1", "DELETE FROM public.shops WHERE id <> 1")
    ),
    "emptied": State(
        "NOT CERTIFIED", 1, "", ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "DROP SCHEMA golive CASCADE")
    ),
    "statement_timeout of the database": State(
        "NOT CERTIFIED", 1, "statement_timeout", ("ALTER DATABASE {name} SET statement_timeout = '1ms'",)
    ),
    "auditor without rights": State("NOT CERTIFIED", 1, "UNKNOWN", (LESS,), user="looks"),
    "auditor that is cut off": State(
        "NOT CERTIFIED", 1, "", (LESS, "ALTER ROLE looks SET statement_timeout = '1ms'"), user="looks"
    ),
}  # fmt: skip


@pytest.fixture
def afterwards(server: Server, do: Do) -> Iterator[None]:
    yield
    do(server.dsn("postgres"), "DROP ROLE IF EXISTS looks")


@pytest.mark.parametrize(
    "state", [pytest.param(one, id=name, marks=() if one.first else pytest.mark.deep) for name, one in STATES.items()]
)
def test_state(state: State, run: Any, shop: Path, migrated: Dsn, do: Do, afterwards: None) -> None:
    do(migrated, *(statement.format(name=migrated.name) for statement in state.sql))
    state.change(shop)
    dsn = Dsn.of(**{**migrated.fields, "user": state.user, "password": state.user}) if state.user else migrated
    answer = run.postcheck(shop, dsn)
    assert (answer.verdict, answer.code) == (state.verdict, state.code), answer.text
    assert state.says in answer.text
    assert "Traceback" not in answer.text

"""A place on a server is one session's; what is left of the one before is waited out."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from golive.fleet.lease import admitted, leased
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import reading


@pytest.fixture
def one(databases: Mapping[str, Dsn]) -> Dsn:
    return databases["a"]


@pytest.fixture
def other(databases: Mapping[str, Dsn]) -> Dsn:
    return databases["b"]


@contextmanager
def ended_after(seconds: float, connection: "psycopg.Connection[tuple[object, ...]]") -> Iterator[None]:
    def end() -> None:
        sleep(seconds)
        connection.close()

    ending = threading.Thread(target=end)
    ending.start()
    try:
        yield
    finally:
        ending.join()


def test_databases_of_one_server_share_its_places(one: Dsn, other: Dsn) -> None:
    with leased(one, "postgres", 2, "here") as first, leased(other, "postgres", 2, "here") as second:
        assert {first, second} == {"golive 1", "golive 2"}
        with pytest.raises(WrongUse, match="no place on its server came free") as said:
            leased(one, "postgres", 2, "there", patience=0.3).__enter__()
        assert str(said.value).startswith("there: ")
    with leased(one, "postgres", 1, "here", patience=0) as again:
        assert again == "golive 1"


def test_whoever_waits_holds_no_session_and_gets_it_when_it_is_free(one: Dsn, other: Dsn) -> None:
    began = monotonic()
    holder = leased(one, "postgres", 1, "here")
    holder.__enter__()
    done: list[float] = []

    def wait() -> None:
        with leased(other, "postgres", 1, "here"):
            done.append(monotonic() - began)

    waiting = threading.Thread(target=wait)
    waiting.start()
    sleep(1)
    assert not done
    holder.__exit__(None, None, None)
    freed = monotonic() - began
    waiting.join()
    assert done[0] >= freed


def test_sessions_that_a_dead_holder_left_are_waited_out(one: Dsn, other: Dsn) -> None:
    """Its server process is in the midst of a query, and has not noticed that nobody waits for it."""
    left = psycopg.connect(one.called("golive 1").reveal())
    with ended_after(1.0, left):
        began = monotonic()
        with leased(other, "postgres", 1, "here"):
            assert monotonic() - began >= 1.0
    with psycopg.connect(one.called("golive 1").reveal()), pytest.raises(WrongUse, match="a session that is left"):
        leased(other, "postgres", 1, "here", patience=0.3).__enter__()


def test_a_role_that_may_not_connect_more_often_is_waited_for(databases: Mapping[str, Dsn], one: Dsn) -> None:
    with psycopg.connect(one.reveal(), autocommit=True) as connection:
        connection.execute("CREATE ROLE modest LOGIN PASSWORD 'modest pass' CONNECTION LIMIT 1")
    modest = Dsn.of(**{**one.fields, "user": "modest", "password": "modest pass"})
    busy = psycopg.connect(modest.reveal())
    with ended_after(0.7, busy), leased(modest, "postgres", 3, "here") as name:
        assert name == "golive 1"
    assert busy.closed


def test_no_place_is_given_to_whom_the_role_leaves_no_session_to_look_with(one: Dsn) -> None:
    with psycopg.connect(one.reveal(), autocommit=True) as connection:
        connection.execute("CREATE ROLE paired LOGIN PASSWORD 'paired pass' CONNECTION LIMIT 4")
        connection.execute("CREATE ROLE lonely LOGIN CONNECTION LIMIT 1")
    paired = Dsn.of(**{**one.fields, "user": "paired", "password": "paired pass"})
    with leased(paired, "postgres", 3, "here"):
        with leased(paired, "postgres", 3, "here"), pytest.raises(WrongUse, match="no place on its server came free"):
            leased(paired, "postgres", 3, "there", patience=0.3).__enter__()
        with pytest.raises(WrongUse, match="no place on its server came free"):
            leased(paired, "postgres", 3, "there", patience=0.3, prober="lonely").__enter__()


def test_whoever_has_a_place_is_not_kept_out_by_those_who_ask_for_one(databases: Mapping[str, Dsn], one: Dsn) -> None:
    with psycopg.connect(one.reveal(), autocommit=True) as connection:
        connection.execute("CREATE ROLE narrow LOGIN PASSWORD 'narrow pass' CONNECTION LIMIT 1")
    narrow = Dsn.of(**{**one.fields, "user": "narrow", "password": "narrow pass"})

    def look() -> str:
        with reading(narrow) as connection:
            return connection.info.user

    with ended_after(0.7, psycopg.connect(narrow.reveal())):
        assert admitted(look) == "narrow"
    with once_free(narrow), pytest.raises(WrongUse, match="too many connections"):
        admitted(look, patience=0.3)


def once_free(dsn: Dsn) -> psycopg.Connection[Any]:
    """A session that was closed here may not have ended there."""
    for _ in range(100):
        with suppress(psycopg.OperationalError):
            return psycopg.connect(dsn.reveal())
        sleep(0.05)
    return psycopg.connect(dsn.reveal())


def test_a_session_calls_itself_by_its_place_and_no_page_shows_it(one: Dsn) -> None:
    with leased(one, "postgres", 1, "here") as name, reading(one.called(name)) as connection:
        row = connection.execute("SELECT current_setting('application_name')").fetchone()
    assert row == ("golive 1",)
    assert str(one.called(name)) == str(one)


@pytest.mark.parametrize(
    "said",
    [
        "sorry, too many clients already",
        "remaining connection slots are reserved for roles with the SUPERUSER attribute",
        "tut mir leid, schon zu viele Verbindungen",
        "demasiadas conexiones para el rol «shop»",
        "trop de connexions pour la base de données « shop »",
        'слишком много подключений для роли "shop"',
        'ロール"shop"からの接続が多すぎます',
        '角色 "shop" 的连接过多',
    ],
)
def test_a_server_that_is_full_is_waited_for_in_its_own_language(said: str) -> None:
    told = iter([WrongUse("here", f"cannot connect to postgresql://h/shop: FATAL:  {said}", "")])

    def look() -> str:
        if error := next(told, None):
            raise error
        return "seen"

    assert admitted(look) == "seen"


def test_another_refusal_is_told_at_once() -> None:
    def look() -> None:
        raise WrongUse("here", "cannot connect: FATAL:  Passwort-Authentifizierung fehlgeschlagen", "")

    began = monotonic()
    with pytest.raises(WrongUse, match="Passwort"):
        admitted(look)
    assert monotonic() - began < 5

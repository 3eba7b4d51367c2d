"""A guess at the passwords of roles takes what the guessing costs, and no more, whatever a role keeps of its own."""

from time import process_time

import psycopg
import pytest

from golive.model.evidence import State
from golive.model.target import Dsn
from golive.observe.guessed_passwords import guessed

ENDLESS = "SCRAM-SHA-256$2147483647:c2FsdHNhbHRzYWx0c2FsdA==$AAAA:AAAA"


@pytest.fixture
def kept(database: Dsn) -> str:
    """As the server keeps the word that everybody tries first."""
    with psycopg.connect(database.reveal()) as connection:
        connection.execute("CREATE ROLE guessable LOGIN PASSWORD 'changeme'")
        row = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'guessable'").fetchone()
        connection.rollback()
    assert row is not None
    return str(row[0])


def test_a_role_that_keeps_rounds_without_end_holds_nobody_up_and_hides_no_other(kept: str) -> None:
    began = process_time()
    found = dict(guessed([("endless", "endless", ENDLESS), ("weak", "weak", kept), ("own", "own", ENDLESS)]))
    assert process_time() - began < 1
    assert {name: one.state for name, one in found.items()} == {
        "endless": State.UNKNOWN, "weak": State.SEEN, "own": State.UNKNOWN,
    }  # fmt: skip
    assert found["endless"].note == "a guess takes 2,147,483,647 rounds, which were too many"


def test_a_password_is_guessed_once_for_all_databases_of_a_server() -> None:
    several = [(name, name, ENDLESS.replace("2147483647", "100000")) for name in ("one", "other", "third")]
    began = process_time()
    assert list(guessed(several)) == []
    first = process_time() - began
    assert list(guessed(several)) == []
    assert process_time() - began < 1.5 * first

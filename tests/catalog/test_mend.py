"""Every kind of difference is seen, and its own mend takes it away."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.diff.compare import differences
from golive.diff.difference import Difference
from golive.model.catalog import KINDS, CatalogObject
from golive.model.finding import MendKind
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot

Connection = psycopg.Connection[Any]
Foreign = Callable[[CatalogObject], bool]
SPOILINGS = re.split(r"^-- (?=[a-z_]+: )", (Path(__file__).parent / "spoilings.sql").read_text(), flags=re.M)[1:]


def apply(connection: Connection, difference: Difference) -> None:
    assert difference.mend.kind is MendKind.SQL, difference
    if difference.mend.unless:
        row = connection.execute(f"SELECT {difference.mend.unless}".encode()).fetchone()
        if row is not None and row[0]:
            return
    ours = difference.mend.text.removeprefix("BEGIN;\n").removesuffix("\nCOMMIT;")  # the test rolls back
    connection.execute(ours.encode())


FIRST = {text.partition(":")[0]: text for text in reversed(SPOILINGS)}.values()  # of each kind of object


@pytest.mark.parametrize(
    "spoiling",
    [
        pytest.param(text, id=text.partition("\n")[0], marks=() if text in FIRST else pytest.mark.deep)
        for text in SPOILINGS
    ],
)
def test_difference_is_seen_and_its_mend_takes_it_away(
    spoiling: str, connection: Connection, seen: Callable[[], Snapshot], lock: Lock, foreign: Foreign
) -> None:
    heading, _, spoil = spoiling.partition("\n")
    connection.execute(spoil.encode())
    found = differences(lock, seen(), foreign)
    assert heading.partition(":")[0] in {difference.kind for difference in found}
    for difference in found:
        assert len(difference.what) < 600
        assert "\n" not in difference.what
        apply(connection, difference)
    assert [str(difference.what) for difference in differences(lock, seen(), foreign)] == []


def test_spoilings_reach_every_kind_that_a_transaction_can_spoil() -> None:
    spoilt = {text.partition(":")[0] for text in SPOILINGS}
    # a user mapping shows beside its server; a subscription and a prepared transaction leave the transaction
    assert {kind.kind for kind in KINDS} - spoilt == {"user_mapping", "subscription", "prepared_transaction"}

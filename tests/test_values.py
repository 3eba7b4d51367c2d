"""Values that stray from their column: sound columns of many kinds are silent, and no value is told of others."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from json import dumps
from pathlib import Path

import psycopg
import pytest

from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.strays import few
from golive.model.target import Dsn
from golive.model.time_names import is_time, orders
from golive.observe import slices
from golive.run.observation import observe
from golive.verdict.audits import judge

CODES = ("ROW008", "ROW009", "ROW010", "ROW011")
PLATFORM = Platform(
    Path("example"), Claims(platform=Head(name="example", title="Example")), None, steps=(), smokes=(), baseline=()
)
SOUND = """(
    id integer PRIMARY KEY, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz,
    start_at timestamptz, ended_at timestamptz, price numeric(18, 4), quantity integer, weight double precision,
    amount numeric(12, 2), email text, first_name text, state text, invoice_number text, currency text, phone text,
    house text, meta jsonb, settings jsonb, born date, valid_until timestamp, locale text, postal_code text, link text,
    stay daterange)"""


def row(chance: random.Random, n: int) -> tuple[object, ...]:
    """As people and programs write them: with a long tail, a gap, an exception now and then."""
    created = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.random() * 1_000_000)
    deleted = created + timedelta(days=chance.random() * 30) if chance.random() < 0.03 else None
    start = created + timedelta(days=chance.gauss(3, 4))
    refund = -1 if chance.random() < 0.015 else 1
    some = {"note": 0.5, "ref": 0.07, "tags": 0.9, "beta": 0.02}
    meta = {"type": chance.choice("abc")} | {key: "x" for key, share in some.items() if chance.random() < share}
    return (
        n, created, created + timedelta(seconds=chance.choice([0, -0.02, 90_000])), deleted, start,
        start + timedelta(hours=chance.expovariate(0.2)) if chance.random() < 0.8 else None,
        chance.lognormvariate(3, 1.2), int(chance.expovariate(0.05)), chance.gauss(100, 15),
        refund * abs(chance.gauss(50, 20)), f"deleted-{n}" if deleted else f"u{n}@acme.org",
        chance.choice(["Anna", "Bob", "Zoë", "anna", "Jean Luc"]),
        chance.choices(["active", "disabled", "pending", "archived"], [90, 7, 2, 0.5])[0], f"INV-{2023 + n % 3}-{n:05}",
        chance.choices(["EUR", "USD", "GBP"], [95, 4, 1])[0], chance.choice([None, "", "+34 600 100", "0034600200"]),
        f"{n}{'a' if chance.random() < 0.04 else ''}", dumps(meta),
        "{}" if chance.random() < 0.3 else '{"theme": "dark", "lang": null}',
        date(1940, 1, 1) + timedelta(days=chance.randrange(25_000)),
        datetime(9999, 12, 31) if chance.random() < 0.9 else datetime(2027, 1, 1),
        chance.choices(["en", "de", "en-US"], [90, 6, 4])[0], "SW1A 1AA" if chance.random() < 0.03 else f"{n:05}",
        f"https://acme.org/{n}" if chance.random() < 0.98 else "/local", None,
    )  # fmt: skip


@pytest.fixture
def setup(database: Dsn) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        yield connection


def fill(setup: psycopg.Connection[tuple[object, ...]], name: str, count: int, seed: int) -> None:
    setup.execute(f"CREATE TABLE public.{name} {SOUND}".encode())
    chance = random.Random(seed)
    with setup.cursor().copy(f"COPY public.{name} FROM STDIN".encode()) as copy:
        for n in range(count):
            copy.write_row(row(chance, n))


def found(database: Dsn) -> list[Finding]:
    results = list(judge(PLATFORM, observe(database, PLATFORM, {}), CODES))
    assert not [one for result in results for one in result.unknowns]
    return [one for result in results for one in result.found]


def test_sound_columns_are_silent(database: Dsn, setup: psycopg.Connection[tuple[object, ...]]) -> None:
    for seed, count in enumerate((20, 25, 49, 50, 100, 400, 2000)):
        fill(setup, f"t{count}", count, seed)
    assert [str(one) for one in found(database)] == []


def test_blocks_of_a_large_table_are_looked_at(
    database: Dsn, setup: psycopg.Connection[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_SAMPLE", 100_000)
    fill(setup, "large", 4000, 1)
    odd = "currency = 'Euro', quantity = 9000000, settings = '{\"Theme\": 1}'"
    setup.execute(f"UPDATE public.large SET {odd} WHERE id % 150 = 7".encode())
    setup.execute("CLUSTER public.large USING large_pkey")
    said = found(database)
    assert {one.where for one in said} == {f"public.large.{name}" for name in ("currency", "quantity", "settings")}


def test_no_value_is_told(database: Dsn, setup: psycopg.Connection[tuple[object, ...]]) -> None:
    fill(setup, "people", 40, 2)
    setup.execute("UPDATE public.people SET state = 'ACTIVE', email = 'sesame', currency = 'sesame' WHERE id = 5")
    setup.execute("UPDATE public.people SET meta = '{\"sesame\": \"sesame\"}', born = '0026-01-01' WHERE id = 4")
    said = found(database)
    assert {one.code for one in said} == {"ROW008", "ROW009"}
    assert "sesame" not in "".join(map(str, said)) + str(observe(database, PLATFORM, {}).evidence)


def test_few_are_one_or_two_in_a_hundred() -> None:
    assert [few(1, 19), few(1, 20), few(2, 99), few(2, 100), few(0, 100)] == [False, True, False, True, False]
    assert [few(2, 20, wrong=True), few(3, 20, wrong=True)] == [True, False]


@pytest.mark.parametrize(
    ("first", "then", "certain"),
    [
        ("created_at", "updated_at", True), ("startDate", "endDate", True), ("valid_from", "valid_to", True),
        ("startDate", "estimatedEndDate", False), ("created_at", "paid_at", False), ("first_visit", "last_visit", True),
        ("issued_on", "due_on", False), ("trial_started_at", "contract_ended_at", None),
        ("invited_at", "joined_at", True), ("updated_at", "paid_at", None),
    ],
)  # fmt: skip
def test_the_names_of_two_times_say_their_order(first: str, then: str, certain: bool | None) -> None:
    columns = [
        Column(f"public.t.{name}" if name.islower() else f'public.t."{name}"', "timestamp with time zone")
        for name in (then, first)
    ]
    said = [(one.first.name, one.then.name, one.certain) for one in orders(columns)]
    assert said == ([(first, then, certain)] if certain is not None else [])


def test_a_time_is_no_range() -> None:
    kinds = {"date", "timestamp(3) without time zone", "timestamp with time zone", "daterange", "date[]", "time"}
    assert {kind for kind in kinds if is_time(Column("public.t.c", kind))} == {
        "date", "timestamp(3) without time zone", "timestamp with time zone",
    }  # fmt: skip

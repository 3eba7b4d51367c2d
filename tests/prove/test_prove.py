"""Defects of a database's own kind are planted, seen, named, and gone again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from golive.app.prove import prove
from golive.model.claims import load_claims
from golive.model.errors import WrongUse
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.observe.catalog import read_catalog
from golive.prove.bench import NOTHING, Bench
from golive.prove.defect import Defect, of_folder
from golive.prove.judging import Judging
from golive.prove.matrix import Matrix
from golive.prove.planting import Ground
from golive.prove.trial import Fate, same_form, tried
from golive.prove.ways import of_its_kind
from golive.prove.writes import Places
from golive.server import Server
from golive.testing.look import observe

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bench(server: Server) -> Iterator[Bench]:
    dsn = server.create_database("provable")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute((HERE / "shop.sql").read_bytes())
    claims = load_claims(HERE / "platform.toml")
    unlocked = Platform(HERE, claims, None, (), (), ())
    lock = Lock.of(observe(dsn, unlocked, {}, own=True), claims.platform.name)
    yield Bench(dsn, Platform(HERE, claims, lock, (), (), ()))
    server.drop("provable")
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE provable_app")


def test_one_defect_of_each_class_is_caught_by_name_and_taken_back(bench: Bench) -> None:
    judging = Judging(bench.platform, bench.sound)
    classes: dict[str, list[Defect]] = {}
    for defect in of_its_kind(bench.sound, bench.platform.claims):
        classes.setdefault(defect.kind, []).append(defect)
    planted = [one for some in classes.values() for one in tried(bench, judging, some[:2]) if one.fate != Fate.REFUSED]
    assert {one.defect.kind for one in planted} >= {"column", "constraint", "grant", "policy", "trigger"}
    assert [str(one.defect) for one in planted if one.fate is not Fate.CAUGHT or not one.named] == []
    with psycopg.connect(bench.dsn.reveal()) as connection:
        now = replace(bench.sound, catalog=read_catalog(connection))
    assert same_form(now, bench.sound)


def test_what_opens_names_who_comes_to_what(bench: Bench) -> None:
    judging = Judging(bench.platform, bench.sound)
    defects = of_its_kind(bench.sound, bench.platform.claims)
    (opened,) = tried(bench, judging, [next(one for one in defects if one.title == "using is true")])
    assert opened.holes == ("ISO001 provable_app SELECT public.orders", "ISO001 provable_app INSERT public.orders")
    (told,) = Matrix("shop", (opened,), 1.0).to_plain()["defects"]
    assert told["holes"] == opened.holes


def test_what_one_defect_wrote_is_not_counted_to_the_next(bench: Bench) -> None:
    ground = Ground(bench.dsn, "public")
    with ground.planted(Defect("index", "public.orders_shop", "is gone", "DROP INDEX public.orders_shop;")) as session:
        process, places = session.info.backend_pid, Places.now(session)
    with ground.planted(NOTHING) as session:
        assert session.info.backend_pid == process
        assert not places.written(session)
    ground.left()


def test_nothing_is_no_defect_and_a_refusal_is_told(bench: Bench) -> None:
    judging = Judging(bench.platform, bench.sound)
    refused = Defect("table", "public.orders", "is made twice", "CREATE TABLE public.orders ();")
    fates = [(one.fate, one.note) for one in tried(bench, judging, [NOTHING, refused])]
    assert fates == [
        (Fate.REFUSED, "there is nothing that it would change"),
        (Fate.REFUSED, 'relation "orders" already exists'),
    ]


@pytest.mark.parametrize(
    ("text", "said"), [(b"SELECT 1", "does not say what it is"), (b"-- a [x] caf\xe9", "no UTF-8")]
)
def test_file_that_is_no_defect_is_wrong_use(text: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_bytes(text)
    with pytest.raises(WrongUse, match=said):
        list(of_folder(tmp_path))


def test_what_plants_nothing_is_no_proof(tmp_path: Path) -> None:
    """Neither a number that takes none of them, nor a platform with nothing to spoil."""
    with pytest.raises(WrongUse, match="1 or more"):
        prove(Platform(HERE, load_claims(HERE / "platform.toml"), None, (), (), ()), None, None, 0, None, print)
    with pytest.raises(WrongUse, match="is not there"):
        prove(
            Platform(HERE, load_claims(HERE / "platform.toml"), None, (), (), ()),
            None, None, None, tmp_path / "none" / "told.json", print,
        )  # fmt: skip
    assert Matrix("shop", (), 0.0).said == "nothing could be planted, so that no audit was tried"

"""Rows of declared tables come into a twin without secrets; a twin's proof has rows to spoil."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.model.claims import load_claims
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.prove.judging import Judging
from golive.prove.proof import sampled, twin_bench
from golive.prove.trial import Fate, tried
from golive.prove.ways import of_its_kind
from golive.server import Server
from golive.server.enclosure import refused
from golive.twin.build import Twin, twin_of
from golive.twin.faithful import catalog_of, unlike
from golive.twin.rows import Wanted, carried, declared, every

pytestmark = pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
HERE = Path(__file__).parent
TOML = """
[platform]
name = "rowful"
title = "A shop with system rows"

[tenancy]
root = "public.shops"
columns = ["shop_id"]
enforced_by = "application"
shared = ["public.states", "public.people"]

[[rows]]
name = "roles"
table = "public.roles"
key = ["name"]
where = "shop_id IS NULL"
expect = [{ name = "Owner" }, { name = "Clerk" }]
why = "nobody may do anything"

[[token]]
name = "hooks"
table = "public.roles"
column = "sealed"
"""


@pytest.fixture(scope="module")
def target(server: Server) -> Iterator[Dsn]:
    dsn = server.create_database("rowful")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute((HERE / "rows.sql").read_bytes())
    yield dsn
    server.drop("rowful")
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE rowful_app")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    folder = tmp_path_factory.mktemp("rowful")
    (folder / "platform.toml").write_text(TOML, encoding="utf-8")
    return Platform(folder, load_claims(folder / "platform.toml"), None, (), (), ())


@pytest.fixture(scope="module")
def twin(target: Dsn) -> Iterator[Twin]:
    with twin_of(target) as twin:
        yield twin


def test_declared_rows_come_without_secrets_and_people(target: Dsn, twin: Twin, platform: Platform) -> None:
    live = catalog_of(twin.dsn, walled=False)
    wanted = declared(live, platform.claims)
    assert wanted == (Wanted("public.roles", "shop_id IS NULL"), Wanted("public.states"))
    assert carried(target, twin, live, platform.claims, wanted) == ()
    with psycopg.connect(twin.dsn.reveal(), autocommit=True) as connection:
        roles = connection.execute("SELECT id, name, hook_secret, sealed FROM public.roles").fetchall()
        assert roles == [(7, "Owner", "", "")]  # the other one's parent is a tenant's
        assert connection.execute("SELECT count(*) FROM public.states").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM public.people").fetchone() == (0,)
        added = "INSERT INTO public.roles (name, hook_secret) VALUES ('next', '') RETURNING id"
        assert connection.execute(added).fetchone() == (8,)


def test_what_no_dump_carries_is_no_difference(target: Dsn, twin: Twin) -> None:
    assert unlike(catalog_of(target), twin) == ()


def test_what_cannot_be_had_is_told(target: Dsn, twin: Twin, platform: Platform) -> None:
    live = catalog_of(twin.dsn, walled=False)
    told = carried(target, twin, live, platform.claims, [Wanted("public.orders", "nowhere = 1")])
    assert told == ('rows of public.orders are left out: column "nowhere" does not exist',)


@pytest.mark.deep
@pytest.mark.parametrize("rows", [False, True], ids=["invented", "its own"])
def test_a_twin_has_rows_to_spoil(rows: bool, target: Dsn, platform: Platform) -> None:
    with twin_bench(target, platform, rows=rows) as bench:
        defects = [one for one in of_its_kind(bench.sound, platform.claims) if one.kind in ("tenant row", "system row")]
        outcomes = list(tried(bench, Judging(platform, bench.sound), sampled(defects, 6)))
    kinds = {one.defect.kind for one in outcomes if one.fate is Fate.CAUGHT}
    assert kinds == {"tenant row", "system row"}
    assert every(bench.sound)

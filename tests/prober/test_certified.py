"""The platforms are certified by exactly the two logins that `golive roles` makes, on a named database, read-only."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from golive.model.platform import BUILT_IN, load_platform
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.run.rehearse import migrated_database
from golive.server import find_client
from golive.server.client import client_environment
from golive.server.logins import PROBER, READER, script
from golive.testing.spoil import judged

SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"
PLATFORMS = [*sorted(one.parent for one in BUILT_IN.glob("*/platform.toml")), SAMPLE]


@contextmanager
def as_the_dba(dsn: Dsn, folder: Path, tmp_path: Path) -> Iterator[tuple[Dsn, Dsn]]:
    """The script in psql, twice, and passwords by hand."""
    text = tmp_path / "roles.sql"
    text.write_text(script(load_platform(folder)), "utf-8")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        binaries = find_client("psql", connection.info.server_version // 10000)
        for _ in "ab":
            done = subprocess.run(
                [binaries.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(text)],
                env=client_environment(dsn), capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        for name in (READER, PROBER):
            connection.execute(f"ALTER ROLE {name} PASSWORD 'looks'".encode())
    reader, prober = (Dsn.of(**{**dsn.fields, "user": name, "password": "looks"}) for name in (READER, PROBER))
    yield reader, prober


@pytest.mark.deep
@pytest.mark.parametrize("version", [15, 17])
@pytest.mark.parametrize("folder", PLATFORMS, ids=lambda folder: folder.name)
def test_a_platform_is_certified_by_the_two_logins(folder: Path, version: int, tmp_path: Path) -> None:
    with migrated_database(folder, version) as dsn, as_the_dba(dsn, folder, tmp_path) as (reader, prober):
        platform = load_platform(folder)
        keys = {name: text for one in platform.claims.credential for name, text in one.embedded.items()}
        said = judged(platform, observe(reader, platform, keys, probe=prober))
        without = judged(platform, observe(reader, platform, keys))
    found = [(one.code, one.where, one.what) for one in said.blocking if one.code != "ENV001"]
    assert (found, said.unknown, said.broken, without.broken) == ([], (), (), ())
    assert all("--probe-dsn" in one for one in without.unknown)
    assert bool(without.unknown) == bool(platform.claims.identity)


LEGACY = [f"public.legacy_{name}_data" for name in ("icp", "product", "competitor", "persona")]
WRONG = {
    "an import names a legacy row": "DELETE FROM public.legacy_persona_data",
    "a decision about a legacy row names one": "UPDATE kb_migration.decisions SET entry_id = gen_random_uuid()"
    " WHERE source = 'legacy_competitor_data'",
    "0008_declared_decisions": "ALTER TABLE public.knowledge_base DROP CONSTRAINT knowledge_base_workspace_or_shared",
    "a legacy row is imported": "DELETE FROM kb_migration.legacy_imports WHERE source = 'legacy_product_data'",
    "0012_legacy_import": "DELETE FROM kb_migration.legacy_imports WHERE source = 'legacy_icp_data'",
}


@pytest.mark.deep
def test_what_an_older_product_left_is_asked_of_its_tables_where_they_are(tmp_path: Path) -> None:
    folder = BUILT_IN / "knowledge"
    platform = load_platform(folder)
    with migrated_database(folder, 17) as dsn, as_the_dba(dsn, folder, tmp_path) as (reader, prober):
        for name, spoiling in WRONG.items():
            with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
                connection.execute(spoiling.encode())
            said = judged(platform, observe(reader, platform, {}, probe=prober), ("CLM001", "STP002"))
            assert said.naming(name), name
            assert not said.unknown
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(f"DROP TABLE {', '.join(LEGACY)}".encode())
        said = judged(platform, observe(reader, platform, {}, probe=prober), ("CLM001", "STP002"))
        assert not said.unknown
        assert said.naming("an import names a legacy row")

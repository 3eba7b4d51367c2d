"""Texts of which different ones are equal (ICU, nondeterministic) are looked at like any other."""

from pathlib import Path

import psycopg
import pytest

from golive.model.errors import WrongUse
from golive.model.platform import load_platform
from golive.server import find_binaries, launch
from golive.testing.look import observe
from golive.testing.spoil import judged

ALL_CASELESS = """
CREATE COLLATION public.caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SET allow_system_table_mods = on;
UPDATE pg_attribute AS a SET attcollation = 'public.caseless'::regcollation FROM pg_class AS c
  WHERE c.oid = a.attrelid AND c.relnamespace::regnamespace::text !~ '^(pg_|information)'
    AND a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND a.attcollation <> 0;
"""


def test_only_what_the_platform_asks_itself_fails_on_caseless_texts() -> None:
    """Patterns, and comparing with a text of another collation, are refused by the server."""
    try:
        found = find_binaries("system", version=15)
    except WrongUse:
        pytest.skip("no PostgreSQL with ICU on this machine: the embedded ones are built without")
    platform = load_platform(Path(__file__).parent / "platforms" / "sample")
    with launch(found) as server:
        dsn = server.create_database("sample")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
            connection.execute(ALL_CASELESS.encode())
        said = judged(platform, observe(dsn, platform, {}))
    refused = [one for one in said.unknown if "the server answered" in one]
    assert {one.split()[0] for one in refused} == {"CLM001"}, refused

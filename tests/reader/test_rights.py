"""What else a superuser does beside looking: taking a backup, migrating."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.app.preflight import as_superuser
from golive.migrate.backup import take_backup
from golive.migrate.restore import prove_backup
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.run.case import Settings
from golive.server import Server

OTHERS = """
CREATE ROLE keeper; GRANT CREATE ON SCHEMA public TO keeper; SET ROLE keeper;
CREATE TABLE public.kept (n integer, x double precision, t text);
INSERT INTO public.kept VALUES (1, 0.1, E'a\\tb\\n'), (2, NULL, '');
CREATE FUNCTION public.told(r public.kept) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE CAST (public.kept AS text) WITH FUNCTION public.told(public.kept);
"""


@pytest.fixture
def shared(server: Server, database: Dsn) -> Iterator[Dsn]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(OTHERS)
        yield database
        connection.execute("RESET ROLE; DROP OWNED BY keeper CASCADE; DROP ROLE keeper")


def test_a_table_that_is_copied_for_its_figures_is_compared(server: Server, shared: Dsn, tmp_path: Path) -> None:
    backup = take_backup(shared, tmp_path / "backup")
    assert backup.manifest["contents"]["tables"]["public.kept"].keys() == {"rows", "copied"}
    assert prove_backup(backup, server).differences == []
    figures = backup.manifest["contents"]["tables"]["public.kept"]
    figures["copied"] = str(int(figures["copied"]) + 1)
    assert prove_backup(backup, server).differences == ["table public.kept has other contents in its 2 rows"]


def settings(dsn: Dsn, tmp_path: Path, allowed: bool) -> Settings:
    return Settings((), tmp_path, tmp_path, dsn=dsn, apply=True, as_superuser=allowed)


def test_a_superuser_migrates_no_database_with_code_of_others(shared: Dsn, tmp_path: Path) -> None:
    with (
        reading(shared) as connection,
        pytest.raises(WrongUse, match=r"functions of other roles \(public\.told\) could run"),
    ):
        as_superuser(connection, settings(shared, tmp_path, allowed=False))


def test_unless_somebody_says_so(shared: Dsn, tmp_path: Path) -> None:
    with reading(shared) as connection:
        (line,) = as_superuser(connection, settings(shared, tmp_path, allowed=True))
    assert "as --as-superuser allows" in line


def test_where_nobody_else_has_code_it_is_not_asked(database: Dsn, tmp_path: Path) -> None:
    with reading(database) as connection:
        assert as_superuser(connection, settings(database, tmp_path, allowed=False)) == ()

"""A platform's own baseline, migrated on a server of our own that ends afterwards."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from golive.model.platform import Platform, load_platform
from golive.model.step import Phase
from golive.model.target import Dsn
from golive.run.case import Case, Servers, Settings
from golive.run.phases import baseline, deploy


def migrated_database(folder: Path, pg_version: int | None = None) -> AbstractContextManager[Dsn]:
    """The database that the steps of a folder lead to."""
    return migrated(load_platform(folder), pg_version)


@contextmanager
def migrated(platform: Platform, pg_version: int | None = None) -> Iterator[Dsn]:
    """The database that the platform's steps lead to."""
    with TemporaryDirectory(prefix="golive-run-") as shared:
        settings = Settings((platform,), out=Path(shared), shared=Path(shared), pg_version=pg_version)
        servers = Servers(settings)
        case = Case(platform, settings, lambda: servers.address(platform))
        try:
            baseline(case)
            for phase in Phase:
                deploy(case, phase)
            yield case.dsn
        finally:
            servers.stop()

"""A database once more on a server of our own, out of a backup that was proved by being restored there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from golive.migrate.backup import BackupRefused, take_backup
from golive.migrate.restore import prove_backup
from golive.migrate.secure import scratch_binaries
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.server import Server, launch
from golive.server.enclosure import refused
from golive.server.erased import erased

_TAKEN = ("postgres", "template0", "template1")


@dataclass(frozen=True, slots=True)
class Clone:
    """Its superuser's address, its server, and what it is a clone of."""

    dsn: Dsn = field(repr=False)
    server: Server = field(repr=False)
    said: str
    notes: tuple[str, ...]


@contextmanager
def cloned(dsn: Dsn, folder: Path, place: str = "--data") -> Iterator[Clone]:
    """The database is only read. Its rows lie in `folder`, which is erased at the end."""
    with erased(folder, place):
        backup = take_backup(dsn, folder / "backup")
        unwalled = refused()
        with launch(scratch_binaries(backup), walled=not unwalled, within=folder) as server:
            name = f"{dsn.name}_rehearsed" if dsn.name in _TAKEN else dsn.name
            proof = prove_backup(backup, server, keep=name)
            if not proof.holds:
                raise BackupRefused(f"backup {backup.folder}", f"does not restore: {proof.differences[0]}")
            clone = server.dsn(name)
            with connect(clone, autocommit=True) as session:
                session.execute("ANALYZE")  # a dump carries no statistics, and plans go by them
            tables = len(backup.manifest["contents"]["tables"])
            said = f"{dsn.name}: {tables:,} tables, {backup.rows:,} rows, restored and compared: nothing differs"
            open_ = (f"its server could start programs and connect elsewhere: {unwalled}",) if unwalled else ()
            yield Clone(clone, server, said, (*proof.notes, *open_))

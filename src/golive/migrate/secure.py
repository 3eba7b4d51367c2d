"""Before the first change there is a backup that was restored elsewhere and compared. No flag skips it."""

from datetime import timedelta
from pathlib import Path

from golive.migrate.backup import Backup, BackupRefused, identify, load_backup, take_backup
from golive.migrate.restore import Proof, prove_backup
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.server import TESTED, Binaries, find_binaries, launch


def secured(
    dsn: Dsn,
    folder: Path,
    given: Path | None = None,
    max_age: timedelta = timedelta(hours=24),
    binaries: Binaries | None = None,
) -> tuple[Backup, Proof]:
    """One is taken into `folder`, or the given one is checked to be of this target; either is proved."""
    if given is None:
        backup = take_backup(dsn, folder, binaries)
    else:
        with connect(dsn, autocommit=True, application_name="golive backup") as connection:
            target = identify(connection)
        backup = load_backup(given, target, max_age)
    with launch(scratch_binaries(backup, binaries), durable=False) as scratch:
        proof = prove_backup(backup, scratch)
    if not proof.holds:
        more = f" and {len(proof.differences) - 1} more" if proof.differences[1:] else ""
        raise BackupRefused(f"backup {backup.folder}", f"does not restore: {proof.differences[0]}{more}")
    return backup, proof


def scratch_binaries(backup: Backup, preferred: Binaries | None = None) -> Binaries:
    """To prove it on: those preferred, else the version of its server if that is here, else the next newer."""
    if preferred is not None and preferred.major == backup.major and preferred.has("initdb"):
        return preferred
    for major in range(backup.major, max(*TESTED, backup.major) + 1):
        try:
            return find_binaries("auto", version=major)
        except WrongUse:
            continue
    raise WrongUse(
        f"backup {backup.folder}",
        f"needs a PostgreSQL {backup.major} or newer to be proved on",
        f"install postgresql-{backup.major}, or name binaries by --pg-bin",
    )

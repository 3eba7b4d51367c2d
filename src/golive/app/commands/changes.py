"""A database backed up, put back, or its steps taken back."""

import argparse
import sys
from pathlib import Path

from golive.app.naming import given
from golive.model.errors import WrongUse
from golive.model.target import Dsn, forget_environment


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="back a database up, and prove it by restoring it elsewhere")
    backup.add_argument("--dsn", help="the database; or GOLIVE_DSN")
    backup.add_argument("--into", required=True, type=Path, metavar="DIR", help="a new folder")
    backup.set_defaults(act=_backup)

    restore = commands.add_parser("restore", help="put a backup back, prove it, and keep what was there beside it")
    restore.add_argument("--dsn", help="the database it was taken of; or GOLIVE_DSN")
    restore.add_argument("--backup", required=True, type=Path, metavar="DIR", help="a folder that golive wrote")
    restore.add_argument("--apply", action="store_true", help="do it; without, only say what would be done")
    restore.add_argument("--consent", action="store_true", help="the sessions of the database may be ended")
    _stale_after(restore, "a restore")
    restore.set_defaults(act=_restore)

    revert = commands.add_parser("revert", help="take a platform's steps back, from the last to the first")
    revert.add_argument("--dsn", help="the database; or GOLIVE_DSN")
    revert.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    revert.add_argument("--apply", action="store_true", help="do it; without, only say what would be done")
    _stale_after(revert, "a run")
    revert.add_argument("--consent", action="store_true", help="the rows that reverting loses may go")
    revert.set_defaults(act=_revert)


def _stale_after(command: argparse.ArgumentParser, what: str) -> None:
    told = f"end {what} of which nothing was heard for so long (30)"
    command.add_argument("--stale-after", type=float, metavar="SECONDS", help=told)


def _backup(options: argparse.Namespace) -> None:
    from golive.migrate.secure import secured

    backup, proof = secured(_target(options), options.into)
    print(f"{backup.folder}: restored into a scratch database and compared, nothing differs")
    for note in proof.notes:
        print(f"note: {note}")


def _restore(options: argparse.Namespace) -> None:
    from golive.migrate.backup import load_backup
    from golive.migrate.lease import Patience
    from golive.migrate.restore import connected, restore
    from golive.model.failures import ConsentNeeded

    dsn, backup = _target(options), load_backup(options.backup)
    print(f"{backup}: {backup.origin}")
    there = connected(dsn)
    ends = f"{sum(there.values())} sessions are ended: {', '.join(f'{n} of {role}' for role, n in there.items())}"
    if not options.apply:
        print(f"would make {backup.folder} anew beside {dsn}, compare it, and let it take its place; --apply does it")
        print(f"with that, {ends}" if there else "nobody is connected")
        return
    if there and not options.consent:
        if not sys.stdin.isatty():
            raise ConsentNeeded(str(dsn), f"with a restore, {ends}", "say that they may be: --consent")
        if input(f"{dsn}: with a restore, {ends}. May they be? yes, no: ").strip() != "yes":
            print("nothing was changed")
            return
    restored = restore(backup, dsn, ends=bool(there) or options.consent, patience=Patience.of(options.stale_after))
    print(f"{dsn}: restored, and compared with the backup: nothing differs")
    if restored.kept_as:
        print(f"what was there is kept as database {restored.kept_as}")
    for note in restored.notes:
        print(f"note: {note}")


def _revert(options: argparse.Namespace) -> None:
    from golive.app.progress import progress
    from golive.migrate.lease import Patience
    from golive.migrate.runner import Runner
    from golive.model.platform import load_platforms

    dsn = _target(options)
    (platform,) = load_platforms([options.platform])
    with Runner(dsn, platform.name, platform.steps, Patience.of(options.stale_after)) as runner:
        deployed = runner.standing()
        if not options.apply:
            for step in deployed:
                print(f"would revert {step.name}" + (f", losing {lost} rows" if (lost := runner.losses(step)) else ""))
            print("--apply does it" if deployed else "nothing is deployed")
            return
        with progress(print):
            for result in runner.revert_all(consent=options.consent):
                print(f"{result.step}: {result.outcome}")
    for step in deployed:
        if step.residue:
            print(f"residue of {step.name}: {step.residue}")


def _target(options: argparse.Namespace) -> Dsn:
    """Of commands that write, or that ask for all rights: what libpq's variables name is not meant."""
    if (named := given(options.dsn)) is None:
        raise WrongUse("--dsn", "is missing", "name the database, or set GOLIVE_DSN")
    forget_environment()
    return named[0]

"""golive: what is no test run: learn a lock, explain an audit, put a backup back."""

import argparse
import sys
from collections.abc import Callable, Sequence
from os import environ
from pathlib import Path

from golive.model.errors import WrongUse
from golive.model.target import Dsn

WRONG_USE = 4


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], None] = options.act
    try:
        act(options)
    except WrongUse as error:
        print(f"golive: {error}", file=sys.stderr)
        return WRONG_USE
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # ends here, as the original does
        self.exit(WRONG_USE, f"golive: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="golive", description="The tools beside `pytest`, which migrates and certifies.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    learn = commands.add_parser("learn", help="write the lock of a reference database")
    learn.add_argument("--dsn", help="the reference database; or GOLIVE_DSN; without: the folder's own baseline, migrated")
    learn.add_argument("--into", required=True, type=Path, metavar="FOLDER", help="the platform folder")
    learn.set_defaults(act=_learn)

    explain = commands.add_parser("explain", help="what an audit claims, who is harmed, good, bad, mend")
    explain.add_argument("code", nargs="?", help="such as TRG002; without: all of them, a line each")
    explain.set_defaults(act=_explain)
    return parser


def _learn(options: argparse.Namespace) -> None:
    from golive.learn import learn

    address = options.dsn or environ.get("GOLIVE_DSN")
    if address:
        learned = learn(Dsn.parse(address), options.into)
    else:
        from golive.rehearse import migrated_database

        with migrated_database(options.into) as dsn:
            learned = learn(dsn, options.into)
    count = sum(len(objects) for objects in learned.lock.objects.values())
    print(f"{options.into / 'lock.json'}: {count} objects, {len(learned.lock.frozen)} frozen tables")
    if learned.drafted:
        print(f"{options.into / 'platform.toml'}: {learned.claims.unconfirmed} proposals to confirm")
    print("review both in git: what is locked is what will be certified")


def _explain(options: argparse.Namespace) -> None:
    from golive.explain import every, explain

    print(explain(options.code) if options.code else every())


if __name__ == "__main__":
    sys.exit(main())

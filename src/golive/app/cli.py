"""golive: what is no test run; how each command ends, and with which exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from golive.app.commands import changes, folders, looks, rounds, verdicts
from golive.app.streams import nobody_reads, readable
from golive.model.errors import WrongUse
from golive.model.target import client_settings_are_ours
from golive.sqltext.visible import visible

WRONG_USE = 4
SIGINT, SIGPIPE = 2, 13  # as a shell counts them; Windows has no second one


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], int | None] = options.act
    client_settings_are_ours()
    readable()
    try:
        code = act(options) or 0
        sys.stdout.flush()
    except WrongUse as error:
        print(visible(f"golive: {error}"), file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        nobody_reads(sys.stdout)
        return 128 + SIGPIPE
    except OSError as error:  # a full disk, behind stdout too
        nobody_reads(sys.stdout)
        print(visible(f"golive: {error}"), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("golive: interrupted", file=sys.stderr)
        return 128 + SIGINT
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # ends here, as the original does
        self.exit(WRONG_USE, f"golive: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="golive", description="The tools beside `pytest`, which migrates and certifies.")
    parser.add_argument("--version", action="version", version=f"golive {version('golive')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    for family in (folders, looks, verdicts, changes, rounds):
        family.add(commands)
    return parser

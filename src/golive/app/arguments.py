"""What the command line hands to pytest before pytest knows our options, and what pytest printed before."""

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

OUT = "--out"  # the run makes it: where it is not there yet, it is when workers start
TAKES_A_PATH = frozenset({
    OUT, "--platform", "--backup", "--pg-bin", "--signoffs", "--baseline", "--previous", "--gate", "--gate-key",
    "--signing-key", "--data", "--fleet",
})  # fmt: skip


def joined(words: Sequence[str]) -> list[str]:
    """`--platform FOLDER` as `--platform=FOLDER`: with a blank, pytest takes the folder for tests to run."""
    return list(_joined(iter(words)))


def _joined(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        value = next(words, None) if word in TAKES_A_PATH else None
        yield word if value is None else f"{word}={value}"


def keep_the_root(words: Sequence[str]) -> None:
    """Begins again where a path that an option names would move the root of pytest or of a worker.

    From there nothing is its own.

    pytest looks for its root before it has asked any plugin for options, and has no way to be told afterwards.
    """
    main = getattr(sys.modules.get("__main__"), "__spec__", None)
    asked = main.name.partition(".")[0] if main else Path(sys.argv[0]).stem
    if asked not in ("pytest", "py.test") or joined(words) == list(words):
        return
    if any(word == OUT or Path(value).exists() for word, value in pairwise(words) if word in TAKES_A_PATH):
        start = sys.orig_argv[: len(sys.orig_argv) - len(words)]
        os.execv(sys.executable, [*start, *joined(words)])


def in_checks(argument: str, checks: Path) -> str:
    """A test as a run printed it, wherever pytest's root was: its file is one of ours where there is no such file."""
    place, colons, name = argument.partition("::")
    if colons and not Path(place).exists() and (ours := checks / Path(place).name).is_file():
        return f"{ours}::{name}"
    return argument

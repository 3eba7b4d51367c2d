"""A folder for rows of somebody else: nobody but we may read it, and it is gone at the end, whatever that end is."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from golive.model.errors import WrongUse
from golive.server.account import server_account

# It waits for its standard input to end, which it does with the process that holds the other side, also by kill -9.
# The server in the folder ends by then too, and may still write: hence more than one try.
_ERASER = """
import shutil, sys, time
from pathlib import Path
sys.stdin.buffer.read()
for _ in range(200):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not Path(sys.argv[1]).exists():
        break
    time.sleep(0.05)
"""
_PATIENCE_S = 30.0


def refuse_taken(folder: Path, place: str) -> None:
    """Before anything is made: what is there is somebody's, and what cannot be come to is of no use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(place, f"{folder} is there, and not empty", "a new folder: all of it is erased at the end")
    there = next(one for one in folder.absolute().parents if one.exists())
    if not server_account().can_reach(there):
        raise WrongUse(place, f"the server's account cannot come to {folder}", "a folder where others may pass")


@contextmanager
def erased(folder: Path, place: str) -> Iterator[Path]:
    """A new folder. `place`: what named it."""
    refuse_taken(folder, place)
    account, folder = server_account(), folder.absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        account.give(folder)
    except OSError as error:
        said = (error.strerror or type(error).__name__).lower()
        raise WrongUse(place, f"{folder}: {said}", "a new folder that can be made") from None
    with subprocess.Popen(
        [sys.executable, "-I", "-c", _ERASER, str(folder)], stdin=subprocess.PIPE, start_new_session=True
    ) as eraser:
        try:
            yield folder
        finally:
            assert eraser.stdin is not None
            eraser.stdin.close()
            eraser.wait(_PATIENCE_S)
    if folder.exists():
        raise WrongUse(place, f"{folder} could not be erased", "erase it: it holds rows")

"""Scratch folders belong to one user and one run; those of a run that died are swept by the next."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from golive.model.errors import WrongUse
from golive.server.account import Account

ROOMS = ("binaries", "clusters", "runs")
PATIENCE = 60.0  # seconds for another start that sweeps or makes a template


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder below the system's temporary folder that golive uses: golive-<uid>."""

    path: Path

    def room(self, name: str) -> Path:
        return self.path / name

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One start at a time sweeps, copies binaries or makes a template."""
        with FileLock(self.path / "lock", timeout=PATIENCE):
            yield


@dataclass(slots=True)
class RunFolder:
    """A folder whose lock is held as long as its run lives, so that a dead run's folder is known."""

    path: Path
    _lock: BaseFileLock = field(repr=False)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()


def home(account: Account) -> Home:
    """Refused where the name is taken by somebody else: another user could have put it there."""
    places = [Path(tempfile.gettempdir()).resolve(), Path("/tmp"), Path("/var/tmp")]
    place = next((each for each in places if each.is_dir() and account.can_reach(each)), places[0])
    path = place / f"golive-{os.geteuid()}"
    mode = 0o711 if account.borrowed else 0o700
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode)
    found = path.lstat()
    if path.is_symlink() or not path.is_dir() or found.st_uid != os.geteuid():
        raise WrongUse(str(path), "belongs to somebody else", "remove it, or set TMPDIR to a folder of your own")
    path.chmod(mode)
    for room in ROOMS:
        (path / room).mkdir(mode=mode, exist_ok=True)
        (path / room).chmod(mode)
    return Home(path)


def new_run_folder(place: Home, account: Account) -> RunFolder:
    with place.alone():
        sweep(place)
        path = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=place.room("runs")))
        path.chmod(0o711 if account.borrowed else 0o700)
        lock = FileLock(path / "owner", thread_local=False)
        lock.acquire(timeout=0)
    return RunFolder(path, lock)


def run_folder_within(folder: Path, account: Account) -> RunFolder:
    """In a folder that somebody else keeps and takes away."""
    path = folder / "server"
    path.mkdir(mode=0o700)
    account.give(path)
    lock = FileLock(path / "owner", thread_local=False)
    lock.acquire(timeout=0)
    return RunFolder(path, lock)


def sweep(place: Home) -> int:
    """Remove what runs left that were killed, and stop their servers where the system did not."""
    swept = 0
    for folder in sorted(place.room("runs").iterdir()):
        lock = FileLock(folder / "owner", thread_local=False)
        try:
            with lock.acquire(timeout=0):
                _stop_left_over(folder / "data")
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        except Timeout:
            continue  # its run lives
    for room in ("binaries", "clusters"):
        for unfinished in place.room(room).glob("*.making"):
            shutil.rmtree(unfinished, ignore_errors=True)
    return swept


def _stop_left_over(data: Path) -> None:
    """Only a process that names this very folder on its command line is stopped: pids are used again."""
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return
    for _ in range(100):
        if str(data) not in _command_line(pid):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)


def _command_line(pid: int) -> str:
    entry = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    answer = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout

"""A server that may start no program, open no connection and write nothing outside of its own folder.

Linux enforces it (Landlock) on the process and its children, whatever rights a session has inside PostgreSQL.
The system calls are made here: what PyPI has for them (landlock, an alpha) knows files and no network.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from golive.model.errors import WrongUse
from golive.server.binaries import Binaries

LEAST = 4  # the first version of Landlock that knows the network: Linux 6.7
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_VERSION = 1  # asks for the version instead of making a ruleset
_BENEATH = 1  # a rule for a file, or for everything below a folder
_NO_NEW_PRIVILEGES = 38
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE = 1, 2, 4, 8, 1 << 14
_FILES = (1 << 15) - 1  # everything that version 3 knows
_OF_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE
_CONNECT = 2  # TCP; to listen is allowed, or nobody could talk to the server
_READABLE = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf", "/etc/passwd",
             "/proc", "/sys/devices/system", "/dev/urandom")  # fmt: skip
_WRITABLE = ("/dev/null", "/dev/zero", "/dev/shm")
_LOADERS = ("lib64/ld-*.so.*", "lib/ld-*.so.*")


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("path", ctypes.c_int32))


def refused() -> str:
    """Why there can be no enclosure here; empty where there can."""
    if sys.platform != "linux":
        return f"{sys.platform} has no Landlock"
    if ctypes.CDLL(None).syscall(_CREATE, None, 0, _VERSION) < LEAST:
        return "this kernel has no Landlock that knows the network (Linux 6.7 and newer, switched on)"
    return ""


def enclosed(binaries: Binaries, folder: Path) -> Callable[[], None]:
    """What a child does before it becomes postgres, and cannot take back."""
    if why := refused():
        raise WrongUse("the twin", f"cannot be walled in: {why}", "without it nothing of the database's code is run")
    libc = ctypes.CDLL(None, use_errno=True)
    asked = _Ruleset(_FILES, _CONNECT)
    ruleset = libc.syscall(_CREATE, ctypes.byref(asked), ctypes.sizeof(asked), 0)
    for path, allowed in _allowed(binaries, folder):
        kept = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _Rule(allowed if path.is_dir() else allowed & _OF_A_FILE, kept)
        if libc.syscall(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0):
            raise OSError(ctypes.get_errno(), "Landlock refused a rule", str(path))
        os.close(kept)

    def arrange() -> None:
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if libc.syscall(_RESTRICT, ruleset, 0):
            os._exit(1)

    return arrange


def _allowed(binaries: Binaries, folder: Path) -> Iterator[tuple[Path, int]]:
    yield folder, _FILES & ~_EXECUTE
    for name in _WRITABLE:
        yield Path(name), _FILES & ~_EXECUTE
    readable = (*map(Path, _READABLE), binaries.folder.parent, *binaries.libraries)
    yield from ((path, _READ | _LIST) for path in readable if path.exists())
    programs = (binaries.program("postgres"), *(found for one in _LOADERS for found in Path("/").glob(one)))
    yield from ((path, _READ | _EXECUTE) for path in programs)

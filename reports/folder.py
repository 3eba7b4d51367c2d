"""What stands in --out is whole: a file is there with all its bytes, or not at all."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from golive.model.errors import WrongUse

FULL = ("certificate.json", "certificate.html")
SIGNED = "certificate.dsse.json"
PART = ("partial.json", "partial.html")


def prepare(out: Path) -> None:
    """The folder exists and takes a file, or the run stops before anything connects."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".probe-{secrets.token_hex(4)}"
        try:
            probe.write_bytes(b"golive" * 1024)
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise refused(out, error) from None


@contextmanager
def taken(out: Path) -> Iterator[None]:
    """One run at a time writes there; given back when its process ends, however it ends. Its file goes with it."""
    lock = FileLock(str(out / ".golive.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WrongUse("--out", f"another run writes to {out}", "wait for its end, or name another folder") from None
    except OSError as error:
        raise refused(out, error) from None
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)  # while it is held: nobody waits for it
        lock.release()


BEFORE = "before"
_KEPT = re.compile(r"certificate\.json|certificate\.dsse\.json|snapshot(-.+)?\.json")


def set_aside(out: Path) -> None:
    """The last certificate with what it stands on, so that the next one can say what is new."""
    if not (out / FULL[0]).is_file():
        return
    try:
        aside = out / BEFORE
        aside.mkdir(exist_ok=True)
        for path in aside.iterdir():
            if _KEPT.fullmatch(path.name):
                path.unlink()
        for path in sorted(out.iterdir()):
            if _KEPT.fullmatch(path.name):
                path.replace(aside / path.name)
    except OSError as error:
        raise refused(out, error) from None


def withdraw(
    out: Path, names: tuple[str, ...] = (*FULL, *PART, "isolation.html", "rehearsal.html", "snapshot.json", SIGNED)
) -> None:
    """A run that may certify starts without its predecessor's word: killed, it leaves none."""
    try:
        for path in (*(out / name for name in names), *out.glob("snapshot-*.json")):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(out, error) from None


def write(out: Path, texts: Mapping[str, str]) -> None:
    """All of the files or none: each is complete beside its place before the first one moves in."""
    waiting: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            beside = out / f".{name}.{secrets.token_hex(4)}"
            waiting.append((beside, out / name))
            with beside.open("xb") as file:
                file.write(encoded(text))
                file.flush()
                os.fsync(file.fileno())
        for beside, place in waiting:
            beside.replace(place)
    except OSError as error:
        raise refused(out, error) from None
    finally:
        for beside, _ in waiting:
            try:
                beside.unlink(missing_ok=True)
            except OSError:
                continue


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def refused(out: Path, error: OSError) -> WrongUse:
    said = (error.strerror or type(error).__name__).lower()
    return WrongUse(f"--out {out}", said, "a folder that can be written, with space left, is needed")

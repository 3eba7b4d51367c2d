"""What stands in --out is whole: a file is there with all its bytes, or not at all."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from golive.model.errors import WrongUse

FULL = ("certificate.json", "certificate.html")
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


def withdraw(out: Path, names: tuple[str, ...] = (*FULL, *PART, "isolation.html", "snapshot.json")) -> None:
    """A run that may certify starts without its predecessor's word: killed, it leaves none."""
    try:
        for name in names:
            (out / name).unlink(missing_ok=True)
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
                file.write(text.encode("utf-8", "backslashreplace"))
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


def refused(out: Path, error: OSError) -> WrongUse:
    said = (error.strerror or type(error).__name__).lower()
    return WrongUse(f"--out {out}", said, "a folder that can be written, with space left, is needed")

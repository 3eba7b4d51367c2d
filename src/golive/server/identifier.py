"""A copied cluster gets an identifier of its own, as initdb draws one: two that share it cannot be told apart.

pg_resetwal keeps the identifier. What holds it is the control file, under a checksum, and the first page of each WAL
segment; pg_createsubscriber writes the one and has the other made anew.
"""

import os
import re
import struct
import time
from pathlib import Path

_CONTROL = Path("global", "pg_control")
_SEGMENT = re.compile(r"[0-9A-F]{24}")
_IN_PAGE = 24  # behind the short header of a page, which is aligned
_POLYNOMIAL = 0x82F63B78  # CRC-32C, reflected
_LONGEST = 512  # pg_control is shorter than a sector, so that it is written whole


def renew(data: Path) -> bool:
    """Of a data folder whose server is down; False where it is none that we can read, and stays as it is."""
    control = data / _CONTROL
    try:
        held = control.read_bytes()
    except OSError:
        return False
    end = _checked(held)
    if end is None:
        return False
    before, new = held[:8], struct.pack("=Q", _drawn())
    told = new + held[8:end]
    control.write_bytes(told + struct.pack("=I", _crc(told)) + held[end + 4 :])
    for segment in (data / "pg_wal").iterdir():
        if _SEGMENT.fullmatch(segment.name):
            with segment.open("r+b") as file:
                file.seek(_IN_PAGE)
                if file.read(8) == before:
                    file.seek(_IN_PAGE)
                    file.write(new)
    return True


def _drawn() -> int:
    now = time.time_ns() // 1000
    seconds, micros = divmod(now, 1_000_000)
    return seconds << 32 | micros << 12 | os.getpid() & 0xFFF


def _checked(held: bytes) -> int | None:
    """Where the checksum stands: at the end of what it is of, which is longer from version to version."""
    crc = 0xFFFFFFFF
    for at, byte in enumerate(held[:_LONGEST]):
        if at >= 200 and at % 4 == 0 and struct.unpack_from("=I", held, at)[0] == crc ^ 0xFFFFFFFF:
            return at
        crc = _next(crc, byte)
    return None


def _crc(told: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in told:
        crc = _next(crc, byte)
    return crc ^ 0xFFFFFFFF


def _next(crc: int, byte: int) -> int:
    crc ^= byte
    for _ in range(8):
        crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc

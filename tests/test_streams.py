"""Every command ends without a traceback where its reader has gone, and its output has no room or no characters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def golive(*words: str, to: int, **env: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "golive", *words]
    done = subprocess.run(command, stdout=to, stderr=subprocess.PIPE, env=os.environ | env, timeout=120, check=False)
    return done.returncode, done.stderr.decode()


def test_a_reader_that_has_gone_ends_a_command_as_it_ends_others() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        assert golive("explain", to=write) == (141, "")
    finally:
        os.close(write)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_without_room_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        assert golive("explain", "TRG002", to=full.fileno()) == (4, "golive: [Errno 28] No space left on device\n")


def test_a_text_is_told_in_what_stdout_has(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as said:
        assert golive("explain", to=said.fileno(), PYTHONIOENCODING="ascii", PYTHONUTF8="0", LANG="C") == (0, "")
    assert len((tmp_path / "said").read_text("ascii").splitlines()) > 100

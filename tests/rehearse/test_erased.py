"""The folder for rows of others is ours alone, and gone whatever ends the one who uses it."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.model.errors import WrongUse
from golive.server.erased import erased

HOLDER = """
import sys, time
from pathlib import Path
from golive.server.erased import erased
with erased(Path(sys.argv[1]), "--data") as folder:
    (folder / "rows").write_text("of somebody")
    print("there", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Where the server's account may come to, which may be another than ours."""
    made = Path(tempfile.mkdtemp(prefix="golive-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def gone(folder: Path) -> bool:
    for _ in range(400):
        if not folder.exists():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_it_is_gone_after_a_signal(place: Path, how: signal.Signals) -> None:
    folder = place / "data"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "there\n"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "rows").exists()
        holder.send_signal(how)
    assert gone(folder)


def test_what_is_there_is_refused_and_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine")
    with pytest.raises(WrongUse, match="is there, and not empty"), erased(tmp_path, "--data"):
        pass
    assert kept.read_text() == "mine"

"""A declared program and its exit code; what it prints is not kept, and golive's own secrets are not given to it."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from golive.model.claims.item import Command
from golive.model.evidence import Evidence
from golive.observe.measured import measured


def run(item: Command, environ: Mapping[str, str]) -> Evidence:
    folder = Path(environ[item.variable])
    if not folder.is_dir():
        return Evidence.unknown(f"{item.variable} names no folder")
    own = {name: value for name, value in environ.items() if not name.startswith(("GOLIVE_", "PG"))}
    started = monotonic()
    try:
        child = subprocess.Popen(
            item.argv, cwd=folder, env=own, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        return measured(wrong=[f"{item.argv[0]} cannot be started: {type(error).__name__}"], errors=1)
    try:
        code = child.wait(item.within_s)
    except subprocess.TimeoutExpired:
        _end(child)
        return measured(wrong=[f"it had not ended after {item.within_s} s"], errors=1)
    wrong = [] if code == item.exit else [f"it ended with exit code {code} in the place of {item.exit}"]
    return measured(ms=(monotonic() - started) * 1000, wrong=wrong, errors=len(wrong))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Its children too: they share its session."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()

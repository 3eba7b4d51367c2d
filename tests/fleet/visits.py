"""Visits that look at nothing: what an executor does with them is looked at. Imported by its workers."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from time import sleep

from golive.fleet.address import Address
from golive.fleet.task import Asked
from golive.fleet.visit import Visit, Visited
from golive.verdict.members import Member


def visit(name: str, server: str, folder: Path, places: int = 2) -> Visit:
    return Visit(name, 1, Address("here", text=str(folder)), None, None, server, places, None, "postgres", Asked())


def seen(visit: Visit) -> Visited:
    """Leaves a mark while it lasts, and says how many its server had; what is called killer ends its worker."""
    folder = Path(visit.address.text)
    with (folder / f"{visit.name}.begun").open("a") as begun:
        begun.write("x")
    if visit.name.startswith("killer"):
        os.kill(os.getpid(), signal.SIGKILL)
    if visit.name.startswith("once") and (folder / f"{visit.name}.begun").read_text() == "x":
        os.kill(os.getpid(), signal.SIGKILL)
    mark = folder / f"{visit.server}.{os.getpid()}.now"
    mark.touch()
    sleep(0.02)
    beside = len(list(folder.glob(f"{visit.server}.*.now")))
    with suppress(FileNotFoundError):
        mark.unlink()
    return Visited(Member(visit.name, looked_at=beside, verdict="CERTIFIED", good=True))

"""Whether Docker can be there at all, known without loading its client (a third of a second)."""

import os
from pathlib import Path

SOCKET = Path("/var/run/docker.sock")  # where the client looks without DOCKER_HOST


class NoDocker(Exception):
    """Why Docker cannot serve, in a few words."""


def refuse_if_absent() -> None:
    if os.name == "posix" and not os.environ.get("DOCKER_HOST") and not SOCKET.exists():
        raise NoDocker("no Docker daemon answers")

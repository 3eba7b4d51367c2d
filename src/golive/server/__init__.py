"""Where a PostgreSQL comes from, and its life."""

from golive.server.binaries import Binaries, find_binaries, find_client
from golive.server.choice import BACKENDS, Choice, choose
from golive.server.running import Server
from golive.server.start import launch
from golive.server.versions import OLDEST, TESTED, version_note

__all__ = [
    "BACKENDS",
    "OLDEST",
    "TESTED",
    "Binaries",
    "Choice",
    "Server",
    "choose",
    "find_binaries",
    "find_client",
    "launch",
    "version_note",
]

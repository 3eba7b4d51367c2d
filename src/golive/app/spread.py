"""Which worker runs what: all of a platform on one of them, since the others would wait while it migrates."""

from collections.abc import Sequence
from typing import Any

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]


def platform_in(nodeid: str, names: Sequence[str]) -> str:
    """Whose test it is: an id begins with the platform's name, and one name may begin with another."""
    given = nodeid.partition("[")[2].rstrip("]")
    return max((name for name in names if f"{given}-".startswith(f"{name}-")), key=len, default=nodeid)


class ByPlatform(LoadScopeScheduling):  # type: ignore[misc]  # without types
    """xdist's own spreading by module or class, by platform instead; the one with most tests first."""

    def __init__(self, config: Any, log: Any, names: Sequence[str]) -> None:
        super().__init__(config, log)
        self.names = names

    def _split_scope(self, nodeid: str) -> str:
        return platform_in(nodeid, self.names)

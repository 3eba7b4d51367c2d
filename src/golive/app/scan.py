"""golive scan: the postcheck of a database without a platform, whatever stands in the folder it is called from."""

from collections.abc import Mapping

import pytest

from golive.app.selection import CHECKS

_ALONE = (
    "--rootdir", str(CHECKS), "-c", "/dev/null", "--noconftest", "-p", "no:cacheprovider", "--import-mode=importlib",
    "-m", "postcheck", "-q", "--no-header", "--no-summary",
)  # fmt: skip


def scan(given: Mapping[str, str | None], *, twin: bool) -> int:
    """given: options of the run, by name."""
    options = [f"{name}={value}" for name, value in given.items() if value]
    return int(pytest.main([str(CHECKS), *_ALONE, *options, *(["--twin"] if twin else [])]))

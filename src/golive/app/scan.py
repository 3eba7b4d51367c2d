"""golive scan: the postcheck of a database without a platform, whatever stands in the folder it is called from."""

import pytest

from golive.app.selection import CHECKS

_ALONE = (
    "--rootdir", str(CHECKS), "-c", "/dev/null", "--noconftest", "-p", "no:cacheprovider", "--import-mode=importlib",
    "-m", "postcheck", "-q", "--no-header", "--no-summary",
)  # fmt: skip


def scan(dsn: str | None, probe: str | None, fail_on: str, baseline: str | None, out: str, twin: bool) -> int:
    given = {"--dsn": dsn, "--probe-dsn": probe, "--baseline": baseline, "--fail-on": fail_on, "--out": out}
    options = [f"{name}={value}" for name, value in given.items() if value]
    return int(pytest.main([str(CHECKS), *_ALONE, *options, *(["--twin"] if twin else [])]))

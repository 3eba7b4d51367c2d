"""A look at a database on a server of our own, as its superuser and with a prober made for it."""

from collections.abc import Mapping
from typing import Any

from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run import observation
from golive.server.logins import made


def observe(dsn: Dsn, platform: Platform, environ: Mapping[str, str], *rest: Any, **more: Any) -> Snapshot:
    """`golive.run.observation.observe`, where isolation is kept by the database with a prober."""
    tenancy = platform.claims.tenancy
    if platform.claims.identity and tenancy is not None and tenancy.enforced_by == "database":
        more = {"probe": made(dsn, platform).prober, **more}
    return observation.observe(dsn, platform, environ, *rest, **more)

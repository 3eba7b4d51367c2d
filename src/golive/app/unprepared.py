"""A database that nobody prepared: what it shows of itself stands in the place of a platform's folder."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from os import environ
from pathlib import Path

from golive.app.learn import propose_tenancy
from golive.model.claims import Claims
from golive.model.claims.budget import Budget
from golive.model.claims.platform import Head
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.looking import looking
from golive.observe.server import read_server, supported
from golive.observe.settled import settled
from golive.run.observation import observe
from golive.verdict.certificate import Inferred

NAME = "database"
_CLAIMS, _SNAPSHOT = "claims.json", "snapshot.json"


def _platform(claims: Claims, folder: Path = Path("nobody's")) -> Platform:
    return Platform(folder, claims, None, (), (), ())


NOBODYS = _platform(Claims(platform=Head(name=NAME, title=NAME)))


@dataclass(frozen=True, slots=True)
class Unprepared:
    """What was seen of it, and what was taken for so from that."""

    platform: Platform
    live: Snapshot
    inferred: tuple[Inferred, ...]

    def save(self, folder: Path) -> None:
        """For the workers of this run."""
        (folder / _CLAIMS).write_text(self.platform.claims.model_dump_json(by_alias=True), "utf-8")
        seen = folder / f"{self.platform.name}.{_SNAPSHOT}"
        seen.write_text(json.dumps({"value": self.live.to_json()}), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Unprepared":
        claims = Claims.model_validate_json((folder / _CLAIMS).read_text("utf-8"))
        saved = json.loads((folder / f"{claims.platform.name}.{_SNAPSHOT}").read_text("utf-8"))
        return cls(_platform(claims), Snapshot.from_json(saved["value"]), ())


def look_at(dsn: Dsn, place: str, probe: Dsn | None = None, as_of: datetime | None = None) -> Unprepared:
    """Reads the catalog, takes from it what it shows, and looks at everything by that."""
    with looking(dsn, place, walled=True, budget=NOBODYS.claims.the(Budget)) as session:
        server = supported(read_server(session.connection), place)
        first = settled(session.connection)
    catalog = Snapshot(server, first.catalog, unread=first.unread)
    claims, inferred = infer(catalog)
    platform = _platform(claims)
    return Unprepared(platform, observe(dsn, platform, environ, as_of, place, probe=probe), inferred)


def infer(catalog: Snapshot) -> tuple[Claims, tuple[Inferred, ...]]:
    """Claims as a person would begin them, and what says so."""
    name = re.sub(r"[^a-z0-9_-]+", "-", catalog.server.database.lower()).strip("-")[:40]
    head = Head(name=name if re.match("[a-z]", name) else NAME, title=catalog.server.database)
    tenancy = propose_tenancy(catalog)
    return Claims(platform=head, tenancy=tenancy), tuple(_told(tenancy))


def _told(tenancy: object) -> Iterator[Inferred]:
    if tenancy is None:
        yield Inferred("no table of tenants", "no table is referred to by columns named like a tenant", "guess")

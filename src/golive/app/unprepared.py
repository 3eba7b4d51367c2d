"""A database that nobody prepared: what it shows of itself stands in the place of a platform's folder."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from os import environ
from pathlib import Path

from golive.infer import Certainty, Inference, Proposal, infer
from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.budget import Budget
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.looking import looking
from golive.observe.server import read_server, supported
from golive.observe.settled import settled
from golive.run.observation import observe
from golive.twin.build import lacking
from golive.twin.look import observe_twin
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


def look_at(
    dsn: Dsn, place: str, probe: Dsn | None = None, as_of: datetime | None = None, twin: bool = False
) -> Unprepared:
    """Reads the catalog, takes from it what it shows, and looks at everything by that."""
    logging.getLogger("psycopg").addHandler(logging.NullHandler())  # before pytest keeps what is logged
    with looking(dsn, place, walled=True, budget=NOBODYS.claims.the(Budget)) as session:
        server = supported(read_server(session.connection), place)
        first = settled(session.connection)
    catalog = Snapshot(server, first.catalog, unread=first.unread)
    claims, inferred = taken(catalog)
    platform = _platform(claims)
    live = observe(dsn, platform, environ, as_of, place, probe=probe)
    if twin and (why := lacking(server.major)):
        unseen = Evidence.not_observed(f"this machine can make no twin: {why}")
        live = live.with_evidence({q.TWIN.of(): unseen, q.FIXED.of(): unseen})
    elif twin:
        live = live.with_evidence(observe_twin(dsn, live, platform))
    return Unprepared(platform, live, inferred)


def taken(catalog: Snapshot) -> tuple[Claims, tuple[Inferred, ...]]:
    """What it says of itself as claims, and what says so.

    Row security that keeps tenants apart is held to it as if a person had said so; that the application does is not
    taken for granted, for it would excuse what is open.
    """
    name = re.sub(r"[^a-z0-9_-]+", "-", catalog.server.database.lower()).strip("-")[:40]
    inference = infer(catalog)
    held = replace(inference, proposals=tuple(_held(one) for one in inference.proposals))
    claims = held.claims(name if re.match("[a-z]", name) else NAME, catalog.server.database)
    if claims.tenancy and claims.tenancy.enforced_by == "database":
        claims = claims.model_copy(update={"tenancy": claims.tenancy.model_copy(update={"proposal": False})})
    return claims, tuple(_told(inference))


def _held(one: Proposal) -> Proposal:
    """What is likely is judged by, too: whether the finding holds, a reader sees."""
    return replace(one, certainty=Certainty.SURE) if one.certainty is Certainty.LIKELY else one


def _told(inference: Inference) -> Iterator[Inferred]:
    for one in (*inference.of("tenancy"), *inference.of("identity")):
        yield Inferred(_said(one), "; ".join(one.evidence), one.certainty.value)
    if not inference.of("tenancy"):
        yield Inferred("no tenants", "no table is named by others as a tenant's is", "guess")
    vendors: dict[str, list[str]] = {}
    for one in inference.of("outside"):
        claim = one.claim
        vendors.setdefault(claim["owner"], []).append(claim.get("schema") or f"role {claim['role']}")
    for owner, theirs in vendors.items():
        yield Inferred(f"{owner} is here", f"its {', '.join(theirs)}; not judged", "sure")


def _said(one: Proposal) -> str:
    claim = one.claim
    if one.kind == "tenancy":
        keeper = "row security" if claim["enforced_by"] == "database" else "the application"
        return f"tenants are rows of {claim['root']}, kept apart by {keeper}"
    return f"sessions come in as {claim['role']}" + ("" if claim.get("sessions") else ", without having signed in")

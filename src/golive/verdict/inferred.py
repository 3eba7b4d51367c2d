"""What a database shows of itself stands in the place of a platform's folder, where it has none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from golive.infer import Certainty, Inference, Proposal, infer
from golive.infer.tenancy import rootless
from golive.judge.sisters import sisters
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.verdict.certificate import Inferred

NAME = "database"


def unlocked(claims: Claims) -> Platform:
    """A platform of claims alone."""
    return Platform(Path("nobody's"), claims, None, (), (), ())


NOBODYS = unlocked(Claims(platform=Head(name=NAME, title=NAME)))


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
    return claims, tuple(_told(inference, catalog))


def _held(one: Proposal) -> Proposal:
    """What is likely is judged by, too: whether the finding holds, a reader sees."""
    return replace(one, certainty=Certainty.SURE) if one.certainty is Certainty.LIKELY else one


def _told(inference: Inference, catalog: Snapshot) -> Iterator[Inferred]:
    for one in (*inference.of("tenancy"), *inference.of("identity")):
        yield Inferred(_said(one), "; ".join(one.evidence), one.certainty.value)
    if inference.unread:
        yield Inferred("whose the rows are is not known in full", "; ".join(inference.unread), "guess")
    nothing = not inference.unread and not inference.of("tenancy")
    families = sisters(catalog, catalog.of(Relation)) if nothing else ()
    for family in families:
        schemas = f"{len(family.all)} schemas hold the same tables, {family.alike[0]} among them"
        yield Inferred("tenants are schemas", f"{schemas}; they are compared with each other", "guess")
    if nothing and not families:
        said = rootless(inference.facts)
        what = "tenants have no table: what keeps them apart is not proved" if said else "no tenants"
        yield Inferred(what, said or "no table is named by others as a tenant's is", "guess")
    claims = [one.claim for one in inference.of("outside")]
    for owner in dict.fromkeys(one["owner"] for one in claims):
        theirs = [one.get("schema") or f"role {one['role']}" for one in claims if one["owner"] == owner]
        here = any("schema" in one for one in claims if one["owner"] == owner)
        said = "is here" if here else "has roles on this server"  # roles are of every database of it
        yield Inferred(f"{owner} {said}", f"its {', '.join(theirs)}; not judged", "sure")


def _said(one: Proposal) -> str:
    claim = one.claim
    if one.kind == "tenancy":
        keeper = "row security" if claim["enforced_by"] == "database" else "the application"
        return f"tenants are rows of {claim['root']}, kept apart by {keeper}"
    return f"sessions come in as {claim['role']}" + ("" if claim.get("sessions") else ", without having signed in")

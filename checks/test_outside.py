"""What others own stays as it was known: what the platform rests on there, and who comes in from there."""

from golive.diff.wording import named
from golive.judge.audit import Findings, audit
from golive.judge.outside import Others
from golive.model.catalog import Membership, Role, Schema
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.finding import Mend, Severity, decision
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

_LEARN = "if it is meant: golive learn, and review the lock; else whoever owns it puts it back"


@audit("OUT001", Severity.HIGH, Truth.LOCKED)
def test_what_is_referred_to_is_as_locked(live: Snapshot, claims: Claims, lock: Lock, findings: Findings) -> None:
    """What these objects refer to in schemas of others is as it was locked: tables, keys, types, functions.

    Policies ask the provider's function who comes, and keys lead to his table of users: when he changes them, the
    platform says something else than what was tested.
    """
    others = Others(live, claims, lock)
    findings.look(*(one.identity for one in live.of(Schema) if others.owns(one)))
    findings.nothing("no schema here is somebody else's, and nothing refers to one")
    for want in findings.over(others.referred, name=lambda one: one.identity):
        if said := others.changed(want):
            findings.add(
                where=want.identity,
                what=f"{named(want)}, which others own and these refer to: {said}",
                why="what refers to it fails, or says something else than what was tested",
                mend=decision(f"see with its owner what changed; {_LEARN}"),
            )


@audit("OUT002", Severity.HIGH, Truth.LOCKED, opens=True)
def test_others_reach_in_as_locked(live: Snapshot, claims: Claims, lock: Lock, findings: Findings) -> None:
    """Rights in schemas of others, and what roles of others can do, are as they were locked.

    A provider's table of users that every session may read, his role that passes row security, a login of another
    database that may give itself any role: none of it is an object of this platform, and all of it opens its rows.
    """
    others = Others(live, claims, lock)
    findings.look(*(role.identity for role in live.of(Role)), *(f"schema {one.schema_}" for one in claims.of(Outside)))
    for one, said in others.opened():
        findings.add(
            where=one.identity,
            what=f"{named(one)}, of others: {said}",
            why="what our sessions may do there is not what was tested",
            mend=decision(f"take the right back, or give it again, as its owner; {_LEARN}"),
        )
    for one, said in others.roles():
        findings.add(
            where=one.identity,
            what=said if isinstance(one, Membership) else f"{named(one)} {said}",
            why="whoever comes in as it is bound by less than anybody reviewed",
            mend=_mend(one),
        )


def _mend(one: object) -> Mend:
    if isinstance(one, Membership):
        return decision(f"take the membership back where nobody needs it; {_LEARN}")
    return decision(f"take it away where nobody needs it, or CONNECT on this database from PUBLIC; {_LEARN}")

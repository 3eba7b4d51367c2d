"""What is held against a certificate: its signature, its time, its place in a row, and what it is expected to be of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from golive.attest.envelope import opened
from golive.attest.refused import Refused
from golive.attest.statement import FILES, digest, held_to
from golive.model import strict_json
from golive.model.snapshot import Server
from golive.verdict.certificate import FORMAT, Verdict

CLOCKS = timedelta(minutes=5)  # by which two machines may differ
UNBOUND = "not bound to a database: --dsn says which it should be of, --expect-digest what it was judged against"


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever verifies knows by himself."""

    key: Ed25519PublicKey
    now: datetime
    expected: tuple[tuple[str, str], ...] = ()  # name of a digest, or '' for any, and what it should be
    previous: bytes | None = None
    snapshots: dict[str, bytes] | None = None  # by platform, the files beside it
    platform: str = ""  # the only one that it may speak of


def verified(envelope: bytes, certificate: bytes, asked: Asked) -> dict[str, Any]:
    """The certificate; raises Refused."""
    document = held_to(opened(envelope, asked.key), certificate)
    try:
        if document["format"] != FORMAT:
            raise Refused(f"it has format {document['format']!r}, and this golive reads {FORMAT}")
        if document["verdict"] != Verdict.CERTIFIED:
            raise Refused(f"it says {document['verdict']}: {', '.join(document['reasons'])}")
        _in_time(document, asked.now)
        _expected(document, digest(certificate), asked.expected)
        if asked.previous is not None:
            _follows(document, asked.previous)
        names = [one["name"] for one in document["platforms"]]
        if asked.platform and names != [asked.platform]:
            raise Refused(f"it is of {', '.join(names)}, not of {asked.platform}")
        for platform in document["platforms"]:
            beside = (asked.snapshots or {}).get(platform["name"])
            if beside is not None and digest(beside) != platform["digests"]["snapshot"]:
                raise Refused(f"the snapshot.json beside it is not the one that {platform['name']} was judged by")
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"it has another form than a certificate of this golive: {error}") from None
    return document


def of_this_database(document: dict[str, Any], server: Server) -> None:
    """By number and cluster: a name is given again. A physical copy has both; only the address tells it apart."""
    if len(document["platforms"]) != 1:
        raise Refused(f"it is of {len(document['platforms'])} databases, and --dsn names one")
    said = document["platforms"][0]["database"]
    if not said["system_identifier"] or not server.system:
        raise Refused("nobody could ask for the identifier of its cluster, or of the one that --dsn names")
    if said["system_identifier"] != server.system:
        raise Refused(f"it is of a database of cluster {said['system_identifier']}, and --dsn is of {server.system}")
    if (said["oid"], said["name"]) != (server.oid, server.database):
        here = f"{server.database} ({server.oid})"
        raise Refused(f"it is of database {said['name']} ({said['oid']}), and --dsn is {here}")


def remarks(document: dict[str, Any], asked: Asked, *, bound: bool) -> Iterator[str]:
    """What it does not say."""
    if not bound and not asked.expected:
        yield UNBOUND
    if asked.previous is None:
        yield "its place among others was not looked at: --previous names the one before it"
    lacking: Sequence[str] = [
        one["name"] for one in document["platforms"] if one["name"] not in (asked.snapshots or {})
    ]
    if lacking:
        yield f"snapshot.json of {', '.join(lacking)} is not beside it: nothing can be judged again or compared"


def _in_time(document: dict[str, Any], now: datetime) -> None:
    started, finished = (datetime.fromisoformat(document[name]) for name in ("started", "finished"))
    if started > finished:
        raise Refused("it ends before it begins")
    if finished > now + CLOCKS:
        raise Refused(f"it is of the future: {document['finished']}")
    if document["expires"] is None:
        raise Refused("it does not say until when it is valid")
    if datetime.fromisoformat(document["expires"]) <= now:
        raise Refused(f"it has expired on {document['expires']}")


def _expected(document: dict[str, Any], own: str, expected: tuple[tuple[str, str], ...]) -> None:
    digests = [("certificate", own)]
    for platform in document["platforms"]:
        digests += [(name, platform["digests"][name]) for name in FILES]
    for name, wanted in expected:
        if not any(found == wanted and name in ("", known) for known, found in digests):
            raise Refused(f"nothing of it has the expected digest {name + '=' if name else ''}{wanted}")


def _follows(document: dict[str, Any], previous: bytes) -> None:
    if document["previous"] != digest(previous):
        raise Refused("it does not follow the certificate that --previous names")
    try:
        before = strict_json.loads(previous)
        if datetime.fromisoformat(before["finished"]) > datetime.fromisoformat(document["started"]):
            raise Refused("it began before the certificate that it follows was finished")
        same = [one["name"] for one in before["platforms"]] == [one["name"] for one in document["platforms"]]
    except (ValueError, KeyError, TypeError):
        raise Refused("what --previous names is no certificate") from None
    if not same:
        raise Refused("it follows a certificate of other platforms")

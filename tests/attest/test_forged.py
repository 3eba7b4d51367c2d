"""What was forged, edited, replayed, transplanted, extended, downgraded or re-ordered is refused, with the reason."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

from golive.attest.envelope import TYPE, opened, sealed
from golive.attest.keys import name_of
from golive.attest.refused import Refused
from golive.attest.statement import statement
from golive.attest.verify import UNBOUND, Asked, of_this_database, remarks, verified
from golive.model.snapshot import Server
from golive.model.truth import Truth
from golive.reports.document import dumped
from golive.verdict.certificate import (
    Certificate,
    Database,
    Digests,
    Examined,
    Outcome,
    PlatformResult,
    Scope,
    Section,
    Verdict,
)

STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW = STARTED + timedelta(days=2)
SNAPSHOT = b'{"head":{}}\n'
OURS, THEIRS = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
HERE = Server(170000, "17", "shop", "me", system="7712622357895849425", oid=16384)
PLATFORM = PlatformResult(
    "shop",
    "Shop",
    "postgresql://me@localhost/shop",
    digests=Digests("a" * 64, "b" * 64, "c" * 64, sha256(SNAPSHOT).hexdigest()),
    database=Database("shop", 16384, HERE.system),
    sections=(Section("Triggers", Outcome.OK, 7),),
    examined=(Examined("TRG002", "Every trigger fires.", Truth.LOCKED, Outcome.OK, 7),),
)
SOUND = Certificate(
    Verdict.CERTIFIED,
    (),
    Scope.FULL,
    (PLATFORM,),
    STARTED,
    STARTED + timedelta(seconds=9),
    {"golive": "0.1.0"},
    expires=STARTED + timedelta(days=30),
)
EARLIER = dumped(replace(SOUND, started=STARTED - timedelta(days=1), finished=STARTED - timedelta(hours=9)))


Act = Callable[["Case"], None]


@dataclass
class Case:
    """What somebody hands over, and what is asked of it."""

    certificate: str
    envelope: str
    asked: Asked
    server: Server = HERE

    @classmethod
    def of(cls, certificate: Certificate, key: Ed25519PrivateKey = OURS) -> "Case":
        text = dumped(certificate)
        asked = Asked(OURS.public_key(), NOW, snapshots={"shop": SNAPSHOT})
        return cls(text, sealed(statement(text), key), asked)

    def verify(self) -> dict[str, Any]:
        document = verified(self.envelope.encode(), self.certificate.encode(), self.asked)
        of_this_database(document, self.server)
        return document

    @property
    def signature(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.envelope)["signatures"][0]
        return found

    @property
    def payload(self) -> bytes:
        return b64decode(json.loads(self.envelope)["payload"])


def signed(key: Ed25519PrivateKey = OURS, **changes: Any) -> Act:
    """Something else, by this key: whoever holds it signs what is not enough, too."""

    def act(case: Case) -> None:
        text = dumped(replace(SOUND, **changes))
        case.certificate, case.envelope = text, sealed(statement(text), key)

    return act


def file(before: str, after: str) -> Act:
    def act(case: Case) -> None:
        assert before in case.certificate
        case.certificate = case.certificate.replace(before, after, 1)

    return act


def payload(before: str, after: str, key: Ed25519PrivateKey | None = None) -> Act:
    """Edited, and signed anew where a key is given."""

    def act(case: Case) -> None:
        changed = case.payload.replace(before.encode(), after.encode(), 1)
        assert changed != case.payload
        if key is None:
            envelope(payload=b64encode(changed).decode())(case)
        else:
            case.envelope = sealed(changed, key)

    return act


def envelope(**changes: object) -> Act:
    def act(case: Case) -> None:
        case.envelope = json.dumps({**json.loads(case.envelope), **changes})

    return act


def signature(**changes: str) -> Act:
    return lambda case: envelope(signatures=[{**case.signature, **changes}])(case)


def ask(**more: Any) -> Act:
    def act(case: Case) -> None:
        case.asked = replace(case.asked, **more)

    return act


def at(**changes: Any) -> Act:
    def act(case: Case) -> None:
        case.server = replace(HERE, **changes)

    return act


def after(before: str) -> Act:
    """It follows that certificate, which is given."""

    def act(case: Case) -> None:
        signed(previous=sha256(before.encode()).hexdigest())(case)
        ask(previous=before.encode())(case)

    return act


def both(first: Act, second: Act) -> Act:
    def act(case: Case) -> None:
        first(case)
        second(case)

    return act


def raw(case: Case) -> None:
    """The payload alone is signed, as before DSSE: its type is not covered."""
    signature(sig=b64encode(OURS.sign(case.payload)).decode())(case)


def again(case: Case) -> None:
    """Base64 of the same bytes, which another reader takes for something else."""
    envelope(payload=json.loads(case.envelope)["payload"] + "\n")(case)


def deep(case: Case) -> None:
    case.envelope = "[" * 100_000


LATER = dumped(replace(SOUND, finished=STARTED + timedelta(hours=1)))
OTHER = dumped(replace(SOUND, platforms=(replace(PLATFORM, name="other"),), finished=STARTED))
STRANGE = Case.of(SOUND, THEIRS).signature["sig"]
UNSIGNED = "signature does not fit"
ANOTHER = "not the one that was signed"
FORGED: dict[str, tuple[Act, str]] = {
    "forged: by a key of somebody else": (signed(THEIRS), "signed with another key"),
    "forged: by a key of somebody else, under our name": (signature(sig=STRANGE), UNSIGNED),
    "forged: the key comes along": (envelope(publicKey="…"), "another form: publicKey"),
    "forged: the key comes along in the signature": (signature(cert="…"), "another form: cert"),
    "forged: no signature": (envelope(signatures=[]), "it is not signed"),
    "forged: what no reader ends": (deep, "nested too deep"),
    "edited: the file": (file('"looked_at": 7', '"looked_at": 8'), ANOTHER),
    "edited: a space of the file": (file("{", "{ "), ANOTHER),
    "edited: what is signed": (payload('"looked_at":7', '"looked_at":8'), UNSIGNED),
    "edited: the snapshot beside it": (ask(snapshots={"shop": b"{}"}), "snapshot.json beside it"),
    "edited: file and predicate differ": (payload('"title":"Shop"', '"title":"Shoq"', OURS), "says something else"),
    "edited: a name stands twice": (payload('"_type":', '"_type":"x","_type":', OURS), "'_type' stands twice"),
    "edited: another file is named": (payload("shop/lock.json", "shop/cock.json", OURS), "names other files"),
    "edited: other base64 of the same bytes": (again, "no base64"),
    "replayed: of an earlier lock": (ask(expected=(("lock", "d" * 64),)), "expected digest lock="),
    "replayed: of an earlier run": (ask(expected=(("", "d" * 64),)), "has the expected digest d"),
    "transplanted: another cluster": (at(system="42"), "is of a database of cluster"),
    "transplanted: restored under the same name": (at(oid=17000), "is of database shop .16384., and"),
    "transplanted: another database": (at(database="copy", oid=17000), "and --dsn is copy"),
    "transplanted: nobody can tell": (at(system=""), "nobody could ask"),
    "transplanted: of another platform": (ask(platform="store"), "it is of shop, not of store"),
    "extended: the file": (file("2026-02-01T", "2036-02-01T"), ANOTHER),
    "extended: what is signed": (payload("2026-02-01T", "2036-02-01T"), UNSIGNED),
    "expired": (ask(now=STARTED + timedelta(days=30)), "it has expired on 2026-02-01"),
    "of the future": (ask(now=STARTED - timedelta(days=1)), "it is of the future"),
    "without an end": (signed(expires=None), "until when it is valid"),
    "ended before it began": (signed(finished=STARTED - timedelta(seconds=1)), "ends before it begins"),
    "downgraded: the type is not covered": (raw, UNSIGNED),
    "downgraded: another type": (envelope(payloadType="text/plain"), "holds 'text/plain'"),
    "downgraded: another statement": (payload("/Statement/v1", "/Statement/v0.1", OURS), "no in-toto statement"),
    "downgraded: another predicate": (payload("certificate:1", "remark:1", OURS), "is no certificate, but"),
    "downgraded: a part of a run": (signed(verdict=Verdict.PARTIAL, reasons=("-k",)), "it says PARTIAL: -k"),
    "downgraded: a scan": (signed(verdict=Verdict.SCANNED, reasons=("0 high",)), "it says SCANNED"),
    "downgraded: not certified": (signed(verdict=Verdict.NOT_CERTIFIED, reasons=("1 unknown",)), "NOT CERTIFIED"),
    "re-ordered: it follows nothing": (ask(previous=EARLIER.encode()), "does not follow the certificate"),
    "re-ordered: it follows another": (both(after(EARLIER), ask(previous=LATER.encode())), "does not follow the"),
    "re-ordered: it began before": (after(LATER), "began before the certificate that it follows was finished"),
    "re-ordered: of other platforms": (after(OTHER), "follows a certificate of other platforms"),
}


@pytest.mark.parametrize("name", FORGED)
def test_refused_with_its_reason(name: str) -> None:
    act, reason = FORGED[name]
    case = Case.of(SOUND)
    act(case)
    with pytest.raises(Refused, match=reason):
        case.verify()


def test_a_sound_one_is_taken() -> None:
    case = Case.of(SOUND)
    after(EARLIER)(case)
    known = (("lock", "a" * 64), ("", "c" * 64), ("certificate", sha256(case.certificate.encode()).hexdigest()))
    ask(expected=known, platform="shop")(case)
    document = case.verify()
    assert list(remarks(document, case.asked, bound=True)) == []
    ask(expected=(), previous=None, snapshots={})(case)
    assert [one.partition(":")[0] for one in remarks(document, case.asked, bound=False)] == [
        UNBOUND.partition(":")[0],
        "its place among others was not looked at",
        "snapshot.json of shop is not beside it",
    ]


def test_a_signature_of_somebody_else_beside_ours_takes_nothing_away() -> None:
    case, theirs = Case.of(SOUND), Case.of(SOUND, THEIRS)
    envelope(signatures=[theirs.signature, case.signature])(case)
    assert case.verify()


def test_another_implementation_opens_what_we_seal_and_we_what_it_seals() -> None:
    raw = OURS.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
    key = SSlibKey(name_of(OURS.public_key()), "ed25519", "ed25519", {"public": raw})
    ours = Envelope.from_dict(json.loads(sealed(b"payload", OURS)))
    assert ours.verify([key], 1) == {key.keyid: key}
    theirs = Envelope(b"other", TYPE, {})
    told = {"keyid": key.keyid, "sig": b64encode(OURS.sign(theirs.pae())).decode()}
    text = json.dumps({**theirs.to_dict(), "signatures": [told]})
    assert opened(text.encode(), OURS.public_key()) == b"other"

"""An in-toto Statement: its subjects are what the certificate is of, its predicate is the certificate itself."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from golive.attest.refused import Refused
from golive.model import strict_json

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:golive:certificate:1"  # certificate.schema.json says its form
CERTIFICATE = "certificate.json"
# By the name that a certificate gives to a digest, the file that it is of.
FILES = {"snapshot": "snapshot.json", "lock": "lock.json", "platform": "platform.toml", "steps": "steps"}


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def statement(certificate: str) -> bytes:
    """Of the text of certificate.json."""
    document = json.loads(certificate)
    subjects = {CERTIFICATE: digest(certificate.encode()), **dict(subjects_of(document))}
    whole = {
        "_type": TYPE,
        "subject": [{"name": name, "digest": {"sha256": one}} for name, one in subjects.items()],
        "predicateType": PREDICATE,
        "predicate": document,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def subjects_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a certificate says it is of."""
    for platform in document["platforms"]:
        for name, file in FILES.items():
            if found := platform["digests"][name]:
                yield f"{platform['name']}/{file}", found


def held_to(payload: bytes, certificate: bytes) -> dict[str, Any]:
    """The certificate of a signed statement, once the file beside it is that certificate; raises Refused."""
    try:
        said = strict_json.loads(payload)
        if said["_type"] != TYPE:
            raise Refused(f"what is signed is no in-toto statement, version 1, but {said['_type']!r}")
        if said["predicateType"] != PREDICATE:
            raise Refused(f"what is signed is no certificate, but {said['predicateType']!r}")
        signed = {one["name"]: one["digest"]["sha256"] for one in said["subject"]}
        if len(signed) != len(said["subject"]):
            raise Refused("what is signed names a subject twice")
        predicate = said["predicate"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"what is signed cannot be read: {error}") from None
    if signed.get(CERTIFICATE) != digest(certificate):
        raise Refused(f"{CERTIFICATE} is not the one that was signed")
    try:
        document: dict[str, Any] = strict_json.loads(certificate)
        told = {CERTIFICATE: digest(certificate), **dict(subjects_of(document))}
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{CERTIFICATE} cannot be read: {error}") from None
    if predicate != document:
        raise Refused(f"{CERTIFICATE} says something else than what was signed")
    if signed != told:
        raise Refused("what is signed names other files than its certificate")
    return document

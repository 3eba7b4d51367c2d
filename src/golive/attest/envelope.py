"""A DSSE envelope: what is signed is the type and the bytes together, so that neither is read as something else."""

import json
from base64 import b64decode, b64encode
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from golive.attest.keys import name_of
from golive.attest.refused import Refused
from golive.model import strict_json

TYPE = "application/vnd.in-toto+json"
_PARTS = {"payload", "payloadType", "signatures"}
_OF_SIGNATURE = {"keyid", "sig"}


def sealed(payload: bytes, key: Ed25519PrivateKey) -> str:
    signature = {"keyid": name_of(key.public_key()), "sig": b64encode(key.sign(_encoded(TYPE, payload))).decode()}
    whole = {"payloadType": TYPE, "payload": b64encode(payload).decode(), "signatures": [signature]}
    return json.dumps(whole, indent=2) + "\n"


def opened(text: bytes, key: Ed25519PublicKey) -> bytes:
    """The payload, once this key's signature of it holds; raises Refused."""
    try:
        found = strict_json.loads(text)
    except ValueError as error:
        raise Refused(f"its envelope is no JSON: {error}") from None
    _closed(found, _PARTS, "its envelope")
    signatures = found["signatures"]
    if not isinstance(signatures, list) or not signatures:
        raise Refused("it is not signed")
    for one in signatures:
        _closed(one, _OF_SIGNATURE, "a signature of its envelope")
    if found["payloadType"] != TYPE:
        raise Refused(f"its envelope holds {found['payloadType']!r}, not {TYPE}")
    ours = [one for one in signatures if one["keyid"] == name_of(key)]
    if not ours:
        raise Refused("it is signed with another key than the one given")
    payload = _decoded(found["payload"], "payload")
    for one in ours:
        try:
            key.verify(_decoded(one["sig"], "signature"), _encoded(TYPE, payload))
        except InvalidSignature:
            raise Refused("its signature does not fit what it holds") from None
    return payload


def _encoded(kind: str, payload: bytes) -> bytes:
    """Pre-authentication encoding, version 1."""
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)


def _closed(value: Any, names: set[str], what: str) -> None:
    """A member that nobody knows may be a key, an algorithm or a second payload: none is passed over."""
    if not isinstance(value, dict) or value.keys() != names:
        strange = sorted(value.keys() ^ names) if isinstance(value, dict) else []
        raise Refused(f"{what} has another form" + (f": {', '.join(strange)}" if strange else ""))


def _decoded(text: Any, what: str) -> bytes:
    try:
        found = b64decode(text, validate=True)
    except (ValueError, TypeError):
        found = b""
    if not found or b64encode(found).decode() != text:
        raise Refused(f"the {what} of its envelope is no base64")
    return found

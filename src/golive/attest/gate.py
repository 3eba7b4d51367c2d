"""Deploys only what was certified: a valid certificate of this lock, these claims and these steps."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from golive.attest.papers import Papers
from golive.attest.refused import Refused
from golive.attest.verify import Asked, verified
from golive.model.errors import WrongUse
from golive.model.platform import Platform

_FORM = "a certificate of a run with this lock, these claims and these steps, signed with the key of --gate-key"


def admitted(papers: Papers, key: Ed25519PublicKey, platform: Platform, now: datetime) -> str:
    """Says by what; raises WrongUse. It may be of another database: a clone is certified before the real one."""
    expected = tuple((name, digest) for name, digest in platform.digests.items() if digest)
    try:
        if papers.envelope is None:
            raise Refused("it is not signed")
        document = verified(papers.envelope, papers.certificate, Asked(key, now, expected, platform=platform.name))
    except Refused as error:
        raise WrongUse(f"--gate {papers.path}", str(error), _FORM) from None
    return f"--gate: certified on {document['finished']}, valid until {document['expires']}"

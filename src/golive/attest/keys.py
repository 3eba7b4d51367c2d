"""Keys of Ed25519 as PEM files; the one that verifies is given by whoever verifies, and by nothing that is signed."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from golive.model.errors import WrongUse

VARIABLE = "GOLIVE_SIGNING_KEY"
_PRIVATE = "the private key that golive keygen wrote: Ed25519 in PEM, without a password"
_PUBLIC = "the public key that golive keygen wrote beside it: Ed25519 in PEM"


def new_keys(path: Path) -> Path:
    """Writes a private key, and beside it the public one, whose path is returned."""
    public = path.with_name(path.name + ".pub")
    for one in (path, public):
        if one.exists():
            raise WrongUse(str(one), "exists", "a key is never written over")
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    told = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
        public.write_bytes(told)
    except OSError as error:
        raise WrongUse(str(path), f"cannot be written ({error.strerror})", "a path in a folder that is there") from None
    return public


def signing_key(file: str | None, environ: Mapping[str, str]) -> Ed25519PrivateKey | None:
    """From a file or from the variable's own text; None where neither is given."""
    if file:
        return _private(_read(Path(file), "--signing-key"), f"--signing-key {file}")
    return _private(text.encode(), VARIABLE) if (text := environ.get(VARIABLE)) else None


def public_key(path: Path, place: str = "--key") -> Ed25519PublicKey:
    try:
        found = form.load_pem_public_key(_read(path, place))
    except (ValueError, UnsupportedAlgorithm):
        raise WrongUse(f"{place} {path}", "is no public key", _PUBLIC) from None
    if not isinstance(found, Ed25519PublicKey):
        raise WrongUse(f"{place} {path}", f"is a key of another kind ({type(found).__name__})", _PUBLIC)
    return found


def name_of(key: Ed25519PublicKey) -> str:
    """The digest of its own bytes."""
    return sha256(key.public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)).hexdigest()


def _private(text: bytes, place: str) -> Ed25519PrivateKey:
    try:
        found = form.load_pem_private_key(text, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # what it holds is not repeated
        raise WrongUse(place, "is no private key", _PRIVATE) from None
    if not isinstance(found, Ed25519PrivateKey):
        raise WrongUse(place, f"is a key of another kind ({type(found).__name__})", _PRIVATE)
    return found


def _read(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{place} {path}", f"cannot be read ({error.strerror})", "a PEM file") from None

"""A certificate as it lies in a folder, with its signature and the snapshots that it stands on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from golive.attest.statement import CERTIFICATE, digest
from golive.model.errors import WrongUse
from golive.reports.folder import BEFORE, SIGNED
from golive.verdict.certificate import Certificate, PlatformResult

_ALONE = re.compile(rb'"platforms": \[\s*\{\s*"name": "([^"\\]+)"')


@dataclass(frozen=True, slots=True)
class Papers:
    """Bytes that nobody has verified yet."""

    path: Path
    certificate: bytes
    envelope: bytes | None = None
    snapshots: dict[str, bytes] = field(default_factory=dict)  # by platform

    @classmethod
    def at(cls, path: Path) -> "Papers":
        certificate, folder = read(path), path.parent
        found = {one.stem.removeprefix("snapshot-"): read(one) for one in sorted(folder.glob("snapshot-*.json"))}
        if (alone := folder / "snapshot.json").is_file() and (name := _ALONE.search(certificate)):
            found = {name[1].decode("utf-8", "replace"): read(alone)}
        envelope = folder / SIGNED
        return cls(path, certificate, read(envelope) if envelope.is_file() else None, found)

    @property
    def digest(self) -> str:
        return digest(self.certificate)


def bound(certificate: Certificate, snapshots: Mapping[str, bytes]) -> Certificate:
    """With the digest of what each platform was judged by."""

    def one(result: PlatformResult) -> PlatformResult:
        of = digest(snapshots[result.name]) if result.name in snapshots else ""
        return replace(result, digests=replace(result.digests, snapshot=of))

    return replace(certificate, platforms=tuple(map(one, certificate.platforms)))


def before(named: str | None, out: Path) -> Papers | None:
    """The certificate before this one: as it was named, or the last one of the same folder."""
    if named:
        return Papers.at(Path(named))
    last = out / BEFORE / CERTIFICATE
    return Papers.at(last) if last.is_file() else None


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(
            str(path), f"cannot be read ({error.strerror})", "certificate.json or snapshot.json of a run"
        ) from None

"""A certificate as it lies in a folder, with its signature and the snapshots that it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from golive.attest.statement import digest
from golive.model import strict_json
from golive.model.errors import WrongUse
from golive.reports.folder import SIGNED
from golive.verdict.certificate import Certificate, PlatformResult


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
        envelope = folder / SIGNED
        papers = cls(path, certificate, read(envelope) if envelope.is_file() else None, found)
        alone = folder / "snapshot.json"
        if alone.is_file() and len(papers.names) == 1:
            return replace(papers, snapshots={papers.names[0]: read(alone)})
        return papers

    @property
    def names(self) -> tuple[str, ...]:
        """Of its platforms; none where it cannot be read."""
        try:
            return tuple(str(one["name"]) for one in strict_json.loads(self.certificate)["platforms"])
        except (ValueError, KeyError, TypeError):
            return ()

    @property
    def digest(self) -> str:
        return digest(self.certificate)


def bound(certificate: Certificate, snapshots: Mapping[str, bytes]) -> Certificate:
    """With the digest of what each platform was judged by."""

    def one(result: PlatformResult) -> PlatformResult:
        of = digest(snapshots[result.name]) if result.name in snapshots else ""
        return replace(result, digests=replace(result.digests, snapshot=of))

    return replace(certificate, platforms=tuple(map(one, certificate.platforms)))


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(
            str(path), f"cannot be read ({error.strerror})", "certificate.json or snapshot.json of a run"
        ) from None

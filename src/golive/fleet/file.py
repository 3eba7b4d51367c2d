"""fleet.toml: which databases there are, where each is and what it is judged by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from golive.fleet.address import Address
from golive.fleet.lease import READS
from golive.model.claim import EnvironmentName, Name, Strict, says
from golive.model.errors import WrongUse
from golive.model.platform import Platform, folder_of, load_platform
from golive.model.target import Dsn, secrets_in
from golive.model.typed_toml import read_toml

PROBES = READS + 1  # sessions that one database takes at once, where a prober tries it
FORM = "[fleet] and one [[database]] for each"
Title = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$")]


class Common(Strict):
    """What an entry says, or [fleet] for all of them."""

    platform: Annotated[str | None, says("its folder, from here, or a built-in name; without: a scan", "shop")] = None
    password_variable: Annotated[
        EnvironmentName | None, says("the variable that holds the reader's password", "SHOP_PASSWORD")
    ] = None
    probe_password_variable: Annotated[
        EnvironmentName | None, says("the variable that holds the prober's password", "SHOP_PROBE_PASSWORD")
    ] = None
    connections: Annotated[
        Annotated[int, Field(ge=READS, le=1000)] | None,
        says(
            "how many sessions there may be at once on one server, whoever takes part, within the limits of the roles"
            " (`golive roles` gives each 2); 2, with a prober 3",
            6,
        ),
    ] = None
    seconds: Annotated[
        Annotated[int, Field(gt=0)] | None,
        says("how long the data of one database may be asked; what was not asked by then is UNKNOWN", 600),
    ] = None


class Head(Common):
    """Of all of them."""

    title: Annotated[Name, says("how people call it", "Shops in Europe")]
    lease: Annotated[Name, says("the database of each server in which places are leased", "postgres")] = "postgres"


class Entry(Common):
    """One database. Where it is must be said in one of the two ways; of its prober, where isolation is to be tried."""

    name: Annotated[Title, says("how pages and folders call it", "acme")]
    dsn: Annotated[Name | None, says("its address without a password, in any form of libpq", "service=acme")] = None
    dsn_variable: Annotated[EnvironmentName | None, says("the variable that holds the address", "ACME_DSN")] = None
    probe_dsn: Annotated[Name | None, says("the prober's address", "postgresql://golive_prober@db1/acme")] = None
    probe_dsn_variable: Annotated[
        EnvironmentName | None, says("the variable that holds the prober's address", "ACME_PROBE_DSN")
    ] = None


class File(Strict):
    """The whole of it."""

    fleet: Head
    database: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Database:
    """One entry, with what it is judged by and how much of its server it may take."""

    name: str
    address: Address
    probe: Address | None
    platform: Platform | None
    connections: int
    seconds: int | None
    line: int  # of its entry

    @property
    def takes(self) -> int:
        return READS if self.probe is None else PROBES


@dataclass(frozen=True)
class Fleet:
    path: Path
    title: str
    lease: str
    databases: tuple[Database, ...]

    @cached_property
    def digest(self) -> str:
        """Of all that decides what is said of them: the file, the platforms, the suite."""
        platforms = {(one.platform.name, *one.platform.digests.values()) for one in self.databases if one.platform}
        parts = [version("golive"), *map(repr, sorted(platforms))]
        return sha256(b"\x00".join([self.path.read_bytes(), *(part.encode() for part in parts)])).hexdigest()

    def shard(self, number: int, of: int) -> "Fleet":
        """Every so manieth of them, so that each server has its part in each shard."""
        return replace(self, databases=self.databases[number - 1 :: of])

    def servers(self, environment: Mapping[str, str], *, strict: bool) -> dict[str, str]:
        """Where each stands; where only its worker can know, it counts for itself, and leases on the server decide."""
        found = {}
        for one in self.databases:
            try:
                fields = one.address.dsn(environment).fields
                found[one.name] = f"{fields.get('host', '')}:{fields.get('port', '')}"
            except WrongUse:
                if strict:
                    raise
                found[one.name] = one.name
        return found

    def places(self, servers: Mapping[str, str]) -> dict[str, int]:
        """By server, how many databases may be looked at at once: what the most modest of them allows."""
        of: dict[str, list[Database]] = defaultdict(list)
        for one in self.databases:
            of[servers[one.name]].append(one)
        return {
            server: max(1, min(one.connections for one in several) // max(one.takes for one in several))
            for server, several in of.items()
        }


def load_fleet(path: Path) -> Fleet:
    said = read_toml(path, File, FORM)
    if not said.database:
        raise WrongUse(str(path), "names no database", FORM)
    platforms: dict[str, Platform] = {}
    lines = _lines(path, len(said.database))
    databases = []
    for number, entry in enumerate(said.database):
        place = f"{path}: database[{number + 1}]"
        named = entry.platform or said.fleet.platform
        if named and named not in platforms:
            platforms[named] = _platform(
                named, path, f"{place}.platform" if entry.platform else f"{path}: fleet.platform"
            )
        databases.append(_database(entry, said.fleet, place, platforms[named] if named else None, lines[number]))
    _apart(path, [one.name for one in databases])
    return Fleet(path, said.fleet.title, said.fleet.lease, tuple(databases))


def _database(entry: Entry, head: Head, place: str, platform: Platform | None, line: int) -> Database:
    address = _address(entry.dsn, entry.dsn_variable, entry.password_variable or head.password_variable, place, "dsn")
    if address is None:
        raise WrongUse(place, "says no address", "dsn, or dsn_variable")
    password = entry.probe_password_variable or head.probe_password_variable
    probe = _address(entry.probe_dsn, entry.probe_dsn_variable, password, place, "probe_dsn")
    takes = READS if probe is None else PROBES
    connections = entry.connections or head.connections or takes
    if connections < takes:
        raise WrongUse(
            f"{place}.connections", f"{connections} are too few",
            f"{takes} at least: the lease of its place, the reader and the prober",
        )  # fmt: skip
    return Database(entry.name, address, probe, platform, connections, entry.seconds or head.seconds, line)


def _address(text: str | None, variable: str | None, password: str | None, place: str, key: str) -> Address | None:
    if text and variable:
        raise WrongUse(f"{place}.{key}", f"stands beside {key}_variable", "one of the two")
    if variable:
        return Address(f"{place}.{key}_variable", variable=variable)
    if text is None:
        return None
    Dsn.parse(text, f"{place}.{key}")
    if found := secrets_in(text):
        form = f"it stands in a file that others read: {key}_variable, password_variable, or libpq's own passfile"
        raise WrongUse(f"{place}.{key}", f"holds {', '.join(found)}", form)
    return Address(f"{place}.{key}", text=text, password=password or "")


def _platform(name: str, path: Path, place: str) -> Platform:
    """Beside the file first: it says the same wherever it is called from."""
    try:
        folder = path.parent / name
        platform = load_platform(folder if (folder / "platform.toml").is_file() else folder_of(name))
    except WrongUse as error:
        raise WrongUse(place if error.place == "--platform" else error.place, error.what, error.allowed) from None
    if platform.lock is None:
        raise WrongUse(f"{platform.folder / 'lock.json'}", "does not exist", "golive learn writes it")
    return platform


def _apart(path: Path, names: list[str]) -> None:
    """Each has a folder of its own, also where names that differ in case are one."""
    seen: dict[str, str] = {}
    for number, name in enumerate(names):
        if other := seen.get(name.casefold()):
            raise WrongUse(f"{path}: database[{number + 1}].name", f"{name!r} is there as {other!r}", "each name once")
        seen[name.casefold()] = name


def _lines(path: Path, entries: int) -> list[int]:
    """On which line each entry begins; the first where the file says them in another form."""
    lines = path.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if line.strip() == "[[database]]"]
    return found if len(found) == entries else [1] * entries

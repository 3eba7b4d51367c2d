"""Vendors by what they install: schemas, roles, tables, and as whom sessions come in; one file of sql/vendors each."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from golive.model.claim import Name, Strict
from golive.model.typed_toml import read_toml


class Sessions(Strict):
    """Roles that sessions from outside have, as patterns."""

    anonymous: tuple[Name, ...] = ()  # nobody has signed in
    members: tuple[Name, ...] = ()  # somebody has
    entries: tuple[Name, ...] = ()  # the login that becomes one of them


class Normal(Strict):
    """What is so wherever the vendor is, and no finding of one database."""

    kinds: tuple[Name, ...]  # of right: future, bare (which row security does not bind)
    roles: tuple[Name, ...]
    why: Name


class Vendor(Strict):
    """One vendor; a schema is theirs where one of its marks stands in it, or where it has none."""

    name: Name
    schemas: dict[Name, tuple[Name, ...]] = Field(default_factory=dict)
    roles: tuple[Name, ...] = ()
    tables: tuple[Name, ...] = ()  # in the application's own schemas
    extensions: tuple[Name, ...] = ()
    sessions: Sessions = Sessions()
    normal: tuple[Normal, ...] = ()


@cache
def vendors() -> tuple[Vendor, ...]:
    folder = Path(str(files("golive.sql"))) / "vendors"
    found = [read_toml(path, Vendor, missing="a vendor is one file") for path in sorted(folder.glob("*.toml"))]
    return tuple(found)


def matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, one) for one in patterns)


@cache
def anonymous(name: str) -> bool:
    """Whether a role is what a vendor gives to those who have not signed in."""
    return any(matches(name, one.sessions.anonymous) for one in vendors())


@cache
def hosters(name: str) -> bool:
    """Whether a vendor makes and keeps the role; nobody else can change it."""
    return any(matches(name, one.roles) for one in vendors())

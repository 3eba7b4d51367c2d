"""Which database is meant: one that --dsn, GOLIVE_DSN or libpq's own variables name, or one of our own."""

from os import environ

from golive.model.errors import WrongUse
from golive.model.target import NAMING, Dsn

ADDRESS, PROBER = "GOLIVE_DSN", "GOLIVE_PROBE_DSN"
_SAY = "--dsn or GOLIVE_DSN says which database is meant; --backend auto takes one of our own"


def given(option: str | None) -> tuple[Dsn, str] | None:
    """What was written for golive alone, and where: the only address that is ever written to."""
    if option:
        return Dsn.parse(option, "--dsn"), "--dsn"
    if text := environ.get(ADDRESS):
        return Dsn.parse(text, ADDRESS), ADDRESS
    return None


def read(option: str | None) -> tuple[Dsn, str] | None:
    """Where a command only reads, libpq's variables name a database as well as its options do."""
    if (named := given(option)) is not None:
        return named
    dsn = Dsn.of_environment()
    return (dsn, ", ".join(_said())) if dsn else None


def prober(option: str | None) -> Dsn | None:
    """The login that runs code of the database, where one was named."""
    text = option or environ.get(PROBER)
    return Dsn.parse(text, "--probe-dsn" if option else PROBER) if text else None


def meant(option: str | None, *, apply: bool, postcheck: bool, backend: str | None) -> tuple[Dsn, str] | None:
    """The database that a run judges, and what named it; None for one of our own."""
    if (named := given(option)) is not None:
        return named
    if apply:
        raise WrongUse("--apply", "was given without --dsn", "a database of our own is migrated anyway")
    if backend is not None:
        return None
    if postcheck:
        if (named := read(None)) is None:
            raise WrongUse("-m postcheck", "no database is named", _SAY)
        return named
    if other := [name for name in _said() if name != "PGHOST"]:
        raise WrongUse(other[0], f"{environ[other[0]]!r} is set, and a database of our own would be judged", _SAY)
    return None


def _said() -> list[str]:
    return [name for name in NAMING if environ.get(name)]

"""The address of a database; its password is never shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from os import environ
from pathlib import Path
from urllib.parse import quote, urlencode

from psycopg import ProgrammingError, pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from golive.model.errors import WrongUse

FORM = "the form is postgresql://user@host:port/database, 'host=… dbname=…' or service=name"
NAMING = ("PGDATABASE", "PGHOST", "PGSERVICE")  # of libpq's variables, those that say where
# What libpq sends of the environment behind our own settings, and so in their place.
_OF_CLIENTS = ("PGCLIENTENCODING", "PGDATESTYLE", "PGTZ", "PGGEQO", "PGOPTIONS", "PGAPPNAME")
_SCHEME = re.compile(r"^(?:postgresql|postgres)(?:\+[a-z0-9]+)?://")  # SQLAlchemy's form names a driver
_STRAY = re.compile(r"(?:[^/@]*@)?+[^?]*@")  # an @ in what libpq takes for hosts and database
_REFUSED = "golive"  # as a mode it is unknown to every libpq: the call ends before it reaches for the network


@dataclass(frozen=True)
class Dsn:
    """The address of a database that shows itself without its password."""

    _text: str

    @classmethod
    def parse(cls, text: str, place: str = "--dsn") -> "Dsn":
        """From a URL or key=value pairs; what they leave open, a service or libpq's variables say."""
        url = _SCHEME.match(text.strip())
        if url and _STRAY.match(text.strip(), url.end()):  # the rest of a password would be shown as a host
            raise WrongUse(place, "has an @ that ends no user and password", "in those, @ is written %40 and / %2F")
        try:
            given = conninfo_to_dict(_SCHEME.sub("postgresql://", text.strip()).replace(" ", "%20") if url else text)
        except ProgrammingError:  # its message repeats the text
            told = " that libpq understands" if url or "=" in text else ""
            raise WrongUse(place, f"is no database address{told}", FORM) from None
        dsn = cls.of(**_completed({name: str(value) for name, value in given.items() if value is not None}, place))
        if not dsn.fields.get("dbname"):
            raise WrongUse(place, "names no database", FORM)
        return dsn

    @classmethod
    def of_environment(cls) -> "Dsn | None":
        """What libpq's own variables name; None where they name nothing."""
        named = [name for name in NAMING if environ.get(name)]
        if not named:
            return None
        fields = _completed({}, named[0])
        return cls.of(**{"dbname": fields["user"], **fields})  # as libpq has it: a database of the user's name

    @classmethod
    def of(cls, **fields: str) -> "Dsn":
        """From libpq's own fields: host, port, user, password, dbname, and others as parameters."""
        rest = {
            name: value for name, value in fields.items() if name not in ("host", "port", "user", "password", "dbname")
        }
        user = quote(fields.get("user", ""), safe="")
        secret = f":{quote(fields['password'], safe='')}" if "password" in fields else ""
        host, port = fields.get("host", ""), fields.get("port", "")
        if "/" in host:  # a socket's folder cannot stand before the port
            rest, host, port = {**rest, "host": host, "port": port or "5432"}, "", ""
        ports = port.split(",")
        hosts = [f"[{one}]" if ":" in one else one for one in host.split(",")]
        ports = ports if len(ports) == len(hosts) else ports * len(hosts)  # one port serves every host
        place = ",".join(f"{one}:{port}" if port else one for one, port in zip(hosts, ports, strict=False))
        query = f"?{urlencode(rest, quote_via=quote)}" if rest else ""
        return cls(
            f"postgresql://{user}{secret}{'@' if user or secret else ''}"
            f"{place}/{quote(fields.get('dbname', ''), safe='')}{query}"
        )

    @cached_property
    def fields(self) -> dict[str, str]:
        """As libpq reads them; they hold the password: for a connect call and nothing else."""
        return {name: str(value) for name, value in conninfo_to_dict(self._text).items() if value is not None}

    def reveal(self) -> str:
        """The libpq URL with its password, for a connect call and nothing else."""
        return self._text

    def database(self, name: str) -> "Dsn":
        return Dsn.of(**{**self.fields, "dbname": name})

    def called(self, name: str) -> "Dsn":
        """The same, whose sessions call themselves so."""
        return Dsn.of(**{**self.fields, "application_name": name})

    @property
    def name(self) -> str:
        """The database's."""
        return self.fields["dbname"]

    @property
    def password(self) -> str | None:
        return self.fields.get("password")

    @property
    def secrets(self) -> frozenset[str]:
        """All that the address is given to prove who it is, the passwords of its file too."""
        found = {value for name, value in self.fields.items() if name in _secret() - {"passfile"}}
        passfile = Path(self.fields.get("passfile") or "~/.pgpass").expanduser()
        try:
            lines = passfile.read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            lines = []
        for line in lines:
            *fields, password = re.split(r"(?<!\\):", line)
            if len(fields) == 4 and not line.startswith("#"):
                found.add(re.sub(r"\\(.)", r"\1", password))
        return frozenset(found)

    def __str__(self) -> str:
        hidden = _secret() | {"application_name"}  # how a session calls itself is no part of where it goes
        return Dsn.of(**{name: value for name, value in self.fields.items() if name not in hidden}).reveal()

    def __repr__(self) -> str:
        return f"Dsn({self!s})"


def forget_environment() -> None:
    """Addresses are whole once they are parsed: from here on libpq's variables say nothing, to no child either."""
    for name in (*variables().values(), "PGSERVICEFILE", "PGSYSCONFDIR"):
        environ.pop(name, None)


def client_settings_are_ours() -> None:
    """A time zone or an encoding of the environment would decide what is read."""
    for name in _OF_CLIENTS:
        environ.pop(name, None)


def _completed(given: Mapping[str, str], place: str) -> dict[str, str]:
    """The fields with what libpq itself would add: of a service, then of its variables, its defaults left out."""
    if "service" not in given and not any(environ.get(name) for name in variables().values()):
        return dict(given)
    found: dict[str, str] = {}
    for mode in ("sslmode", "gssencmode"):
        call = pq.PGconn.connect_start(make_conninfo(**{**given, mode: _REFUSED}).encode())
        said = call.error_message.decode("utf-8", "replace").strip().splitlines()
        if not call.info or _REFUSED not in "".join(said):
            raise WrongUse(place, said[0] if said else "is no database address that libpq understands", FORM)
        for option in call.info:
            if option.val and option.val != option.compiled:
                found.setdefault(option.keyword.decode(), option.val.decode())
        found = {name: value for name, value in found.items() if value != _REFUSED}
    if found.get("sslcertmode") == "allow":  # libpq's default, which it does not call one
        del found["sslcertmode"]
    return {name: value for name, value in {**found, **given}.items() if name not in ("service", "servicefile")}


@cache
def variables() -> Mapping[str, str]:
    """libpq's variables by the keyword that each of them sets."""
    options = pq.Conninfo.get_defaults()
    return {one.keyword.decode(): one.envvar.decode() for one in options if one.envvar is not None}


def secrets_in(text: str) -> tuple[str, ...]:
    """The names of what an address itself gives away, whatever libpq would add to it."""
    given = conninfo_to_dict(_SCHEME.sub("postgresql://", text.strip()))
    return tuple(sorted(name for name, value in given.items() if value and name in _secret() - {"passfile"}))


@cache
def _secret() -> frozenset[str]:
    """What libpq itself would not show, and the file it takes passwords from."""
    return frozenset({one.keyword.decode() for one in pq.Conninfo.get_defaults() if one.dispchar} | {"passfile"})

"""The address of a database; its password is never shown."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from golive.model.errors import WrongUse

FORM = "the form is postgresql://user@host:port/database"
_SCHEME = re.compile(r"^(?:postgresql|postgres)(?:\+[a-z0-9]+)?://")  # SQLAlchemy's form names a driver
_SECRET = ("password", "sslpassword", "passfile")


@dataclass(frozen=True)
class Dsn:
    """A database URL that shows itself without its password."""

    _text: str

    @classmethod
    def parse(cls, text: str, place: str = "--dsn") -> "Dsn":
        if not _SCHEME.match(text):
            raise WrongUse(place, "is no database URL", FORM)
        dsn = cls(_SCHEME.sub("postgresql://", text.strip()).replace(" ", "%20"))
        try:
            named = dsn.fields.get("dbname")
        except ProgrammingError:  # its message repeats the URL
            raise WrongUse(place, "is no database URL that libpq understands", FORM) from None
        if not named:
            raise WrongUse(place, "names no database", FORM)
        return dsn

    @classmethod
    def of(cls, **fields: str) -> "Dsn":
        """From libpq's own fields: host, port, user, password, dbname, and others as parameters."""
        rest = {
            name: value for name, value in fields.items() if name not in ("host", "port", "user", "password", "dbname")
        }
        user = quote(fields.get("user", ""), safe="")
        secret = f":{quote(fields['password'], safe='')}" if "password" in fields else ""
        host = fields.get("host", "")
        if host.startswith("/"):  # a socket's folder cannot stand before the port
            rest, host = {**rest, "host": host, "port": fields.get("port", "5432")}, ""
        ports = fields.get("port", "").split(",")
        hosts = [f"[{one}]" if ":" in one else one for one in host.split(",")]
        ports = ports if len(ports) == len(hosts) else ports * len(hosts)  # one port serves every host
        place = ",".join(f"{one}:{port}" if port and one else one for one, port in zip(hosts, ports, strict=False))
        query = f"?{urlencode(rest, quote_via=quote)}" if rest else ""
        return cls(
            f"postgresql://{user}{secret}{'@' if user else ''}{place}/{quote(fields.get('dbname', ''), safe='')}{query}"
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

    @property
    def name(self) -> str:
        """The database's."""
        return self.fields["dbname"]

    @property
    def password(self) -> str | None:
        return self.fields.get("password")

    def __str__(self) -> str:
        return Dsn.of(**{name: value for name, value in self.fields.items() if name not in _SECRET}).reveal()

    def __repr__(self) -> str:
        return f"Dsn({self!s})"

"""The address of a database; its password is never shown."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from golive.model.errors import WrongUse

FORM = "the form is postgresql://user@host:port/database"


@dataclass(frozen=True)
class Dsn:
    """A database URL that shows itself without its password."""

    _text: str

    @classmethod
    def parse(cls, text: str, place: str = "--dsn") -> "Dsn":
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise WrongUse(place, "is no database URL", FORM) from None
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise WrongUse(place, f"names the backend {url.get_backend_name()!r}", FORM)
        if not url.database:
            raise WrongUse(place, "names no database", FORM)
        return cls(text)

    @cached_property
    def url(self) -> URL:
        return make_url(self._text)

    def reveal(self) -> str:
        """The libpq URL with its password, for a connect call and nothing else."""
        url = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return url.replace(" ", "%20")  # SQLAlchemy leaves blanks in names as they are, libpq does not take them

    def database(self, name: str) -> "Dsn":
        return Dsn(self.url.set(database=name).render_as_string(hide_password=False))

    @property
    def password(self) -> str | None:
        return str(self.url.password) if self.url.password is not None else None

    def __str__(self) -> str:
        return self.url._replace(drivername="postgresql", password=None).render_as_string()

    def __repr__(self) -> str:
        return f"Dsn({self!s})"

"""The login that runs code of the database: its rights are those of the declared identities, and nothing beside them.

`SET ROLE` is no wall: what is called takes the session's own rights back. Only a login without any is one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TypeVar

from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.model.target import Dsn
from golive.observe.pipeline import Connected
from golive.observe.reader import Reader
from golive.observe.session import reading
from golive.sqltext.names import quoted

T = TypeVar("T")
PLACE = "--probe-dsn"
NONE = "no login was given that may run code of the database (--probe-dsn or GOLIVE_PROBE_DSN)"


@dataclass(frozen=True, slots=True)
class Login:
    """What the login of a session is, owns and may become."""

    name: str
    superuser: bool
    createrole: bool
    createdb: bool
    replication: bool
    bypassrls: bool
    owns: int
    becomes: tuple[str, ...]
    inherits: tuple[str, ...]  # or may give away
    superusers: tuple[str, ...]  # that it comes to by SET ROLE, once or more often

    @classmethod
    def of(cls, connection: Connected) -> "Login":
        row = connection.execute((files("golive.sql") / "roles" / "login.sql").read_bytes()).fetchone()
        assert row is not None  # a session has a login
        return cls(*row[:7], *map(tuple, row[7:]))

    @property
    def attributes(self) -> tuple[str, ...]:
        """Those that let it do more than read."""
        held = {
            "SUPERUSER": self.superuser, "CREATEROLE": self.createrole, "CREATEDB": self.createdb,
            "REPLICATION": self.replication,
        }  # fmt: skip
        return tuple(name for name, so in held.items() if so)

    def beyond(self, identities: frozenset[str]) -> Iterator[tuple[str, str]]:
        """What it is or has that a prober must not, and the SQL that takes it away."""
        me = quoted(self.name)
        if held := [*self.attributes, *(["BYPASSRLS"] if self.bypassrls else [])]:
            yield f"is {', '.join(held)}", f"ALTER ROLE {me} {' '.join('NO' + name for name in held)};"
        if self.owns:
            yield f"owns {self.owns} objects", f"REASSIGN OWNED BY {me} TO CURRENT_USER;"
        if more := sorted({*self.becomes, *self.inherits} - identities):
            roles = ", ".join(map(quoted, more))
            yield f"is a member of {', '.join(more)}, which no identity is", f"REVOKE {roles} FROM {me};"
        if own := sorted({*self.inherits} & identities):
            roles = ", ".join(map(quoted, own))
            yield (
                f"has the rights of {', '.join(own)} without becoming it",
                f"ALTER ROLE {me} NOINHERIT; REVOKE {roles} FROM {me}; GRANT {roles} TO {me};",
            )
        for one in self.superusers:
            yield f"may become {one}, which is SUPERUSER", f"ALTER ROLE {quoted(one)} NOSUPERUSER;"


@dataclass(frozen=True, slots=True)
class Prober:
    """Sessions of that login; without it, why there is none."""

    dsn: Dsn | None
    claims: Claims
    used: set[str] = field(default_factory=set)  # the logins that code of the database ran as

    @property
    def script(self) -> str:
        """The command that prints what makes such a login; who comes in has to be said first."""
        if self.claims.identity and all(one.proposal for one in self.claims.identity):
            return "golive learn --into FOLDER, golive confirm FOLDER, then golive roles --platform FOLDER"
        return f"golive roles --platform {self.claims.platform.name}"

    def beside(self, look: Callable[[Reader], T]) -> Callable[[Reader], T]:
        """A look whose reader knows where to ask what it does not send itself."""

        def both(reader: Reader) -> T:
            reader.elsewhere, reader.script = self.session, self.script
            return look(reader)

        return both

    @contextmanager
    def session(self) -> Iterator[tuple[Reader, Login] | Evidence]:
        """A session that is read-only, locked, and has been looked at before anything runs in it."""
        if self.dsn is None:
            yield Evidence.unknown(NONE, self.script)
            return
        with reading(self.dsn, PLACE, walled=False) as connection:
            login = Login.of(connection)
            beyond = list(login.beyond(frozenset(one.role for one in self.claims.identity)))
            if beyond:
                what = "; ".join(said for said, _ in beyond)
                yield Evidence.unknown(
                    f"{login.name}, which would run code of the database, {what}", "\n".join(sql for _, sql in beyond)
                )
            else:
                self.used.add(login.name)
                yield connection, login

"""Foreign servers, their wrappers, and who is mapped to whom on them."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, in_catalog
from golive.diff.kinds.ddl import hidden, options, taken_over
from golive.model.catalog import Foreign, UserMapping
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import grantee, ident, joined, literal


class ForeignData(Kind[Foreign]):
    of = Foreign
    word = "foreign data:"
    unexpected = HIGH, "the database reaches out to a server that nobody reviewed"

    def create(self, entry: Foreign, locked: Snapshot, observed: Snapshot) -> str | None:
        if hidden(*entry.options):
            return None
        name = ident(entry.name)
        if entry.form == "SERVER":
            kind = f" TYPE {literal(entry.type)}" if entry.type else ""
            version = f" VERSION {literal(entry.version)}" if entry.version else ""
            text = f"CREATE SERVER {name}{kind}{version} FOREIGN DATA WRAPPER {ident(entry.wrapper)}"
            text += options(entry.options)
        else:
            handler = f" HANDLER {entry.handler}" if entry.handler else ""
            validator = f" VALIDATOR {entry.validator}" if entry.validator else ""
            text = f"CREATE FOREIGN DATA WRAPPER {name}{handler}{validator}{options(entry.options)}"
        return joined(
            text,
            f"ALTER {entry.form} {name} OWNER TO {ident(entry.owner)}",
            *grants.statements(_target(entry), entry.grants, (), owner=entry.owner, full="USAGE"),
        )

    def alter(
        self, want: Foreign, now: Foreign, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed - {"owner", "grants", "options", "version"}:
            return None
        head = f"ALTER {want.form} {ident(want.name)}"
        made = []
        if changed & {"options", "version"}:
            if any(
                entry.endswith("=hidden")
                for entry in (*want.options, *now.options)
                if entry not in want.options or entry not in now.options
            ):
                return None
            wanted, here = (dict(entry.partition("=")[::2] for entry in side) for side in (want.options, now.options))
            parts = [f"DROP {ident(key)}" for key in here if key not in wanted]
            parts += [
                f"{'SET' if key in here else 'ADD'} {ident(key)} {literal(value)}"
                for key, value in wanted.items()
                if here.get(key) != value
            ]
            version = f" VERSION {literal(want.version)}" if "version" in changed else ""
            made.append(head + version + (f" OPTIONS ({', '.join(parts)})" if parts else ""))
        if "owner" in changed:
            made.append(f"{head} OWNER TO {ident(want.owner)}")
        if changed & {"owner", "grants"}:
            made += taken_over(_target(want), want.grants, now.grants, want.owner, now.owner, "USAGE")
        return joined(*made), False

    def drop(self, entry: Foreign, observed: Snapshot) -> str | None:
        return joined(f"DROP {entry.form} {ident(entry.name)}")

    def exists(self, entry: Foreign) -> str | None:
        if entry.form == "SERVER":
            return in_catalog("pg_foreign_server", "srvname", entry.name)
        return in_catalog("pg_foreign_data_wrapper", "fdwname", entry.name)


def _target(entry: Foreign) -> str:
    return f"{'FOREIGN SERVER' if entry.form == 'SERVER' else entry.form} {ident(entry.name)}"


class UserMappings(Kind[UserMapping]):
    of = UserMapping
    word = "user mapping"
    unexpected = CRITICAL, "a password for another server is stored, for whoever may use that server"

    def drop(self, entry: UserMapping, observed: Snapshot) -> str | None:
        return joined(f"DROP USER MAPPING FOR {grantee(entry.role)} SERVER {ident(entry.server)}")

    def exists(self, entry: UserMapping) -> str | None:
        role = "umuser = 0" if entry.role == "PUBLIC" else f"usename = {literal(entry.role)}"
        return f"EXISTS (SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = {literal(entry.server)} AND {role})"

"""A gateway stands between many sessions of applications and few connections, and takes on who comes."""

from psycopg import sql

from golive.rehearse.visitors import Visitor


class Gateway:
    """Takes on role and settings for one transaction, so that its COMMIT lays them down."""

    local = True

    def opening(self, visitor: Visitor) -> bytes:
        """The transaction's first statements, in one message."""
        return f"BEGIN; SELECT {', '.join(self.settings(visitor))}".encode()

    def settings(self, visitor: Visitor) -> list[str]:
        return [
            sql.SQL("pg_catalog.set_config({}, {}, {})").format(name, value, self.local).as_string()
            for name, value in {"role": visitor.role, **visitor.settings}.items()
        ]

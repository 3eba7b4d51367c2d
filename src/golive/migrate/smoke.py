"""A smoke writes as the application would, says what came of it, and is rolled back."""

from golive.model.platform import Smoke
from golive.model.sqlfile import statements_of
from golive.model.target import Dsn
from golive.observe.session import connect

_OPTIONS = "-c search_path=pg_catalog,pg_temp -c lock_timeout=2s -c statement_timeout=60s -c TimeZone=UTC"


def run_smoke(dsn: Dsn, smoke: Smoke) -> tuple[tuple[str, bool], ...]:
    """Its claims and whether they hold; nothing it wrote stays."""
    with connect(dsn, options=_OPTIONS) as connection:
        try:
            *before, last = statements_of(smoke.path, smoke.text)
            for statement in before:
                connection.execute(statement.text.encode())
            rows = connection.execute(last.text.encode()).fetchall()
        finally:
            connection.rollback()
    return tuple((str(claim), holds is True) for claim, holds in rows)

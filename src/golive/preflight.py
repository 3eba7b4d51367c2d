"""Before anything else: is there something to judge, and may it be judged this way."""

from golive.model.errors import WrongUse
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.observe.snapshot import supported
from golive.run import Settings


def preflight(settings: Settings) -> None:
    """One line of wrong use for an address that cannot be used; nothing was changed."""
    if settings.dsn is None:
        from golive.server import choose

        choose(settings.backend, settings.pg_bin, settings.pg_version)
        return
    with reading(settings.dsn) as connection:
        server = supported(read_server(connection))
    if settings.apply and server.in_recovery:
        raise WrongUse("--apply", f"{settings.dsn} is a standby", "migrate its primary")

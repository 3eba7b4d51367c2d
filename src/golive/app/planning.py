"""`--plan`: what a run would read of a database that others use, before it is read."""

from pathlib import Path

import pytest

from golive.app.options import settings_of
from golive.model.errors import WrongUse
from golive.model.platform import load_platforms
from golive.model.target import client_settings_are_ours
from golive.run.reads import reads


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """In the place of a run."""
    if not config.option.plan:
        return None
    try:
        if config.option.apply:
            raise WrongUse("--plan", "was given with --apply", "--apply says itself what it will do, before it does it")
        client_settings_are_ours()
        platforms = load_platforms(config.option.platform)
        settings = settings_of(config, platforms, Path(), config.option.dsn)
        if settings.dsn is None:
            raise WrongUse("--plan", "no database is named", "--dsn or GOLIVE_DSN says which")
        lines = list(reads(settings.dsn, platforms[0], settings.named_by))
    except WrongUse as error:
        raise pytest.UsageError(str(error)) from None
    print(f"{platforms[0].name} on {settings.dsn}: what would be read, as the planner expects; no row was read")
    print(*lines, sep="\n")
    return 0

"""A twin is its target again, object by object."""

from pathlib import Path

import pytest

import golive.sql
from golive.run.rehearse import migrated_database
from golive.server.enclosure import refused
from golive.twin.build import twin_of
from golive.twin.faithful import catalog_of, unlike

PLATFORMS = sorted(path.name for path in (Path(str(golive.sql.__file__)).parent / "platforms").iterdir())


@pytest.mark.deep
@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_built_in_platform(platform: str) -> None:
    with migrated_database(Path(str(golive.sql.__file__)).parent / "platforms" / platform) as dsn, twin_of(dsn) as twin:
        assert twin.failed == ()
        assert unlike(catalog_of(dsn), twin) == ()

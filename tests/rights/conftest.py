"""A snapshot of a few objects, without a server."""

from collections.abc import Callable

import pytest

from golive.model.catalog import KINDS
from golive.model.catalog.base import CatalogObject
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.snapshot import Server, Snapshot
from golive.rights.policies import Tenancy


def seen(*objects: CatalogObject) -> Snapshot:
    catalog = {kind.kind: tuple(one for one in objects if type(one) is kind) for kind in KINDS}
    return Snapshot(Server(170000, "17", "it", "reader"), catalog)


@pytest.fixture
def world() -> Callable[..., Tenancy]:
    """The rights of these objects, under claims of these identities."""

    def of(*objects: CatalogObject, **claimed: object) -> Tenancy:
        return Tenancy(seen(*objects), Claims.model_validate({"platform": Head(name="it", title="It"), **claimed}))

    return of

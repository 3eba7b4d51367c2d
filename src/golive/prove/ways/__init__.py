"""The ways in which a database can be spoilt: one file a kind of object, which registers itself by being there."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect
from golive.prove.outside import concerning

Way = Callable[[Snapshot, Claims], Iterator[Defect]]
WAYS: list[Way] = []


def way(function: Way) -> Way:
    """A pure function: what is there and what is claimed give the defects that fit."""
    WAYS.append(function)
    return function


for module in sorted(iter_modules(__path__), key=lambda one: one.name):
    import_module(f"{__name__}.{module.name}")


def of_its_kind(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    """Every defect that this database can have by one of the ways, each once."""
    told: set[str] = set()
    concerns = concerning(live, claims)
    for each in WAYS:
        for defect in each(live, claims):
            if defect.text not in told and concerns(defect):
                told.add(defect.text)
                yield defect

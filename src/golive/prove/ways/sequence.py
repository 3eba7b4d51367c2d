"""Sequences: behind, in circles, with gaps, of nobody, or gone."""

from collections.abc import Iterator

from golive.model.catalog import Sequence
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way


@way
def sequences(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Sequence):
        yield from dropped(one, live)
        yield from altered(one, live, "goes in circles", cycles=not one.cycles)
        yield from altered(one, live, "leaves numbers out", increment=one.increment * 10)
        yield from altered(one, live, "is used in batches", cache=one.cache + 19)
        if one.owned_by and not one.of_identity:
            yield from altered(one, live, "is nobody's", owned_by="")
        if one.data_type != "integer":
            yield from altered(one, live, "ends early", data_type="integer", maximum=2147483647)
        if one.last_value is not None and one.last_value > one.start:
            text = f"ALTER SEQUENCE {one.identity} RESTART WITH {one.start};"
            yield Defect("sequence", one.identity, "begins again", text)

"""Views: with their owner's rights, without a condition, or gone."""

from collections.abc import Iterator

from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.rewriting import unlike
from golive.prove.ways import way


@way
def views(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Relation):
        if one.relkind not in "vm":
            continue
        yield from _as("view", dropped(one, live))
        for option in one.options:
            rest = tuple(other for other in one.options if other != option)
            yield from _as("view", altered(one, live, f"has lost {option}", options=rest))
        if one.relkind == "v":
            turned = tuple(sorted({*one.options, "security_barrier=true"}))
            yield from _as("view", altered(one, live, "is a barrier", options=turned))
        else:
            yield Defect("view", one.identity, "is empty", f"REFRESH MATERIALIZED VIEW {one.identity} WITH NO DATA;")
        for title, text in unlike(one.definition.strip().rstrip(";"), ()):
            how = "OR REPLACE VIEW" if one.relkind == "v" else ""
            if how:
                options = f" WITH ({', '.join(one.options)})" if one.options else ""
                yield Defect("view", one.identity, title, f"CREATE {how} {one.identity}{options} AS {text};")


def _as(kind: str, defects: Iterator[Defect]) -> Iterator[Defect]:
    for one in defects:
        yield Defect(kind, one.where, one.title, one.text)

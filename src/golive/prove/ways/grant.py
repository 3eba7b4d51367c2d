"""Rights: one less for who has it, one more for who has not, or given on."""

from collections.abc import Iterable, Iterator

from golive.model.catalog import Function, Relation, Role, Schema, Sequence
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect
from golive.prove.ways import way
from golive.rights.grants import rights
from golive.sqltext.quoting import grantee, ident

_PUBLIC = "PUBLIC"


@way
def grants(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    strangers = sorted({one.role for one in claims.identity} & {one.name for one in live.of(Role)}) or [_PUBLIC]
    for relation in live.of(Relation):
        on = f"TABLE {relation.identity}"
        more = ("SELECT",) if relation.relkind in "vm" else ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        yield from _changed(relation.identity, on, relation.grants, relation.owner, [*strangers, _PUBLIC], more)
    for sequence in live.of(Sequence):
        on = f"SEQUENCE {sequence.identity}"
        yield from _changed(sequence.identity, on, sequence.grants, sequence.owner, strangers[:1], ("USAGE",))
    for function in live.of(Function):
        on = f"{'PROCEDURE' if function.prokind == 'p' else 'FUNCTION'} {function.identity}"
        yield from _changed(function.identity, on, function.grants, function.owner, [_PUBLIC], ("EXECUTE",))
    for schema in live.of(Schema):
        on = f"SCHEMA {ident(schema.name)}"
        yield from _changed(schema.identity, on, schema.grants, schema.owner, [_PUBLIC], ("USAGE", "CREATE"))


def _changed(
    identity: str, on: str, told: tuple[str, ...], owner: str, strangers: Iterable[str], more: tuple[str, ...]
) -> Iterator[Defect]:
    held = rights(told)
    for who, some in sorted(held.items()):
        for right in sorted(some) if who != owner else ():
            plain = right.rstrip("*")
            yield Defect("grant", identity, f"{who} has lost {plain}", f"REVOKE {plain} ON {on} FROM {grantee(who)};")
            if not right.endswith("*") and who != _PUBLIC:
                text = f"GRANT {plain} ON {on} TO {grantee(who)} WITH GRANT OPTION;"
                yield Defect("grant", identity, f"{who} may give {plain} on", text)
    for who in dict.fromkeys(strangers):
        has = {right.rstrip("*") for right in held.get(who, frozenset())}
        for right in more:
            if right not in has and who != owner:
                text = f"GRANT {right} ON {on} TO {grantee(who)};"
                yield Defect("grant", identity, f"{who} holds {right}", text)

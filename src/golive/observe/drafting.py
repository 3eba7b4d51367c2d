"""What golive learn asks of the rows beside the catalog, in rounds: each by what the ones before made likely."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection

from golive.infer.companions import companions
from golive.infer.facts import Facts
from golive.infer.habits import habits
from golive.infer.inference import Inference, infer
from golive.infer.links import links
from golive.infer.outside import schemas_of_others
from golive.infer.seals import seals, tokens
from golive.infer.system import placeholders, system_rows, written
from golive.infer.tenancy import tenants
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.claims.platform import Head
from golive.model.snapshot import Snapshot
from golive.observe.companions import observe_companions
from golive.observe.documents import observe_documents, observe_names
from golive.observe.habits import observe_habits
from golive.observe.links import observe_holders, observe_links
from golive.observe.opened import observe_opened
from golive.observe.profiles import observe_profiles
from golive.observe.session import resting
from golive.observe.system_rows import contents, named_in, observe_system_rows
from golive.observe.tables import read_tables

Live = Connection[tuple[Any, ...]]


def observe_for_drafts(connection: Live, live: Snapshot, environ: Mapping[str, str]) -> Snapshot:
    """environ: where variables may open sealed values."""
    theirs = schemas_of_others(live)
    outside = tuple(
        Outside.model_validate({"schema": name, "owner": "a vendor", "reason": "a schema of a vendor"})
        for name in sorted(theirs)
    )
    tables = read_tables(connection, live, Claims.made_of(Head(name="draft", title="draft"), *outside))
    live = live.with_evidence(
        {
            **observe_profiles(connection, tables),
            **observe_documents(connection, tables),
            **observe_names(connection, tables),
        }
    )
    with resting(connection):
        facts = Facts(live, theirs)
        whose = tenants(facts)
        sealed = list(seals(facts))
        partly = [(one.claim["table"], one.claim["column"]) for one in tokens(facts)]
        partly += [(one.table, one.column) for one in sealed]
        linked, beside = list(links(facts, whose)), list(companions(facts, iter(partly)))
        kept = list(habits(facts, whose))
    live = live.with_evidence(
        {
            **observe_links(connection, tables, linked),
            **observe_holders(connection, tables, linked),
            **observe_companions(connection, tables, beside),
            **observe_opened(connection, facts, sealed, environ),
            **observe_habits(connection, tables, kept),
        }
    )
    if whose is None:
        return live
    with resting(connection):
        rows = list(system_rows(facts, whose))
    return live.with_evidence(observe_system_rows(connection, tables, rows, (whose.root, whose.key, whose.active)))


def drafted(connection: Live, live: Snapshot, environ: Mapping[str, str]) -> Inference:
    """Every proposal; system rows with what they say, which no evidence holds."""
    seen = observe_for_drafts(connection, live, environ)
    with resting(connection):
        found = infer(seen)
    return found.with_rows({one: _whole(connection, found, one.claim) for one in found.of("rows")})


def _whole(connection: Live, found: Inference, claim: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = next(one for one in system_rows(found.facts, found.tenants) if one.table == claim["table"])
    texts = placeholders(found.facts, rows.table)
    columns = [
        one for one in written(found.facts, rows, found.tenants) if one.name not in texts or one.name in rows.key
    ]
    expected = []
    for row in contents(connection, claim, columns):
        empty = [name for name, value in row.items() if value is None]
        said = {name: value for name, value in row.items() if value is not None}
        expected.append({**said, **({"NULL": empty} if empty else {})})
    names = {column: named_in(connection, claim, column) for column in texts}
    if not expected:  # nobody may look
        return {}
    return {
        **claim,
        "expect": expected,
        **_named("placeholders", {column: list(always) for column, (always, _) in names.items() if always}),
        **_named("optional", {column: list(some) for column, (_, some) in names.items() if some}),
    }


def _named(key: str, names: dict[str, list[str]]) -> dict[str, Any]:
    return {key: names} if names else {}

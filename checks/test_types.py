"""A type is what its name says, wherever the name is looked up."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import Column, Relation, Type
from golive.model.claims import Claims
from golive.model.finding import Severity, decision
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.search_path import paths
from golive.sqltext.names import quoted

_OF_THIS_SERVER = frozenset(
    """regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure""".split()  # noqa: SIM905
)


@audit("TYP002", Severity.HIGH, Truth.LAWFUL)
def test_types_have_one_meaning(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every name of a type means the type that the columns have.

    Where two schemas have a type of one name, a cast finds the first on the search path, and a script that looks
    for the name alone adds its label to the wrong one.
    """
    named: dict[str, list[Type]] = {}
    for kind in judged(findings, live, Type, claims):
        named.setdefault(kind.name, []).append(kind)
    used = {column.type.removesuffix("[]") for column in live.of(Column)}
    every = list(paths(live, claims))
    for name, kinds in sorted(named.items()):
        if len(kinds) < 2:
            continue
        hidden = _hidden({kind.schema or "": kind for kind in kinds}, every, used)
        first, second, who = hidden or (kinds[0], kinds[1], "")
        findings.add(
            first.identity,
            f"hides {second.identity}, which columns have, on the search path of {who}"
            if hidden
            else f"has the name of {second.identity}",
            f"whoever casts to {quoted(name)} gets the other type"
            if hidden
            else f"whoever looks for {quoted(name)} by its name alone finds two, or the wrong one",
            decision(
                f"drop or rename the one of the two that nothing uses, or cast to {second.identity} by its whole name"
            ),
            severity=None if hidden else Severity.ADVICE,
        )
    _tell_unused(live, claims, findings, used)


def _hidden(
    kinds: dict[str, Type], every: list[tuple[str, tuple[str, ...]]], used: set[str]
) -> tuple[Type, Type, str] | None:
    """The type that a search path finds, the one the columns have, and whose search path it is."""
    for who, path in every:
        found = [kinds[schema] for schema in path if schema in kinds]
        for later in found[1:]:
            if later.identity in used and found[0].identity not in used:
                return found[0], later, who
    return None


def _tell_unused(live: Snapshot, claims: Claims, findings: Findings, used: set[str]) -> None:
    """An enum that nothing uses beside one with its labels that columns have."""
    enums = [kind for kind in ours(live, Type, claims) if kind.typtype == "e"]
    for kind in enums:
        twin = next(
            (
                other
                for other in enums
                if other.identity in used and other is not kind and len(kind.labels) > 1
                and set(kind.labels) <= set(other.labels) and other.name.startswith(kind.name)
            ),
            None,
        )  # fmt: skip
        if twin is not None and kind.identity not in used:
            findings.add(
                kind.identity,
                f"no column has it, and {twin.identity} has its labels",
                "a label that is added to it is still refused by the columns",
                decision(f"find out which of the two is meant; drop {kind.identity} if nothing casts to it"),
                severity=Severity.ADVICE,
            )


@audit("TYP003", Severity.ADVICE, Truth.LAWFUL)
def test_columns_outlive_an_upgrade(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No column has a type whose values are numbers of this server's catalog.

    pg_upgrade refuses the whole cluster: after it the same number is another function, operator or schema.
    """
    stored = {one.identity for one in ours(live, Relation, claims) if one.relkind in "rpm"}
    for column in judged(findings, live, Column, claims, lambda one: one.relation in stored, "there is no column"):
        if (kind := column.type.removeprefix("pg_catalog.").removesuffix("[]")) in _OF_THIS_SERVER:
            findings.add(
                column.identity,
                f"is {kind}: a number of this server's catalog",
                "pg_upgrade refuses a database that has such a column, and a dump names what another server has not",
                decision(f"keep the name as text, and cast it where it is used: {column.name}::{kind}"),
            )

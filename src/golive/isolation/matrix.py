"""The verdict on isolation as a person reads it: one sentence, the counts behind it, and a grid per table."""

from collections import Counter

from golive.isolation.cells import Cell, Prover, State
from golive.isolation.grids import Grid, Matrix, Square
from golive.isolation.probed import EXECUTE, Probed, probed
from golive.isolation.returned import Way, returned
from golive.isolation.world import World
from golive.model.catalog import Function, Relation
from golive.model.claims.tenancy import Tenancy
from golive.model.platform import Platform
from golive.model.relation_names import identities_of
from golive.model.snapshot import Snapshot
from golive.rights.policies import COMMANDS

_LOOK = {
    State.PROVED: "good", State.CLOSED: "good", State.NO_RIGHT: "idle", State.SHARED: "idle",
    State.UNPROVEN: "unsure", State.LEAKS: "bad",
}  # fmt: skip
APPLICATION = "Tenants are kept apart by the application alone: the database does not isolate them."
UNDECLARED = "Tenants are meant to be kept apart by row security; no [[identity]] says how, so nothing is proved."
Functions = tuple[tuple[str, str, Square], ...]  # by name and role
NOTHING = "no tenancy is declared: nothing is said about isolation"
INFERRED = "the tenants are inferred, none is declared: nothing is proved about isolation"
BY_APPLICATION = (
    "the tenants are inferred: it seems that the application alone keeps them apart, and that the database does not"
)


def unsaid(tenancy: Tenancy | None) -> str:
    """What stands for the verdict where there is no matrix: nobody declared who the tenants are."""
    if tenancy is None:
        return NOTHING
    return BY_APPLICATION if tenancy.enforced_by == "application" else INFERRED


def matrix(
    platform: Platform, live: Snapshot | None, taken: int = 0, *, well: bool, written: bool = False
) -> Matrix | None:
    """`well`: every audit that isolation stands on came out so; None where no tenancy is declared."""
    tenancy = platform.claims.tenancy
    if tenancy is None or tenancy.proposal:
        return None
    head = (platform.name, platform.claims.platform.title)
    if tenancy.enforced_by == "application":
        grids = _by_application(platform, live) if live else ()
        return Matrix(*head, APPLICATION, False, (("tables, isolated by the application", str(len(grids))),), grids, ())
    if not platform.claims.identity or live is None:
        return Matrix(*head, UNDECLARED, False, (), (), ())
    prover = Prover.of(live, platform.claims)
    cells, tried = list(prover.cells()), list(probed(live, platform.claims))
    count = Counter(cell.state for cell in cells)
    figures = (
        ("cells", str(len(cells))),
        ("proved or closed", str(count[State.PROVED] + count[State.CLOSED])),
        ("without a right", str(count[State.NO_RIGHT])),
        ("shared", str(count[State.SHARED])),
        ("not proved", str(count[State.UNPROVEN] + count[State.LEAKS])),
        ("taken by [[accept]]", str(taken)),
        ("probes", str(sum(one.states for one in tried))),
        ("with rows of others to find", str(sum(one.tried for one in tried))),
        ("positive controls", str(sum(one.controls for one in tried))),
    )
    functions = _functions(prover, tried)
    return Matrix(
        *head,
        _sentence(well, cells, tried, taken),
        well,
        figures,
        _grids(prover, cells, tried),
        _unlooked(live, functions, written=written),
        functions,
    )


def _sentence(good: bool, cells: list[Cell], tried: list[Probed], taken: int) -> str:
    asked = [one for one in cells if one.state not in (State.NO_RIGHT, State.SHARED)]
    open_ = sum(one.state in (State.UNPROVEN, State.LEAKS) for one in asked)
    probes, controls = sum(one.tried for one in tried), sum(one.controls for one in tried)
    crossing = sum(len(one.crossing) for one in tried)
    told = (
        f"{len(asked) - open_} of {len(asked)} cells (role, table, command) are proved"
        + (f", {taken} findings taken by [[accept]]" if taken else "")
        + f"; {probes} probes came to rows of other tenants {crossing} times, {controls} came to their own."
    )
    return (
        f"Row security keeps tenants apart: {told}"
        if good
        else f"That row security keeps tenants apart is not proved: {told}"
    )


def _grids(prover: Prover, cells: list[Cell], tried: list[Probed]) -> tuple[Grid, ...]:
    by_cell = {(one.role, one.relation, one.command): one for one in cells}
    by_probe = {(one.identity.role, one.relation, one.command): one for one in tried}
    relations = list(dict.fromkeys(one.relation for one in cells))
    return tuple(
        Grid(
            relation,
            _whose(prover.world, relation),
            tuple(
                (
                    role,
                    tuple(
                        _square(by_cell[role, relation, command], by_probe.get((role, relation, command)))
                        for command in COMMANDS
                    ),
                )
                for role in prover.roles
            ),
        )
        for relation in relations
    )


def _square(cell: Cell, tried: Probed | None) -> Square:
    if tried is None:
        said = (
            "" if cell.state in (State.NO_RIGHT, State.SHARED) else "only proved" if cell.state is State.PROVED else ""
        )
        return Square(cell.state, _LOOK[cell.state], said)
    if tried.crossing:
        return Square(cell.state, "bad", f"reached others in {len(tried.crossing)} of {tried.states} states")
    denied = f"{tried.tried} denials" if tried.tried else "no rows of others to find"
    return Square(cell.state, _LOOK[cell.state], f"{denied}, {tried.controls} controls")


_WAYS = {
    Way.AS_CALLER: "it reads what its caller may: the grids above",
    Way.VOLATILE: "not called: it is VOLATILE, and may write",
    Way.NO_COLUMN: "not called: no column of its rows says whose they are",
}


def _functions(prover: Prover, tried: list[Probed]) -> Functions:
    """Functions that return rows, and the roles that may call them."""
    by_probe = {(one.identity.role, one.relation): one for one in tried if one.command == EXECUTE}
    found = []
    for role in prover.roles:
        for one in returned(prover.world, role):
            name = one.function.identity
            found.append((name, role, _called(one.way, by_probe.get((role, name)))))
    return tuple(sorted(found, key=lambda each: each[:2]))


def _called(way: Way, tried: Probed | None) -> Square:
    if way is not Way.CALLED:
        return Square(way, "idle" if way is Way.AS_CALLER else "unsure", _WAYS[way])
    if tried is None:
        return Square(way, "unsure", "not called as any declared session")
    if tried.crossing:
        return Square(way, "bad", f"reached others in {len(tried.crossing)} of {tried.states} calls")
    answered = tried.states - tried.failed - tried.refused
    said = f"{tried.tried} calls brought no row of others, {tried.controls} brought own ones"
    return Square(way, "good" if answered and tried.controls else "unsure", said + _unanswered(tried))


def _unanswered(tried: Probed) -> str:
    return f", {tried.failed + tried.refused} failed" if tried.failed + tried.refused else ""


def _whose(world: World, relation: str) -> str:
    column, parent = world.tenant_column(relation), world.parents.get(relation)
    if column:
        return f"whose a row is: {column}"
    if parent:
        return f"whose a row is: through {parent.column} to {parent.relation}"
    shared = world.claims.tenancy.shared if world.claims.tenancy else ()
    return "declared as shared" if relation in identities_of(world.live, shared) else "nothing says whose its rows are"


def _by_application(platform: Platform, live: Snapshot) -> tuple[Grid, ...]:
    """Every table of tenants by name: the database lets whoever may read it read all of it."""
    world = World(live, platform.claims)
    return tuple(
        Grid(one.identity, f"{column}: isolated by the application only", ())
        for one in live.of(Relation)
        if one.is_table and (column := world.tenant_column(one.identity))
    )


def _unlooked(live: Snapshot, functions: Functions, *, written: bool) -> tuple[str, ...]:
    definers = sum(one.security_definer for one in live.of(Function))
    found = [
        f"what {definers} SECURITY DEFINER functions do, and return as single values: "
        "the audits of functions judge their bodies"
    ]
    if missed := sorted({name for name, _, square in functions if square.tried.startswith("not called")}):
        found.append(f"the rows that {', '.join(missed)} returned")
    if live.server.in_recovery:
        found.append("whether UPDATE and DELETE can be planned: a standby takes no lock for them")
    if not written:
        found.append(
            "real INSERT, UPDATE and DELETE: their policies were evaluated over the rows of other tenants instead"
        )
    return tuple(found)

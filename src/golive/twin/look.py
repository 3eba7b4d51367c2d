"""A twin of a database that is only read, and what came of using it."""

import tempfile
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

from golive.model import questions as q
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.twin.build import Twin, built
from golive.twin.faithful import catalog_of, lacking, unlike
from golive.twin.mends import UNDEFINED, Mending
from golive.twin.rows import carried, declared
from golive.twin.showing import shown
from golive.twin.structure import structure_of
from golive.twin.trial import Bench, Sight, said_of
from golive.twin.use import Answers, used


def observe_twin(dsn: Dsn, target: Snapshot, platform: Platform) -> Answers:
    """Everything is used once, and every mend tried. Whatever could not be had is unknown, with the reason."""
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="golive-twin-")))
            structure = structure_of(dsn, folder)
            bench = Bench(structure, platform, stack, stack.enter_context(built(structure)))
            twin = bench.twin
            differences = unlike(target, twin)
            live = catalog_of(twin.dsn, walled=False)
            left = carried(dsn, twin, live, platform.claims, declared(live, platform.claims))
            copy = twin.cloned("golive_used")
            answers = used(copy, live, platform.claims)
            before = bench.sight(live, answers)
            answers = {key: _sure(one) if differences else one for key, one in answers.items()}
            found, _ = said_of(platform, target.with_evidence(answers))

            def sight(codes: Collection[str]) -> Sight:
                return bench.sight(observe(twin.dsn, platform, {}, place="the twin"), answers, codes=codes)

            showing = shown(copy, live, platform.claims, found, before, sight, whole=not differences)
            answers |= showing
            known = None if any(one.count for one in showing.values()) else found  # what is refuted weighs otherwise
            answers[q.TWIN.of()] = Evidence.seen(1, len(differences), differences, "; ".join((*_told(twin), *left)))
            return {
                **answers,
                **Mending(bench, target.with_evidence(answers), before, known, lacking(target, live)).all(),
            }
    except WrongUse as error:
        unknown = Evidence.unknown(f"{error.place}: {error.what}", _cure(error))
        return {q.TWIN.of(): unknown, q.FIXED.of(): unknown}


def _told(twin: Twin) -> tuple[str, ...]:
    return (*twin.left_out, *(f"extension {one} is only stood in for" for one in twin.stubs))


def _cure(error: WrongUse) -> str:
    if "permission denied" in error.what:
        return "a twin needs a login that may read all tables: GRANT pg_read_all_data TO it, or name another by --dsn"
    return error.allowed


def _sure(one: Evidence) -> Evidence:
    """What names something that the twin may lack says nothing of the target."""
    told = q.USED.told(one)
    if told is None or told.sqlstate not in UNDEFINED:
        return one
    return Evidence.unknown(f"{told.message}; the twin is not whole: {told.statement}")

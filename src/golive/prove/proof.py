"""The whole proof of one platform: on a database of our own, or on a twin of one that is only read."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from random import Random
from time import monotonic

from golive.model import questions as q
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.prove.bench import Bench
from golive.prove.defect import Defect, of_folder
from golive.prove.judging import Judging
from golive.prove.matrix import Matrix
from golive.prove.pairs import paired
from golive.prove.trial import Fate, tried
from golive.prove.ways import of_its_kind
from golive.twin.build import twin_of
from golive.twin.faithful import catalog_of
from golive.twin.rows import carried, declared, every
from golive.twin.use import used

_SEED = 14


def proved(bench: Bench, folder: Path | None = None, each: int | None = None, pairs: int = 0) -> Matrix:
    began = monotonic()
    judging = Judging(bench.platform, bench.sound)
    own = sampled(of_its_kind(bench.sound, bench.platform.claims), each)
    given = of_folder(folder) if folder is not None else ()
    outcomes = tuple(tried(bench, judging, chain(given, own)))
    caught = [one.defect for one in outcomes if one.fate is Fate.CAUGHT and one.named and one.defect.transactional]
    both = tuple(paired(bench, judging, caught, pairs)) if len(caught) > 1 else ()
    return Matrix(bench.platform.name, outcomes, monotonic() - began, both)


def sampled(defects: Iterable[Defect], each: int | None) -> Iterable[Defect]:
    """Of each class so many, the same each time; all where no number is said."""
    if each is None:
        return defects
    classes: dict[str, list[Defect]] = {}
    for one in defects:
        classes.setdefault(one.kind, []).append(one)
    chosen = Random(_SEED)
    return [one for some in classes.values() for one in chosen.sample(some, min(each, len(some)))]


@contextmanager
def twin_bench(dsn: Dsn, platform: Platform, *, rows: bool = False) -> Iterator[Bench]:
    """Its structure with declared rows and invented ones; on request with its own rows, without secrets."""
    with twin_of(dsn) as twin:
        live = catalog_of(twin.dsn, walled=False)
        wanted = every(live) if rows else declared(live, platform.claims)
        carried(dsn, twin, live, platform.claims, wanted)
        if not rows:
            used(twin, live, platform.claims)  # it leaves the rows that it made
        yield Bench(twin.dsn, platform)


def observe_proof(dsn: Dsn, platform: Platform, each: int, *, own: bool) -> Mapping[str, Evidence]:
    """By class, how many were planted and which survived; own: a server of our own, where rows are invented."""
    try:
        if own:
            return told(proved(Bench(dsn, platform), each=each))
        with twin_bench(dsn, platform) as bench:
            return told(proved(bench, each=each))
    except WrongUse as error:
        return {q.PROVED.of(): Evidence.unknown(f"{error.place}: {error.what}", error.allowed)}


def told(found: Matrix) -> Mapping[str, Evidence]:
    answers = {q.PROVED.of(): Evidence.seen(found.planted, len(found.of(Fate.SURVIVED)), note=found.said)}
    for kind, counts in found.classes():
        names = tuple(str(one.defect) for one in found.of(Fate.SURVIVED) if one.defect.kind == kind)
        answers[q.PROVED.of(kind)] = Evidence.seen(counts["planted"], len(names), names)
    return answers

"""golive prove: the audits of a platform are held against defects of its own kind."""

import json
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from random import Random
from time import monotonic

from golive.model.errors import WrongUse
from golive.model.platform import Platform
from golive.prove.bench import Bench
from golive.prove.defect import Defect, of_folder
from golive.prove.judging import Judging
from golive.prove.matrix import Matrix
from golive.prove.trial import Fate, tried
from golive.prove.ways import of_its_kind
from golive.run.rehearse import migrated_database

SEED = 14


def prove(
    platform: Platform, folder: Path | None, most: int | None, into: Path | None, tell: Callable[[str], None]
) -> int:
    """0 where every defect was caught, 1 where one survived."""
    with migrated_database(platform.folder) as dsn:
        found = proved(Bench(dsn, platform), folder, most)
    for line in found.lines():
        tell(line)
    if into is not None:
        into.write_text(json.dumps(found.to_plain(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if found.of(Fate.SURVIVED) else 0


def proved(bench: Bench, folder: Path | None = None, most: int | None = None) -> Matrix:
    began = monotonic()
    own = of_its_kind(bench.sound, bench.platform.claims)
    chosen = sampled(own, most)
    given = of_folder(folder) if folder is not None else ()
    outcomes = tuple(tried(bench, Judging(bench.platform, bench.sound), chain(given, chosen)))
    return Matrix(bench.platform.name, outcomes, monotonic() - began)


def sampled(defects: Iterable[Defect], most: int | None) -> Iterable[Defect]:
    """Of each class so many, the same each time; all where no number is said."""
    if most is None:
        return defects
    classes: dict[str, list[Defect]] = {}
    for one in defects:
        classes.setdefault(one.kind, []).append(one)
    chosen = Random(SEED)
    return [one for some in classes.values() for one in chosen.sample(some, min(most, len(some)))]


def defects_in(folder: Path | None) -> Path | None:
    if folder is not None and not any(folder.glob("*.sql")):
        raise WrongUse("--defects", f"{folder} holds no *.sql", "a folder with one file a defect")
    return folder

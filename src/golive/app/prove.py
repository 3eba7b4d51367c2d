"""golive prove: the audits of a platform are held against defects of its own kind."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from golive.model.errors import WrongUse
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.prove.bench import Bench
from golive.prove.proof import proved, twin_bench
from golive.prove.trial import Fate
from golive.run.rehearse import migrated_database


def prove(
    platform: Platform, dsn: Dsn | None, folder: Path | None, each: int | None, into: Path | None,
    tell: Callable[[str], None], *, rows: bool = False, pairs: int = 0,
) -> int:  # fmt: skip
    """0 where every defect was caught, 1 where one survived or was hidden by another, or none could be planted."""
    if each is not None and each < 1:
        raise WrongUse("--each", str(each), "how many defects of each class, 1 or more")
    if pairs < 0:
        raise WrongUse("--pairs", str(pairs), "how many pairs are planted at once, 1 or more")
    if into is not None and not into.parent.is_dir():
        raise WrongUse("--json", f"{into.parent} is not there", "a file in a folder that is there")
    if folder is not None and not any(folder.glob("*.sql")):
        raise WrongUse("--defects", f"{folder} holds no *.sql", "a folder with one file a defect")
    if rows and dsn is None:
        raise WrongUse("--rows", "was given without --dsn", "without a database the platform's folder invents them")
    with ExitStack() as stack:
        if dsn is None:
            bench = Bench(stack.enter_context(migrated_database(platform.folder)), platform)
        else:
            bench = stack.enter_context(twin_bench(dsn, platform, rows=rows))
        found = proved(bench, folder, each, pairs)
    for line in found.lines():
        tell(line)
    if into is not None:
        into.write_text(json.dumps(found.to_plain(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if found.of(Fate.SURVIVED) or found.hidden or not found.planted else 0

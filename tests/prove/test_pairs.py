"""Two defects at once are both told, each by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.model.platform import load_platform
from golive.prove.bench import Bench
from golive.prove.judging import Judging
from golive.prove.pairs import paired
from golive.prove.proof import sampled
from golive.prove.trial import Fate, tried
from golive.prove.ways import of_its_kind
from golive.run.rehearse import migrated_database

SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with migrated_database(SAMPLE) as dsn:
        yield Bench(dsn, load_platform(SAMPLE))


@pytest.mark.deep
def test_no_defect_hides_another(bench: Bench) -> None:
    judging = Judging(bench.platform, bench.sound)
    some = [one for one in sampled(of_its_kind(bench.sound, bench.platform.claims), 12) if one.transactional]
    caught = [one.defect for one in tried(bench, judging, some) if one.fate is Fate.CAUGHT and one.named]
    pairs = list(paired(bench, judging, caught, 200))
    assert len(pairs) == 200
    assert [(str(one.one), str(one.other), list(map(str, one.masked))) for one in pairs if one.masked] == []

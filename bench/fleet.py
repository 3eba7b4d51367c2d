"""500 small databases on four servers, twelve of which need somebody: python -m bench.fleet.

Seven drifted, three are out of reach, two are of another version. One command, killed and gone on with; then in 20
parts, four at a time, merged; then by workers of Dask, one of which is killed. Prints what each database costs, how
many sessions the servers saw at once, and whether the page names exactly those twelve.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from tests.fleet.cluster import cluster
from tests.fleet.scene import Scene, Watched, named_on, scene, watched
from tests.fleet.test_fleet import timeless as without_times

PARTS, AT_ONCE = 20, 4


def main(databases: int) -> None:
    with TemporaryDirectory() as scratch, scene(Path(scratch), databases) as found:
        whole(found, databases)
        parts(found)
        by_dask(found, databases // 5)


def whole(found: Scene, databases: int) -> None:
    out, began = found.folder / "whole", perf_counter()
    runs = [run(found, out, killed_at=databases // 5), run(found, out)]
    told(databases, perf_counter() - began, runs)
    names = {one["name"]: one for one in json.loads((out / "fleet.json").read_text())["databases"]}
    exact = named_on((out / "fleet.html").read_text("utf-8"), names) == found.named
    print(f"the page names exactly the {len(found.named)} that need somebody: {exact}", flush=True)


def parts(found: Scene) -> None:
    most = 0
    for first in range(1, PARTS + 1, AT_ONCE):
        numbers = range(first, first + AT_ONCE)
        running = [golive(found, ["fleet.toml", "--out", f"part{n}", "--shard", f"{n}/{PARTS}"]) for n in numbers]
        with watched(found, running[0].pid, found.folder / f"part{first}") as seen:
            for part in running:
                part.wait()
        most = max(most, *seen.most.values())
    print(f"{PARTS} parts, {AT_ONCE} runs at the same time: {most} sessions at once on one server")
    golive(found, ["merge", *(f"part{number}" for number in range(1, PARTS + 1)), "--out", "merged"]).wait()
    print(f"merged, the same bytes but for times: {timeless(found, 'merged') == timeless(found, 'whole')}", flush=True)


def by_dask(found: Scene, killed_at: int) -> None:
    out = found.folder / "dask"
    with cluster(found.folder, found.environment, workers=2) as workers:
        process = golive(found, ["fleet.toml", "--out", out.name, "--dask", workers.address])
        with watched(found, process.pid, out) as seen:
            while process.poll() is None and sum(1 for _ in out.glob("databases/[!.]*")) < killed_at:
                sleep(0.05)
            workers.looking(found.servers[0].admin.fields["port"]).kill()
            process.wait()
    same = timeless(found, "dask") == timeless(found, "whole")
    print(f"Dask, a worker killed, the same bytes but for times: {same}; sessions at once: {dict(seen.most)}")


def run(found: Scene, out: Path, killed_at: int = 0) -> Watched:
    process = golive(found, ["fleet.toml", "--out", out.name])
    with watched(found, process.pid, out) as seen:
        while process.poll() is None:
            if killed_at and sum(1 for _ in out.glob("databases/[!.]*")) >= killed_at:
                process.send_signal(signal.SIGKILL)
            sleep(0.05)
    return seen


def golive(found: Scene, words: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "golive", "fleet", *words], cwd=found.folder, env=found.environment,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def told(databases: int, took: float, runs: Sequence[Watched]) -> None:
    cpu = sum(one.seconds for one in runs)
    print(f"{databases} databases, killed after a fifth and gone on with: {took:.1f} s, {cpu:.1f} s of CPU;")
    print(f"  a database: {took / databases:.3f} s, {cpu / databases:.3f} s of CPU in our processes")
    most = {number: max(one.most[number] for one in runs) for number in runs[0].most}
    print(f"  sessions at once, by server: {most}, in {sum(one.looks for one in runs)} looks")
    print("  finished  MB of the run  MB of its largest worker")
    last = runs[-1].memory
    for finished, own, worker in last[1 :: max(1, len(last) // 6)]:
        print(f"  {finished:8}  {own:13.0f}  {worker:24.0f}")


def timeless(found: Scene, out: str) -> dict[str, str]:
    names = ("fleet.html", "fleet.json", "fleet.sarif", "junit.xml", "metrics.prom")
    return without_times({name: (found.folder / out / name).read_text("utf-8") for name in names})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

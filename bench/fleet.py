"""500 small databases on four servers, twelve of which need somebody: python -m bench.fleet.

Seven drifted, three are out of reach, two are of another version. One command, killed and gone on with; the same in
20 parts, merged, and by workers of Dask, one of which is killed. Prints what each database costs, how many sessions the
servers saw at once, and whether the page names exactly those twelve.
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

PARTS = 20


def main(databases: int) -> None:
    with TemporaryDirectory() as scratch, scene(Path(scratch), databases) as found:
        out = found.folder / "whole"
        began = perf_counter()
        first = run(found, out, ["--out", out.name], killed_at=databases // 5)
        again = run(found, out, ["--out", out.name])
        took = perf_counter() - began
        told(databases, took, [first, again])
        names = {one["name"]: one for one in json.loads((out / "fleet.json").read_text())["databases"]}
        exact = named_on((out / "fleet.html").read_text("utf-8"), names) == found.named
        print(f"the page names exactly the {len(found.named)} that need somebody: {exact}")
        for number in range(1, PARTS + 1):
            run(found, out, ["--out", f"part{number}", "--shard", f"{number}/{PARTS}"])
        merged = ["merge", *(f"part{number}" for number in range(1, PARTS + 1)), "--out", "merged"]
        golive(found, merged).wait()
        same = timeless(found.folder / "merged") == timeless(out)
        print(f"{PARTS} parts merged are the same bytes but for times: {same}")
        with cluster(found.folder, found.environment, workers=2) as workers:
            process = golive(found, ["fleet.toml", "--out", "dask", "--dask", workers.address])
            with watched(found, process.pid, found.folder / "dask") as seen:
                while sum(1 for _ in (found.folder / "dask").glob("databases/[!.]*")) < databases // 5:
                    sleep(0.05)
                workers.looking(found.servers[0].admin.fields["port"]).kill()
                process.wait()
        same = timeless(found.folder / "dask") == timeless(out)
        print(f"Dask with a worker killed, the same bytes: {same}; sessions at once: {dict(seen.most)}")


def run(found: Scene, out: Path, words: Sequence[str], killed_at: int = 0) -> Watched:
    process = golive(found, ["fleet.toml", *words])
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


def timeless(out: Path) -> dict[str, str]:
    from tests.fleet.test_fleet import timeless as without

    names = ("fleet.html", "fleet.json", "fleet.sarif", "junit.xml", "metrics.prom")
    return without({name: (out / name).read_text("utf-8") for name in names})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

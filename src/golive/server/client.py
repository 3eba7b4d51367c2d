"""PostgreSQL's own client programs, with the address in the environment and never on the command line."""

import os
import subprocess
from pathlib import Path

from golive.model.errors import WrongUse
from golive.model.target import Dsn, variables
from golive.server.binaries import Binaries


def client_environment(dsn: Dsn, name: str = "golive") -> dict[str, str]:
    """Ours without its PG variables, and with those that say what the address says: it is whole."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    for keyword, value in dsn.fields.items():
        if keyword not in variables():
            raise WrongUse(str(dsn), f"has {keyword}, which no client program takes from its environment")
        kept[variables()[keyword]] = value
    return kept | {"LC_ALL": "C", "PGAPPNAME": name}


def run_client(binaries: Binaries, program: str, *words: str | Path, dsn: Dsn | None = None) -> str:
    """What it printed; its last line is the error where it fails."""
    answer = subprocess.run(
        [binaries.program(program), *words],
        capture_output=True,
        check=False,
        env=client_environment(dsn) if dsn else None,
    )
    if answer.returncode:
        raise WrongUse(f"{program} of {binaries.description}", last_error(answer.stderr))
    return answer.stdout.decode("utf-8", "surrogateescape")


def last_error(written: bytes) -> str:
    lines = written.decode("utf-8", "replace").strip().splitlines()
    errors = [line for line in lines if "error:" in line or "ERROR:" in line]
    return (errors or lines or ["failed without a word"])[0].strip()

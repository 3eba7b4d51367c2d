"""PostgreSQL's own client programs, with the address in the environment and never on the command line."""

import os
import subprocess
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.server.binaries import Binaries


def client_environment(dsn: Dsn) -> dict[str, str]:
    """Ours without its PG variables, and with those that say what the address says."""
    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar is not None
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # what a user set for every connection, such as PGSSLROOTCERT or PGPASSFILE, holds for these too
    kept |= {name: os.environ[name] for name in variables.values() if name in os.environ}
    for keyword, value in conninfo_to_dict(dsn.reveal()).items():
        if keyword not in variables:
            raise WrongUse(str(dsn), f"has {keyword}, which no client program takes from its environment")
        kept[variables[keyword]] = str(value)
    return kept | {"LC_ALL": "C", "PGAPPNAME": "golive"}


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

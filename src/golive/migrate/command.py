"""A step may be the team's own migration tool: what it printed and how it ended is evidence."""

import os
import signal
import subprocess
from contextlib import suppress
from urllib.parse import quote

from golive.model.failures import StepFailed
from golive.model.step import Command, Step
from golive.model.target import Dsn
from golive.server.start import dies_with

LINES = 40


def run_command(step: Step, command: Command, dsn: Dsn, name: str) -> tuple[str, ...]:
    """Runs it with the DSN in the variable it asks for; the DSN's password is masked in what comes back.

    Its sessions are to carry the name of the run, as libpq takes it from the environment; it dies with the run.
    """
    if "application_name" in dsn.fields:
        dsn = Dsn.of(**{**dsn.fields, "application_name": name})
    place = str(step.folder / "command.toml")
    shown = " ".join(command.argv)
    mend = f"run it yourself: cd {command.folder} && {shown}"
    try:
        child = subprocess.Popen(
            command.argv,
            cwd=command.folder,
            env={**_ours_left_out(), "PGAPPNAME": name, command.dsn_variable: dsn.reveal()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=dies_with(os.getpid(), signal.SIGKILL),
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise StepFailed(step.name, place, f"{command.argv[0]!r} did not start: {error.strerror}", mend) from None
    with child:
        try:
            output, _ = child.communicate(timeout=command.timeout_s)
        except subprocess.TimeoutExpired:
            _end(child)
            what = f"{shown} took longer than {command.timeout_s:g} s and was ended"
            raise StepFailed(step.name, place, what, mend) from None
        except BaseException:
            _end(child)
            raise
    lines = tuple(masked(output, dsn).splitlines()[-LINES:])
    if child.returncode:
        raise StepFailed(step.name, place, f"{shown} ended with exit code {child.returncode}", mend, lines)
    return (f"{shown}: exit code 0", *lines)


def _ours_left_out() -> dict[str, str]:
    """Keys and addresses that were given to this run are none of the tool's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GOLIVE_")}


def masked(text: str, dsn: Dsn) -> str:
    if dsn.password:
        for form in {dsn.password, quote(dsn.password, safe=""), quote(dsn.password)}:
            text = text.replace(form, "***")
    return text


def _end(child: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError, AttributeError):  # Windows has no process groups
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()

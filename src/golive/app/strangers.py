"""Whose code takes part in a run: what is neither ours nor pytest's, xdist's or Allure's is named."""

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from golive.judge.audit import audit_of

TRUSTED = ("golive", "golive.checks", "golive.fixtures", "pytest", "_pytest", "xdist", "allure_pytest")
# Hooks that see neither the collection nor a test nor its report.
HARMLESS = {
    "pytest_addhooks", "pytest_addoption", "pytest_configure", "pytest_configure_node", "pytest_report_header",
    "pytest_terminal_summary", "pytest_unconfigure",
}  # fmt: skip
# Installed distributions whose hooks were read: why they change nothing of an audit.
KNOWN = {
    "anyio": "it runs tests that are coroutines; no audit is one",
    "hypothesis": "it runs tests made with @given; no audit is one",
    "pytest-benchmark": "it measures tests that ask for its fixture; no audit does",
}
REMOTE = "__channelexec__"  # xdist's own module, as it is called in a worker


class Strangers:
    """Remembers whatever was registered or collected, also what has gone since."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self._named: dict[str, None] = {}
        self._files: dict[Path, None] = {}  # that hold no audits
        self._mixed: dict[Path, None] = {}  # that hold other tests
        specs = [spec for name in TRUSTED if (spec := find_spec(name))]
        self._homes = {Path(place) for spec in specs for place in spec.submodule_search_locations or ()}
        self._installed = {
            _top(plugin): (dist.project_name, config.pluginmanager.get_name(plugin))
            for plugin, dist in config.pluginmanager.list_plugin_distinfo()
        }

    @property
    def named(self) -> list[str]:
        """Each with what leaves it out."""
        files = self._files | self._mixed
        return [*self._named, *(f"the tests in {self._short(path)} (run them apart)" for path in files)]

    def pytest_plugin_registered(self, plugin: object, plugin_name: str, manager: pytest.PytestPluginManager) -> None:
        """Told also of everything that was registered before this was."""
        file = _file(plugin)
        if (
            plugin is self
            or plugin is self.config
            or (_module(plugin) == REMOTE and hasattr(self.config, "workerinput"))
        ):
            return
        if file is not None and file.name == "conftest.py":
            if not _says_nothing(file):
                self._named[f"{self._short(file)} (--noconftest leaves it out)"] = None
            return
        if file is not None and not self._homes.isdisjoint(file.parents):
            return
        if (installed := self._installed.get(_top(plugin))) is not None:
            distribution, name = installed
            hooks = {caller.name for caller in manager.get_hookcallers(plugin) or ()}
            if distribution not in KNOWN and hooks - HARMLESS:
                self._named[f"{distribution} (-p no:{name} leaves it out)"] = None
            return
        self._named[f"the plugin {plugin_name} of {_module(plugin)}"] = None

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        if isinstance(collector, pytest.File) and self._homes.isdisjoint(collector.path.parents):
            self._files[collector.path] = None

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Audits of another repository are judged like ours, and stand in the certificate."""
        if audit_of(getattr(item, "function", None)):
            self._files.pop(item.path, None)
        elif self._homes.isdisjoint(item.path.parents):
            self._mixed[item.path] = None

    def _short(self, path: Path) -> str:
        here = self.config.invocation_params.dir
        return str(path.relative_to(here) if here in path.parents else path)


def _module(plugin: object) -> str:
    named = plugin if isinstance(plugin, type(sys)) else type(plugin) if not isinstance(plugin, type) else plugin
    return str(getattr(named, "__name__" if isinstance(named, type(sys)) else "__module__", ""))


def _top(plugin: object) -> str:
    return _module(plugin).partition(".")[0]


def _file(plugin: object) -> Path | None:
    module = plugin if isinstance(plugin, type(sys)) else sys.modules.get(_module(plugin))
    place = getattr(module, "__file__", None)
    return Path(place).resolve() if place else None


def _says_nothing(conftest: Path) -> bool:
    """Whether it holds nothing but a docstring."""
    body = ast.parse(conftest.read_bytes()).body
    return all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in body)

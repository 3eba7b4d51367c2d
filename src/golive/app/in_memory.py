"""Allure's results as allure-pytest makes them, without a file for each before there is a verdict."""

import json
from functools import partial
from pathlib import Path
from uuid import uuid4

import allure_commons
import pytest
from allure_commons.logger import AllureMemoryLogger
from allure_pytest.listener import AllureListener  # type: ignore[import-untyped]

from golive.app.results import Files


class _Kept(AllureMemoryLogger):
    @allure_commons.hookimpl
    def report_attached_file(self, source: str, file_name: str) -> None:
        """As it is now: whoever attached it may take it away."""
        self.attachments[file_name] = Path(source).read_bytes()


class InMemory:
    """Of one process."""

    def __init__(self, config: pytest.Config) -> None:
        self._kept = _Kept()  # type: ignore[no-untyped-call]
        listener = AllureListener(config)
        config.pluginmanager.register(listener, "allure_listener")
        for one in (listener, self._kept):
            allure_commons.plugin_manager.register(one)
            config.add_cleanup(partial(allure_commons.plugin_manager.unregister, one))

    def files(self) -> Files:
        kept = self._kept
        for kind, found in (
            ("result", kept.test_cases),
            ("container", kept.test_containers),
            ("globals", kept.globals),
        ):
            for one in found:
                yield f"{uuid4()}-{kind}.json", _bytes(json.dumps(one, ensure_ascii=False))
        for name, body in kept.attachments.items():
            yield name, _bytes(body) if isinstance(body, str) else body


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

"""metrics.json and metrics.prom hold the same numbers; what was not measured is null in one, absent in the other."""

import json
import re
from collections.abc import Callable, Mapping, Sequence

from golive.sqltext.visible import visible, visible_json
from golive.verdict.certificate import Certificate, PlatformResult
from golive.verdict.reading import Reading

FORMAT = 1

Readings = Mapping[str, Sequence[Reading]]  # by platform


def as_json(certificate: Certificate, readings: Readings) -> str:
    document = {
        "format": FORMAT,
        "verdict": certificate.verdict.value,
        "platforms": [
            {
                "name": one.name,
                "metrics": [_plain(reading) for reading in readings.get(one.name, ())],
                "rows": {count.table: count.rows for count in one.counts},
            }
            for one in certificate.platforms
        ],
    }
    return visible_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _plain(reading: Reading) -> dict[str, object]:
    return {
        "metric": reading.metric,
        "name": reading.name,
        "value": reading.value,
        "unit": reading.unit,
        "limits": dict(reading.limits),
        "holds": reading.holds,
    }


def as_prometheus(certificate: Certificate, readings: Readings) -> str:
    """Prometheus' text format, as its textfile collector takes it."""
    told = Exposition()
    for one in certificate.platforms:
        for reading in readings.get(one.name, ()):
            if reading.value is not None:
                told.add(snake(reading.metric), reading.name, reading.value, platform=one.name)
        _of_the_run(one, told.add)
    return told.text()


class Exposition:
    """Gauges, by family."""

    def __init__(self) -> None:
        self._families: dict[str, tuple[str, list[str]]] = {}

    def add(self, name: str, help_: str, value: float, **labels: str) -> None:
        told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        sample = f"{name}{{{told}}}" if told else name
        self._families.setdefault(name, (help_, []))[1].append(f"{sample} {value:.12g}")

    def text(self) -> str:
        lines = []
        for name in sorted(self._families):
            help_, samples = self._families[name]
            text = help_.replace("\\", "\\\\").replace("\n", "\\n")
            lines += [f"# HELP {name} {text}", f"# TYPE {name} gauge", *samples]
        return "\n".join(lines) + "\n"


def _of_the_run(one: PlatformResult, add: Callable[..., None]) -> None:
    add("golive_findings", "findings that block", len(one.findings), platform=one.name)
    add("golive_unknowns", "what could not be looked at", len(one.unknowns), platform=one.name)
    add("golive_advice", "findings that do not block", len(one.advice), platform=one.name)
    for count in one.counts:
        if count.rows is not None:
            add("golive_table_rows", "rows of a table", count.rows, platform=one.name, table=count.table)


def snake(metric: str) -> str:
    """usersWithoutOrganizations as golive_users_without_organizations."""
    return "golive_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", metric).lower()


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

"""The Allure report says on its first page what the certificate says."""

import json
from collections.abc import Mapping
from pathlib import Path

from golive.reports.folder import write
from golive.reports.summary import overall
from golive.sqltext.visible import visible
from golive.verdict.certificate import Certificate

# Allure 2 takes them from categories.json, Allure 3 from its settings: this is both.
# A test fails with one of these words at the start of its message, see the messages of findings.
CATEGORIES: tuple[Mapping[str, object], ...] = (
    {
        "name": "Could not look (UNKNOWN): not a pass",
        "matchedStatuses": ["failed", "broken"],
        "messageRegex": r"[\s\S]*\bUNKNOWN\b[\s\S]*",
    },
    {
        "name": "Critical findings",
        "matchedStatuses": ["failed"],
        "messageRegex": r"[\s\S]*\b[A-Z]{3}\d{3} critical\b[\s\S]*",
    },
    {"name": "Findings that block", "matchedStatuses": ["failed"]},
    {"name": "Crashed: judged nothing", "matchedStatuses": ["broken"]},
)


def settle(certificate: Certificate, results: Path) -> None:
    """Environment, categories and executor files, beside the results that allure-pytest left there.

    For the controller at the end of the session: --clean-alluredir empties the folder first.
    """
    facts = environment(certificate)
    write(
        results,
        {
            "environment.properties": "".join(f"{_property(key)}={_property(fact)}\n" for key, fact in facts.items()),
            "categories.json": json.dumps(CATEGORIES, indent=2) + "\n",
            "executor.json": json.dumps(
                {
                    "name": "golive",
                    "type": "golive",
                    "buildName": overall(certificate),
                    "reportName": report_name(certificate),
                },
                indent=2,
            )
            + "\n",
        },
    )


def report_name(certificate: Certificate) -> str:
    named = ", ".join(one.title or one.name for one in certificate.platforms)
    return visible(f"{certificate.verdict}: {named}" if named else str(certificate.verdict))


def variables(certificate: Certificate) -> dict[str, str]:
    """The verdict in the eight short lines that the first page shows without being asked for more."""
    platforms = certificate.platforms
    return {
        "Verdict": certificate.verdict.value,
        "Why": visible(", ".join(certificate.reasons)) or "nothing blocks",
        "Target": visible(", ".join(dict.fromkeys(one.target for one in platforms))) or "none",
        "PostgreSQL": visible(", ".join(dict.fromkeys(one.server_version for one in platforms if one.server_version))),
        "Scope": certificate.scope.value,
        "Platforms": visible(", ".join(f"{one.name} {one.outcome}" for one in platforms)),
        "Looked at": f"{certificate.looked_at:,} things in {certificate.audits:,} audits",
        "Counts": f"{len(certificate.findings):,} findings, {len(certificate.unknowns):,} unknown, "
        f"{len(certificate.advice):,} advice",
    }


def environment(certificate: Certificate) -> dict[str, str]:
    """What it ran on and with."""
    facts = {f"{one.name} server": ", ".join(filter(None, (one.server_version, one.backend)))
             for one in certificate.platforms}  # fmt: skip
    facts |= {f"{one.name} role": one.role for one in certificate.platforms if one.role}
    facts |= {
        f"{one.name} isolation": one.isolation.statement for one in certificate.platforms if one.isolation.statement
    }
    facts |= certificate.versions
    return {visible(key): visible(fact) for key, fact in facts.items()}


def rc(certificate: Certificate, results: Path, output: Path) -> str:
    """allurerc.mjs: one self-contained page, no history, nothing sent anywhere."""
    settings = {
        "name": report_name(certificate),
        "output": str(output),
        "resultsDir": [str(results)],
        "historyLimit": 0,
        "appendHistory": False,
        "variables": variables(certificate),
        "categories": {"rules": list(CATEGORIES)},
        "plugins": {
            "awesome": {
                "options": {
                    "reportName": report_name(certificate),
                    "singleFile": True,
                    "reportLanguage": "en",
                    "groupBy": ["parentSuite", "suite", "subSuite"],
                }
            }
        },
    }
    return f"export default {json.dumps(settings, indent=2)};\n"


def _property(text: str) -> str:
    r"""One key or value of a Java properties file, whatever signs it holds."""
    return "".join({"\n": "\\n", " ": "\\ "}.get(one, f"\\{one}" if one in "\\=:#!" else one) for one in text)

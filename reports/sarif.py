"""fleet.sarif: every difference once, with the entries of fleet.toml whose databases have it (SARIF 2.1.0)."""

import json
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from golive.judge.audit import AUDITS
from golive.model.finding import Severity
from golive.sqltext.visible import visible, visible_json
from golive.verdict.audits import load_audits
from golive.verdict.members import Difference, Member, Roll

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000  # results that code scanning takes of one file
UNJUDGED = "not-judged"
_LEVEL: Mapping[str, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
}  # what else blocks is not known to be one


def sarif(roll: Roll, file: str) -> str:
    """`file`: fleet.toml as the repository that it stands in has it."""
    load_audits()
    by: dict[Difference, list[Member]] = defaultdict(list)
    for one in roll.members:
        for each in one.differences if not one.good else ():
            by[each].append(one)
        if one.why:
            by[Difference(UNJUDGED, one.verdict, "", one.why)].append(one)
    found = sorted(by.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    rules = sorted({_rule(one) for one, _ in found})
    run: dict[str, Any] = {
        "tool": {
            "driver": {"name": "golive", "version": version("golive"), "rules": [_described(one) for one in rules]}
        },
        "results": [_result(one, members, file) for one, members in found[:MOST]],
        "columnKind": "unicodeCodePoints",
    }
    if len(found) > MOST:
        more = f"{len(found) - MOST:,} more differences stand in the certificates: a file holds {MOST:,}"
        run["invocations"] = [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [{"level": "warning", "message": {"text": more}}],
            }
        ]
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return visible_json(json.dumps(document, indent=1, ensure_ascii=False)) + "\n"


def _rule(one: Difference) -> str:
    return one.code or one.weight.lower()


def _described(rule: str) -> dict[str, Any]:
    audit = AUDITS.get(rule)
    if audit is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": audit.claim},
        "fullDescription": {"text": audit.harm or audit.claim},
    }


def _result(one: Difference, members: list[Member], file: str) -> dict[str, Any]:
    names = ", ".join(each.name for each in members[:20]) + (f" and {len(members) - 20} more" if members[20:] else "")
    told = f"{one.where}: {one.what} ({names})" if one.where else f"{one.what} ({names})"
    words = "\x00".join((one.code, one.weight, one.where, one.what))
    return {
        "ruleId": _rule(one),
        "level": _LEVEL.get(one.weight, "warning"),
        "message": {"text": visible(told)},
        "locations": [_location(each, one, file) for each in members],
        "partialFingerprints": {"golive/v1": sha256(words.encode("utf-8", "backslashreplace")).hexdigest()},
    }


def _location(member: Member, one: Difference, file: str) -> dict[str, Any]:
    where = f"{member.name}/{one.where}" if one.where else member.name
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(file)}, "region": {"startLine": member.line}},
        "logicalLocations": [{"fullyQualifiedName": visible(where), "kind": "database"}],
    }

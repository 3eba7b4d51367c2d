"""What is known of a fleet, for machines: fleet.json, JUnit, metrics. Each says the same as the page."""

import json
from collections import Counter
from dataclasses import asdict
from xml.etree import ElementTree

from golive.reports.fleet import place
from golive.reports.metrics import Exposition
from golive.sqltext.visible import visible, visible_json
from golive.verdict.certificate import moment
from golive.verdict.members import Difference, Member, Roll, groups

FORMAT = 1


def fleet_json(roll: Roll) -> str:
    found = [
        {"platform": one.platform, "differences": list(map(asdict, one.differences)), "databases": one.names}
        for one in groups(one for one in roll.members if not one.good)
    ]
    document = {
        "format": FORMAT,
        "started": moment(roll.started),
        "finished": moment(roll.finished),
        "title": roll.title,
        "verdict": roll.verdict.value,
        "groups": found,
        "databases": list(map(_database, roll.members)),
    }
    return visible_json(json.dumps(document, indent=1, ensure_ascii=False)) + "\n"


def _database(one: Member) -> dict[str, object]:
    """Its differences stand with its group."""
    told = {name: value for name, value in asdict(one).items() if name not in ("differences", "line")}
    return told | {"certificate": None if one.why else place(one)}


def junit(roll: Roll) -> str:
    """One test for each database: it fails where it differs, and is an error where it was not judged."""
    suite = ElementTree.Element(
        "testsuite", name=visible(roll.title), tests=str(len(roll.members)),
        failures=str(sum(not one.good and not one.why for one in roll.members)),
        errors=str(sum(bool(one.why) for one in roll.members)), timestamp=moment(roll.started),
    )  # fmt: skip
    for one in roll.members:
        case = ElementTree.SubElement(suite, "testcase", classname=one.platform or "scan", name=one.name)
        if one.why:
            ElementTree.SubElement(case, "error", message=visible(f"{one.verdict}: {one.why}"))
        elif not one.good:
            said = ElementTree.SubElement(case, "failure", message=visible(_counted(one)))
            said.text = visible("\n".join(map(line, one.differences)))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, "unicode", xml_declaration=True) + "\n"


def line(one: Difference) -> str:
    """As a terminal and a test tell it."""
    return " ".join(filter(None, (one.code, one.weight, one.where))) + f": {one.what}"


def _counted(one: Member) -> str:
    return f"{one.verdict}: {one.findings} findings, {one.unknowns} unknown"


def metrics(roll: Roll) -> str:
    told = Exposition()
    for verdict, number in sorted(Counter(one.verdict for one in roll.members).items()):
        told.add("golive_databases", "databases of the fleet", number, verdict=verdict)
    for one in roll.members:
        labels = {"database": one.name, "platform": one.platform}
        told.add(
            "golive_well", "1 where a database is certified, or a scan of it found nothing grave", one.good, **labels
        )
        told.add("golive_judged", "1 where a database was judged, whatever was found", not one.why, **labels)
        if not one.why:
            told.add("golive_findings", "findings that block", one.findings, **labels)
            told.add("golive_unknowns", "what could not be looked at", one.unknowns, **labels)
            told.add("golive_advice", "findings that do not block", one.advice, **labels)
    return told.text()

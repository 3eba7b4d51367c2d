"""certificate.json holds the whole certificate, in one order, as its published schema says."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from golive.model.finding import Finding, Mend, Unknown
from golive.verdict.certificate import FORMAT, Certificate, Examined, PlatformResult, StepEntry

Json = dict[str, Any]


def schema() -> Json:
    found: Json = json.loads(files("golive.reports").joinpath("certificate.schema.json").read_text("utf-8"))
    return found


def dumped(certificate: Certificate) -> str:
    """The text of certificate.json. Equal certificates give equal bytes; a lone surrogate stays an escape."""
    written = json.dumps(document(certificate), indent=2, ensure_ascii=False) + "\n"
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def document(certificate: Certificate) -> Json:
    return {
        "format": FORMAT,
        "verdict": certificate.verdict.value,
        "reasons": list(certificate.reasons),
        "scope": certificate.scope.value,
        "started": moment(certificate.started),
        "finished": moment(certificate.finished),
        "command": certificate.command,
        "versions": dict(sorted(certificate.versions.items())),
        "platforms": [_platform(one) for one in certificate.platforms],
        "broken": [
            {"test": one.test, "why": one.why}
            for one in sorted(certificate.broken, key=lambda one: (one.test, one.why))
        ],
        "not_run": [
            {"test": one.test, "why": one.why}
            for one in sorted(certificate.not_run, key=lambda one: (one.test, one.why))
        ],
    }


def moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _platform(one: PlatformResult) -> Json:
    return {
        "name": one.name,
        "title": one.title,
        "outcome": one.outcome.value,
        "target": one.target,
        "server_version": one.server_version,
        "backend": one.backend,
        "role": one.role,
        "isolation": {"statement": one.isolation, "proved": one.isolation_proved},
        "digests": {"lock": one.digests.lock, "platform": one.digests.platform, "steps": one.digests.steps},
        "claims": {
            "locked": one.claims.locked,
            "declared": one.claims.declared,
            "lawful": one.claims.lawful,
            "unconfirmed": one.claims.unconfirmed,
        },
        "harmless": list(one.harmless),
        "backup": one.backup,
        "sections": [
            {
                "name": section.name,
                "outcome": section.outcome.value,
                "looked_at": section.looked_at,
                "findings": section.findings,
                "unknowns": section.unknowns,
                "advice": section.advice,
            }
            for section in one.sections
        ],
        "promoted": list(one.promoted),
        "counts": [
            {"table": count.table, "rows": count.rows, "estimated": count.estimated}
            for count in sorted(one.counts, key=lambda count: count.table)
        ],
        "examined": [_examined(audit) for audit in one.audits],
        "findings": [_finding(finding) for finding in one.blocking],
        "unknowns": [_unknown(unknown) for unknown in one.could_not_look],
        "advice": [_finding(finding) for finding in one.advice],
        "accepted": [
            {
                "code": taken.code,
                "where": taken.where,
                "what": taken.what,
                "reason": taken.reason,
                "owner": taken.owner,
                "until": taken.until,
            }
            for taken in sorted(one.accepted, key=lambda taken: (taken.code, taken.where, taken.what))
        ],
        "not_run": [
            {"test": left.test, "why": left.why} for left in sorted(one.not_run, key=lambda left: (left.test, left.why))
        ],
        "steps": [_step(step) for step in one.steps],
        "outside": [
            {"schema": outside.schema, "owner": outside.owner, "reason": outside.reason}
            for outside in sorted(one.outside, key=lambda outside: outside.schema)
        ],
        "requirements": [
            {
                "id": asked.id,
                "sentence": asked.sentence,
                "answered_by": list(asked.answered_by),
                "result": asked.result,
                "reason": asked.reason,
            }
            for asked in one.requirements
        ],
    }


def _examined(one: Examined) -> Json:
    return {
        "code": one.code,
        "sentence": one.sentence,
        "section": one.section,
        "truth": one.truth.value,
        "outcome": one.outcome.value,
        "looked_at": one.looked_at,
        "seconds": round(one.seconds, 3),
    }


def _fix(mend: Mend) -> Json:
    return {"kind": mend.kind.value, "text": mend.text, "destructive": mend.destructive}


def _finding(one: Finding) -> Json:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "where": one.where,
        "what": one.what,
        "why": one.why,
        "fix": _fix(one.mend),
    }


def _unknown(one: Unknown) -> Json:
    return {"code": one.code, "where": one.where, "why": one.why, "fix": _fix(one.mend)}


def _step(one: StepEntry) -> Json:
    return {
        "name": one.name,
        "phase": one.phase,
        "state": one.state.value,
        "started": moment(one.started) if one.started else None,
        "seconds": round(one.seconds, 3),
        "rows": one.rows,
        "locks": list(one.locks),
        "longest_wait_ms": round(one.longest_wait_ms, 1),
        "note": one.note,
    }

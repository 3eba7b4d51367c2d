"""Extensions are what their server brings, in a place of their own."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import Extension
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.reach import creating
from golive.rights.roles import Roles
from golive.sqltext.quoting import ident


@audit("EXT002", Severity.ADVICE, Truth.LAWFUL)
def test_extensions_are_up_to_date(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every extension has the version that its server installs by itself.

    After an upgrade of the server its library is new and its SQL old: fixes of security do not arrive.
    """
    for extension in judged(findings, live, Extension, claims):
        if not extension.is_default_version:
            findings.add(
                extension.identity,
                f"is {extension.version}, not the version that the server installs",
                "fixes in the newer version do not reach this database",
                sql(f"ALTER EXTENSION {ident(extension.name)} UPDATE;"),
            )


@audit("EXT003", Severity.ADVICE, Truth.LAWFUL)
def test_extensions_stand_apart(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No extension stands in public, or in a schema where the application may create objects.

    Its functions mix with the platform's own, an API that serves public serves them too, and an object made beside
    them can stand in for one.
    """
    roles = Roles.of(live, claims)
    for extension in judged(findings, live, Extension, claims):
        writers = creating(roles, extension.in_schema)
        if extension.in_schema == "public" or writers:
            findings.add(
                extension.identity,
                f"stands in {extension.in_schema}" + (f", where {', '.join(writers)} may create" if writers else ""),
                "its functions mix with the platform's own, and an API that serves the schema serves them too",
                decision(
                    f"move it to a schema of its own: ALTER EXTENSION {ident(extension.name)} SET SCHEMA extensions"
                ),
            )

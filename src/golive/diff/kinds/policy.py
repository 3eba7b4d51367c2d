"""Policies."""

from golive.diff.kinds.base import CRITICAL, Altered, Kind, on_relation
from golive.model.catalog import Policy
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import grantee, ident, joined


class Policies(Kind[Policy]):
    of = Policy
    missing = CRITICAL, "rows it let through are invisible, or rows it held back are open"
    unexpected = CRITICAL, "a permissive policy opens rows to its roles, whatever the others say"
    changed = CRITICAL, "it decides which tenant's rows a role sees and writes"

    def create(self, entry: Policy, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(policy_definition(entry))

    def alter(
        self, want: Policy, now: Policy, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        emptied = any(getattr(now, field) and not getattr(want, field) for field in ("using", "check"))
        if changed & {"command", "permissive"} or emptied:
            return self.anew(want, now, locked, observed)
        parts = [f"ALTER POLICY {ident(want.name)} ON {want.relation}"]
        parts += [f"TO {', '.join(grantee(role) for role in want.roles)}"] if "roles" in changed else []
        parts += [f"USING ({want.using})"] if "using" in changed else []
        parts += [f"WITH CHECK ({want.check})"] if "check" in changed else []
        return joined(" ".join(parts)), False

    def drop(self, entry: Policy, observed: Snapshot) -> str | None:
        return joined(f"DROP POLICY {ident(entry.name)} ON {entry.relation}")

    def exists(self, entry: Policy) -> str | None:
        return on_relation("pg_policy", "polrelid", "polname", entry)


def policy_definition(policy: Policy) -> str:
    kind = "PERMISSIVE" if policy.permissive else "RESTRICTIVE"
    roles = ", ".join(grantee(role) for role in policy.roles)
    using = f" USING ({policy.using})" if policy.using else ""
    check = f" WITH CHECK ({policy.check})" if policy.check else ""
    head = f"CREATE POLICY {ident(policy.name)} ON {policy.relation} AS {kind} FOR {policy.command}"
    return f"{head} TO {roles}{using}{check}"

"""What policies look up about the session in a row that is its own, and who may write it there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Column, Function, Index, Policy, Relation, Trigger
from golive.model.signature import arguments
from golive.rights.policies import Tenancy
from golive.rights.reach import columns_held
from golive.rights.search_path import path_of
from golive.sqltext.expressions import Node, asks_session, compares_with_session, mentions, passed
from golive.sqltext.names import parts
from golive.sqltext.queries import Query, queries_of

_SET = re.compile(r"(?is)\bupdate\b.+?\bset\b.+?(?=\bwhere\b|;|$)")
_MEMBERS = re.compile(r"(?i)member|role|assignment|permission|admin|staff|collaborator|grant|access")


@dataclass(frozen=True)
class Asked:
    """One query of a table for the session's own row, and the columns that it goes by beside."""

    own: frozenset[str]
    columns: frozenset[str]
    by: str


@dataclass(frozen=True)
class Written:
    """A policy that lets a session write in its own row what policies go by."""

    table: str
    command: str
    own: str
    columns: tuple[str, ...]
    roles: tuple[str, ...]
    asked_by: str


@dataclass(frozen=True)
class Handed:
    """A column that policies go by, which a function sets as its caller says."""

    table: str
    column: str
    asked_by: str


@dataclass(frozen=True)
class Authority:
    tenancy: Tenancy

    @cached_property
    def asked(self) -> dict[str, list[Asked]]:
        """By table."""
        found: dict[str, list[Asked]] = defaultdict(list)
        seen: set[str] = set()
        for policy in self.tenancy.policies:
            for text, function in self.tenancy.followed(policy.using, policy.check):
                by = function.identity if function else policy.identity
                if by in seen and function:
                    continue
                seen.add(by)
                language = function.language if function and not function.sql_body else ""
                given = self._given(function) if function else frozenset()
                for query in queries_of(text, language):
                    for alias, written in query.tables.items():
                        if table := self._table(written, function):
                            found[table.identity] += self._read(query, alias, table, given, by)
        return found

    def _given(self, function: Function) -> frozenset[str]:
        """Its arguments, where somebody calls it with who the session is."""
        texts = [f"{one.using} {one.check}" for one in self.tenancy.policies]
        texts += [self.tenancy.names.text_of(one) for one in self.tenancy.live.of(Function)]
        if any(asks_session(one) for text in texts for one in passed(text, function.name)):
            return frozenset(name for name, _ in arguments(function, only_input=True) if name)
        return frozenset()

    def _table(self, written: str, function: Function | None) -> Relation | None:
        name = parts(written)
        path = ("",) if len(name) > 1 else path_of(function, self.tenancy.claims) if function else ()
        places = [name] if len(name) > 1 else [(schema, name[0]) for schema in path]
        identity = next((found for one in places if (found := self.tenancy.names.relations.get(tuple(one)))), "")
        table = self.tenancy.live.get(Relation, identity)
        return table if table and table.is_table else None

    def _read(self, query: Query, alias: str, table: Relation, given: frozenset[str], by: str) -> Iterator[Asked]:
        having = {one.name for one in self.tenancy.live.on(Column, table.identity)}

        def here(node: Node) -> str:
            """The column of this table, or nothing."""
            name, qualifier = getattr(node, "name", ""), getattr(node, "table", None)
            if qualifier is None or name not in having:
                return ""
            return name if qualifier == alias or (not qualifier and len(query.tables) == 1) else ""

        own = set()
        for left, right in query.equalities:
            for one, other in ((left, right), (right, left)):
                if (name := here(one)) and not here(other) and _somebody(other, given):
                    own.add(name)
        used = {name for node in query.columns if (name := here(node))}
        if own and used - own:
            yield Asked(frozenset(own), frozenset(used - own), by)

    def written(self, policy: Policy) -> Iterator[Written]:
        """For each of its commands."""
        table = self.tenancy.live.get(Relation, policy.relation or "")
        if table is None or table.identity not in self.asked or not table.row_security:
            return
        if not policy.permissive or self.tenancy.restricted(policy):
            return
        held = self.tenancy.commands(policy, table)
        after = policy.check or policy.using
        for command, condition in (("INSERT", after), ("UPDATE", policy.using)):
            if command not in held:
                continue
            for asked in self.asked[table.identity]:
                own = next((one for one in sorted(asked.own) if compares_with_session(condition, one)), "")
                if not own or not self._says_who(table, own, asked) or (command == "INSERT" and self._made(table, own)):
                    continue
                free, roles = self._free(policy, table, command, asked.columns, after)
                if free:
                    yield Written(table.identity, command, own, free, roles, asked.by)
                    break

    def handed(self, function: Function) -> Iterator[Handed]:
        """What its owner's rights set there to what its caller gives, where it looks at nothing else of that."""
        names, path = self.tenancy.names, path_of(function, self.tenancy.claims)
        text = names.text_of(function)
        used = names.relations_in(text, path or ("public",))
        helpers = names.functions_in(text, path)
        read = any(names.relations_in(names.text_of(one), path_of(one, self.tenancy.claims)) for one in helpers)
        table = next(iter(used), "")
        set_there = _SET.search(text)
        if len(used) != 1 or "UPDATE" not in used[table] or read or set_there is None:
            return
        for name, _ in arguments(function, only_input=True):
            once = name and len(re.findall(rf"(?i)\b{re.escape(name)}\b", text)) == 1
            for asked in self.asked.get(table, ()) if once else ():
                for column in sorted(asked.columns):
                    if re.search(rf'(?i)"?\b{re.escape(column)}"?\s*=\s*{re.escape(name)}\b', set_there[0]):
                        yield Handed(table, column, asked.by)

    def _says_who(self, table: Relation, own: str, asked: Asked) -> bool:
        """A table of people, or of their memberships; what somebody wrote is his, whatever policies ask of it."""
        keys = [set(one.columns) for one in self.tenancy.live.on(Index, table.identity) if one.unique]
        return any(own in key and key <= {own, *asked.columns} for key in keys) or bool(_MEMBERS.search(table.name))

    def _made(self, table: Relation, own: str) -> bool:
        """Whether a trigger makes the one row that a person has there."""
        alone = any(one.unique and one.columns == (own,) for one in self.tenancy.live.on(Index, table.identity))
        names = self.tenancy.names
        fired = {one.function for one in self.tenancy.live.of(Trigger) if one.relation != table.identity}
        makers = (one for one in self.tenancy.live.of(Function) if one.identity in fired)
        written = (names.relations_in(names.text_of(one), path_of(one, self.tenancy.claims)) for one in makers)
        return alone and any("INSERT" in commands.get(table.identity, ()) for commands in written)

    def _free(
        self, policy: Policy, table: Relation, command: str, columns: frozenset[str], after: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those of the columns that nothing holds, and who may write them."""
        live, roles = self.tenancy.live, self.tenancy.roles
        guards = " ".join(
            function.body
            for trigger in live.on(Trigger, table.identity)
            if trigger.timing == "BEFORE" and (function := live.get(Function, trigger.function))
        )
        key = next((set(one.columns) for one in live.on(Index, table.identity) if one.primary), set())
        open_ = [
            one for one in live.on(Column, table.identity)
            if one.name in columns and not one.generated and not mentions(after, one.name)
            and not re.search(rf"\b{re.escape(one.name)}\b", guards) and key != {one.name}
        ]  # fmt: skip
        found: set[str] = set()
        who = []
        for role in self.tenancy.reached_by(policy, table):
            if names := columns_held(table, open_, roles.inherits(role), command):
                found |= set(names)
                who.append(role)
        return tuple(sorted(found)), tuple(who)


def _somebody(node: Node, given: frozenset[str]) -> bool:
    """Something of the session, or an argument that stands for it."""
    if getattr(node, "table", None) is not None and hasattr(node, "parts"):
        return node.name in given
    return asks_session(node.sql(dialect="postgres"))

"""What policies and the functions they call read of a session: settings, the token of a gateway, roles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from golive.infer.facts import Facts, singular, stem
from golive.infer.tenancy import Tenants
from golive.model.catalog import Function, Membership, Policy, Relation, Role
from golive.model.leftovers import words
from golive.rights.grants import rights
from golive.sqltext.expressions import calls
from golive.sqltext.names import parts, quoted

PUBLIC = "PUBLIC"
TENANT, USER = "{tenant}", "{user}"
_SETTING = re.compile(r"current_setting\(\s*'([A-Za-z_][\w]*\.[\w.]+)'", re.IGNORECASE)
_TOKENS = ("request.jwt.claims", "request.jwt.claim")  # whole: the second is where an older PostgREST put it
_CLAIM = re.compile(r"^request\.jwt\.claim\.(\w+)$")
_TOKEN = re.compile(
    r"(?:\bjwt\(\)|request\.jwt\.claims'[^)]*\)+(?:\s*,\s*'')?\)?(?:::\w+\)?)*)((?:\s*\)*\s*-+>+\s*'\w+'(?:::text)?)+)"
)
_STEP = re.compile(r"'(\w+)'")
_USER = re.compile(
    r"(?:^|_)(?:user|uid|sub|person|member|profile|account_holder|actor|employee|current_user)(?:_?id)?$"
)
_ANONYMOUS = re.compile(r"^(?:anon|anonymous|web_anon|guest|public_user)$")
_FOR_TEXT = 6  # calls deep


@dataclass(frozen=True, slots=True)
class Session:
    """One way in: the role, and what a session of it must carry."""

    role: str
    settings: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    strange: tuple[str, ...] = ()  # settings that are read and that nothing explains
    evidence: tuple[str, ...] = ()

    @property
    def placeholders(self) -> str:
        return repr((self.settings, self.claims))


def sessions(facts: Facts, tenants: Tenants | None) -> tuple[Session, ...]:
    """For each role that policies are for, or that holds rights on tables of tenants."""
    found = []
    for role in _roles(facts):
        policies = [one for one in facts.live.of(Policy) if PUBLIC in one.roles or role in one.roles]
        texts = [text for one in policies for text in (one.using, one.check) if text]
        every = list(_followed(facts, texts))
        if _ANONYMOUS.match(role):
            said = (f"{len(policies)} policies are for {role} or for everybody",)
            found.append(Session(role, claims={"role": role} if _reads_token(every) else {}, evidence=said))
            continue
        one = _read(role, every, tenants)
        if one is not None:
            number = f"{len(policies)} policies are for {role}"
            found.append(Session(one.role, one.settings, one.claims, one.strange, (number, *one.evidence)))
    return tuple(found)


def _roles(facts: Facts) -> Iterator[str]:
    """Whom policies name; where they are for PUBLIC, whoever holds rights on the tables and is bound by them: the owner
    too, where row security is forced."""
    known = {one.name: one for one in facts.live.of(Role)}
    named: dict[str, int] = {}
    for policy in facts.live.of(Policy):
        table = facts.tables.get(policy.relation or "")
        if table is None:
            continue
        bound = {table.owner} if table.forced else set()
        holders = rights(table.grants).keys() - {PUBLIC, table.owner} | bound
        for role in holders if PUBLIC in policy.roles else policy.roles:
            named[role] = named.get(role, 0) + 1
    members = {one.role for one in facts.live.of(Membership)}
    views = {one.owner for one in facts.live.of(Relation) if one.relkind == "v"}  # as whom what stands in front reads
    for role, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])):
        one = known.get(role)
        if one is None or one.superuser or one.bypassrls:
            continue
        if one.login or (role not in views and (role in members or len(named) == 1)):
            yield role


def _followed(facts: Facts, texts: Iterable[str]) -> Iterator[str]:
    """The conditions and the bodies of the functions that they call, vendors' too: auth.uid() is one."""
    by_name: dict[str, list[Function]] = {}
    for one in facts.live.of(Function):
        by_name.setdefault(quoted(*one.path), []).append(one)
        by_name.setdefault(one.name, []).append(one)
    seen: set[str] = set()
    open_ = list(texts)
    for _ in range(_FOR_TEXT):
        following: list[str] = []
        for text in open_:
            yield text
            for name in calls(text):
                for function in by_name.get(quoted(*parts(name)), ()):
                    if function.identity not in seen:
                        seen.add(function.identity)
                        following.append(function.sql_body or function.body)
        open_ = following


def _reads_token(texts: Iterable[str]) -> bool:
    return any("request.jwt" in text or "jwt()" in text for text in texts)


def _read(role: str, texts: list[str], tenants: Tenants | None) -> Session | None:
    settings: dict[str, str] = {}
    claims: dict[str, Any] = {}
    strange: list[str] = []
    evidence: list[str] = []
    names = dict.fromkeys(name for text in texts for name in _SETTING.findall(text))
    if any(name in _TOKENS or _CLAIM.match(name) for name in names) or _reads_token(texts):
        claims = {"role": role}
        for path in dict.fromkeys(path for text in texts for path in _paths(text)):
            _put(claims, path, tenants, strange)
        for name in names:
            if (match := _CLAIM.match(name)) and match[1] not in claims:
                _put(claims, (match[1],), tenants, strange)
        evidence.append(f"they read the token of a gateway: {', '.join(sorted(claims))}")
    for name in names:
        if name in _TOKENS or _CLAIM.match(name):
            continue
        whose = _whose(name.rpartition(".")[2], tenants)
        if whose:
            settings[name] = whose
        else:
            strange.append(name)
    if settings:
        evidence.append(f"they read the settings {', '.join(sorted(settings))}")
    if strange:
        evidence.append(f"they also read {', '.join(strange)}, of which nothing says what it must be")
    if not (settings or claims):
        return None
    return Session(role, settings, claims, tuple(strange), tuple(evidence))


def reads_of(facts: Facts, text: str, tenants: Tenants | None) -> frozenset[str]:
    """Whether an expression, with all that it calls, answers for the tenant of a session or for its user."""
    one = _read("", list(_followed(facts, [text])), tenants)
    if one is None:
        return frozenset()
    return frozenset(what for what in (TENANT, USER) if what in one.placeholders)


def _paths(text: str) -> Iterator[tuple[str, ...]]:
    for match in _TOKEN.finditer(text):
        yield tuple(_STEP.findall(match[1]))


def _put(claims: dict[str, Any], path: tuple[str, ...], tenants: Tenants | None, strange: list[str]) -> None:
    whose = USER if path == ("sub",) else _whose(path[-1], tenants)
    if path[-1] in ("role", "aud", "exp", "iss", "email") and len(path) == 1:
        return
    if not whose:
        strange.append(".".join(path))
        return
    place = claims
    for step in path[:-1]:
        inner = place.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        place = inner
    place[path[-1]] = whose


def _whose(name: str, tenants: Tenants | None) -> str:
    """Whether it is called after the tenant or after a person."""
    said = words(name)
    about = _abouts(tenants) if tenants else frozenset()
    if stem(said) in about or singular(said) in about or said.removeprefix("current_") in about:
        return TENANT
    if any(re.search(rf"(?:^|_){re.escape(one)}(?:_|$)", said) for one in about):
        return TENANT
    return USER if _USER.search(said) else ""


def _abouts(tenants: Tenants) -> frozenset[str]:
    root = singular(words(parts(tenants.root)[-1]))
    columns = {stem(one) for one in tenants.columns.values()}
    return frozenset({root, "tenant", *columns, *({"org"} if root.startswith("organi") else ())} - {""})

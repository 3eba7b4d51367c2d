"""Who may do what: roles, memberships, policies, settings, default privileges, rights on system objects."""

from dataclasses import dataclass
from typing import ClassVar

from golive.model.catalog.base import CatalogObject, RelationObject, kept, observed


@dataclass(frozen=True, slots=True)
class Policy(RelationObject):
    """A row-security policy."""

    kind: ClassVar[str] = "policy"
    code: ClassVar[str] = "POL001"

    command: str = "ALL"  # ALL, SELECT, INSERT, UPDATE, DELETE
    permissive: bool = True
    roles: tuple[str, ...] = ("PUBLIC",)
    using: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Role(CatalogObject):
    """A role of the cluster."""

    kind: ClassVar[str] = "role"
    code: ClassVar[str] = "ROL001"

    login: bool = False
    superuser: bool = False
    inherit: bool = True
    createrole: bool = False
    createdb: bool = False
    replication: bool = False
    bypassrls: bool = False
    connection_limit: int = -1
    valid_until: str = kept("")  # renewed as passwords are; whether it is over is told by `expired`
    expired: bool = observed(False)
    here: bool = observed(True)  # it reaches something in this database, and not only what PUBLIC does


@dataclass(frozen=True, slots=True)
class Membership(CatalogObject):
    """A role's membership in another. Identity: member in role."""

    kind: ClassVar[str] = "membership"
    code: ClassVar[str] = "MEM001"

    role: str
    member: str
    admin: bool = False
    inherit: bool = True
    set: bool = True

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class Setting(CatalogObject):
    """ALTER DATABASE … SET, ALTER ROLE … [IN DATABASE …] SET. A value that may be a secret is hidden."""

    kind: ClassVar[str] = "setting"
    code: ClassVar[str] = "SET001"

    scope: str  # database, role, role in database
    role: str = ""  # empty: every role
    setting: str = ""
    value: str = ""

    @property
    def name(self) -> str:
        return self.setting


@dataclass(frozen=True, slots=True)
class DefaultPrivilege(CatalogObject):
    """What new objects of a role will grant."""

    kind: ClassVar[str] = "default_privilege"
    code: ClassVar[str] = "GRT001"

    role: str
    in_schema: str = ""  # empty: everywhere
    objects: str = "TABLES"
    grants: tuple[str, ...] = ()

    @property
    def schema(self) -> str | None:
        return self.in_schema or None

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class SystemGrant(CatalogObject):
    """Rights on an object of pg_catalog or information_schema that are not those it came with."""

    kind: ClassVar[str] = "system_grant"
    code: ClassVar[str] = "GRT002"

    on: str  # FUNCTION, TABLE
    grants: tuple[str, ...] = ()
    initial: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class ParameterGrant(CatalogObject):
    """Rights to SET or ALTER SYSTEM a parameter."""

    kind: ClassVar[str] = "parameter_grant"
    code: ClassVar[str] = "GRT003"

    grants: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.identity

"""One file a kind of object: what differs in words, who is harmed, how it is made, changed and dropped."""

from typing import Any

from golive.diff.kinds.base import Kind
from golive.diff.kinds.column import Columns
from golive.diff.kinds.comment import Comments
from golive.diff.kinds.constraint import Constraints
from golive.diff.kinds.data_type import Types
from golive.diff.kinds.database import Databases
from golive.diff.kinds.event_trigger import EventTriggers
from golive.diff.kinds.extension import Extensions
from golive.diff.kinds.foreign import ForeignData, UserMappings
from golive.diff.kinds.function import Functions
from golive.diff.kinds.grants import DefaultPrivileges, ParameterGrants, SystemGrants
from golive.diff.kinds.index import Indexes
from golive.diff.kinds.large_objects import OwnersLargeObjects
from golive.diff.kinds.membership import Memberships
from golive.diff.kinds.other import OtherObjects
from golive.diff.kinds.policy import Policies
from golive.diff.kinds.prepared_transaction import PreparedTransactions
from golive.diff.kinds.publication import Publications
from golive.diff.kinds.relation import Relations
from golive.diff.kinds.role import Roles
from golive.diff.kinds.rule import Rules
from golive.diff.kinds.schema import Schemas
from golive.diff.kinds.sequence import Sequences
from golive.diff.kinds.setting import Settings
from golive.diff.kinds.statistics import ExtendedStatistics
from golive.diff.kinds.subscription import Subscriptions
from golive.diff.kinds.trigger import Triggers
from golive.model.catalog import CatalogObject

# In the order in which mends run: what others lean on first.
EVERY: tuple[Kind[Any], ...] = (
    Databases(),
    Roles(),
    Memberships(),
    Schemas(),
    Extensions(),
    Types(),
    Sequences(),
    Functions(),
    OtherObjects(),
    Relations(),
    Columns(),
    Constraints(),
    Indexes(),
    ExtendedStatistics(),
    Triggers(),
    Policies(),
    Rules(),
    Settings(),
    DefaultPrivileges(),
    SystemGrants(),
    ParameterGrants(),
    Publications(),
    Subscriptions(),
    EventTriggers(),
    ForeignData(),
    UserMappings(),
    OwnersLargeObjects(),
    PreparedTransactions(),
    Comments(),
)
RANK = {each.of: rank for rank, each in enumerate(EVERY)}
_OF: dict[type[CatalogObject], Kind[Any]] = {each.of: each for each in EVERY}


def kind_of(entry: CatalogObject) -> Kind[Any]:
    return _OF[type(entry)]

"""Where a database is, without a secret: what is one stands in the environment of whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass

from golive.model.errors import WrongUse
from golive.model.target import Dsn


@dataclass(frozen=True, slots=True)
class Address:
    """As fleet.toml says it; it goes to other processes and machines, and is made whole there."""

    place: str  # of the entry, for lines about wrong use
    text: str = ""
    variable: str = ""  # holds the whole address
    password: str = ""  # the variable that holds the password

    def dsn(self, environment: Mapping[str, str]) -> Dsn:
        dsn = Dsn.parse(self.text or _value(environment, self.variable, self.place), self.place)
        if not self.password:
            return dsn
        return Dsn.of(**{**dsn.fields, "password": _value(environment, self.password, self.place)})


def _value(environment: Mapping[str, str], name: str, place: str) -> str:
    if not (found := environment.get(name)):
        raise WrongUse(place, f"{name} is not set", "the variable is set where the database is looked at")
    return found

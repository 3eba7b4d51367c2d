"""SQL's logic of three values: conditions over an assignment of scalars, and what they make of each other."""

from collections.abc import Callable, Mapping

Truth = bool | None
State = object  # of a scalar
Assignment = Mapping[str, State]
Condition = Callable[[Assignment], Truth]


def truth(state: State) -> Truth:
    return state if isinstance(state, bool) else None


def constant(value: Truth) -> Condition:
    return lambda _: value


def negated(inner: Condition) -> Condition:
    return lambda given: None if (found := inner(given)) is None else not found


def all_of(*parts: Condition) -> Condition:
    def run(given: Assignment) -> Truth:
        found = [part(given) for part in parts]
        return False if False in found else None if None in found else True

    return run


def any_of(*parts: Condition) -> Condition:
    def run(given: Assignment) -> Truth:
        found = [part(given) for part in parts]
        return True if True in found else None if None in found else False

    return run


def first_of(parts: list[Condition]) -> Condition:
    return lambda given: next((found for part in parts if (found := part(given)) is not None), None)

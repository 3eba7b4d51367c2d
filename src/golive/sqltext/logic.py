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
    return _ended_by(False, parts)


def any_of(*parts: Condition) -> Condition:
    return _ended_by(True, parts)


def _ended_by(end: bool, parts: tuple[Condition, ...]) -> Condition:
    def run(given: Assignment) -> Truth:
        answer: Truth = not end
        for part in parts:
            if (found := part(given)) is end:
                return end
            answer = None if found is None else answer
        return answer

    return run


def first_of(parts: list[Condition]) -> Condition:
    return lambda given: next((found for part in parts if (found := part(given)) is not None), None)

"""What an executor does not give: no more at once than a server bears, and a pool that breaks is had again.

One worker that is killed takes all that a pool had in hand with it, and nobody knows which of them it was: each is
looked at again, alone, so that a database that ends its worker is found and the others are not blamed for it.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Protocol

from golive.fleet.visit import Visit, Visited, unseen, visited
from golive.model.errors import WrongUse
from golive.verdict.members import Stands

LOSSES = 3  # workers that one database may cost


class Engine(Protocol):
    """Where visits are run."""

    gives_up: tuple[type[BaseException], ...]  # by which it says that a visit cost it too many workers

    def executor(self) -> Executor:
        """A new one, each time."""
        ...

    def end(self, executor: Executor) -> None:
        """What was not begun is not."""
        ...

    def width(self) -> int:
        """How many visits it can run at once."""
        ...


class Work:
    """The visits of one run."""

    def __init__(self, visits: Iterable[Visit], engine: Engine, visit: Callable[[Visit], Visited] = visited) -> None:
        self.engine, self.visit = engine, visit
        self.waiting: dict[str, deque[Visit]] = defaultdict(deque)  # by server
        for one in visits:
            self.waiting[one.server].append(one)
        self.suspects: deque[Visit] = deque()
        self.losses: Counter[str] = Counter()
        self.flying: dict[Future[Visited], Visit] = {}

    def done(self) -> Iterator[Visited]:
        """Each as it comes."""
        while self.suspects or any(self.waiting.values()):
            executor = self.engine.executor()
            try:
                yield from self._until_broken(executor)
            finally:
                self.engine.end(executor)

    def _until_broken(self, executor: Executor) -> Iterator[Visited]:
        broken = False
        while True:
            for one in () if broken else self._next():
                try:
                    self.flying[executor.submit(self.visit, one)] = one
                except BrokenExecutor:
                    self.waiting[one.server].appendleft(one)  # it was never begun
                    broken = True
            if not self.flying:
                if broken or not (self.suspects or any(self.waiting.values())):
                    return
                continue
            for future in wait(self.flying, return_when=FIRST_COMPLETED).done:
                one = self.flying.pop(future)
                match _error(future):
                    case None:
                        yield future.result()
                    case BrokenExecutor():
                        broken = True
                        yield from self._lost(one)
                    case error if isinstance(error, self.engine.gives_up):
                        yield unseen(one, Stands.GIVEN_UP, "whoever looked at it ended, each time")
                    case error:
                        raise error

    def _next(self) -> Iterator[Visit]:
        """Of each server what it bears; one that is suspected to end its worker goes alone."""
        if self.suspects:
            if not self.flying:
                yield self.suspects.popleft()
            return
        free = self.engine.width() - len(self.flying)
        busy = Counter(one.server for one in self.flying.values())
        while free > 0:
            open_ = [queue for server, queue in self.waiting.items() if queue and busy[server] < queue[0].places]
            if not open_:
                return
            for queue in open_[:free]:
                one = queue.popleft()
                busy[one.server] += 1
                free -= 1
                yield one

    def _lost(self, one: Visit) -> Iterator[Visited]:
        self.losses[one.name] += 1
        if self.losses[one.name] < LOSSES:
            self.suspects.append(one)
        else:
            yield unseen(one, Stands.GIVEN_UP, f"it cost {LOSSES} workers")


def _error(future: Future[Visited]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError:
        again = "what is finished is kept: run it again"
        return WrongUse("--dask", "the scheduler has ended", again)

"""What stops a migration; each says what, where, why and what to do."""

from golive.model.errors import WrongUse


class StepFailed(Exception):
    """A step did not do what it says. Of a transactional step nothing stays."""

    def __init__(self, step: str, place: str, what: str, mend: str, claims: tuple[str, ...] = ()) -> None:
        self.step, self.place, self.what, self.mend, self.claims = step, place, what, mend, claims
        listed = "".join(f"\n    - {claim}" for claim in claims)
        super().__init__(f"{step}\n  where {place}\n  what  {what}{listed}\n  mend  {mend}")


class StepEdited(WrongUse):
    """The files of a deployed step are not the files that were deployed."""


class RunnerBusy(WrongUse):
    """Another run holds the lock of this database."""


class ConsentNeeded(WrongUse):
    """Reverting would lose rows, and nobody has agreed to that."""


class LedgerHidden(WrongUse):
    """There is a ledger, and this role may not read it."""


class StepUnsafe(WrongUse):
    """A statement of a step would hold others up, or lose what is theirs, and nobody has agreed to that."""

"""A row's credential opened with the key of its source and sealed with that of the target, so that they share none."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from golive.model.claims.credential import SOURCE, Credential
from golive.model.flaws import Flaw
from golive.vault.keys import Unusable
from golive.vault.seal import Plain, Sealed, Sealer
from golive.vault.stored import Misshapen
from golive.vault.vault import Row, Vault

Answer = TypeVar("Answer")


class NotResealed(Exception):
    """Why a row stays as it is, in words that hold no value; without a flaw it is no row's fault."""

    def __init__(self, what: str, flaw: Flaw | None = None) -> None:
        self.what, self.flaw = what, flaw
        super().__init__(what)


class Resealer:
    """One claim between two keys: SOURCE_<variable> opens, <variable> seals, each as its environment has it."""

    def __init__(self, claim: Credential, environ: Mapping[str, str]) -> None:
        wanted = {form.variable for form in claim.format}
        ours = {name: environ.get(name, claim.printed.get(name)) for name in wanted}
        theirs = {name: environ.get(SOURCE + name, ours[name]) for name in wanted}
        if unset := [name for name in sorted(wanted) if ours[name] is None]:
            raise NotResealed(f"{' and '.join(unset)} is not set")
        try:
            self._sealers = {form.prefix: Sealer(form, ours[form.variable] or "") for form in claim.format}
        except Unusable as error:
            raise NotResealed(f"{' or '.join(sorted(wanted))} {error}") from None
        source = {name: text for name, text in theirs.items() if text is not None}
        old = {one.variable: environ[one.variable] for one in claim.old if one.variable in environ}
        self.vault = Vault(claim, {**old, **source})
        if self.vault.missing:
            raise NotResealed("; ".join(SOURCE + sentence for sentence in self.vault.missing))

    @staticmethod
    def needed(claim: Credential, environ: Mapping[str, str]) -> bool:
        """False where both sides share the keys: then the rows stay as they are, byte for byte."""
        return any(
            environ.get(SOURCE + form.variable, environ.get(form.variable)) != environ.get(form.variable)
            for form in claim.format
        )

    def reseal(self, row: Row, aad: str | None = None) -> Sealed:
        """In the format that the row has; aad is that of the target's row."""
        return quiet(lambda: self._resealed(row, aad))

    def _resealed(self, row: Row, aad: str | None) -> Sealed:
        if not row.stored:
            return Sealed(row.stored, row.iv, row.tag)
        try:
            form, data, flaws = self.vault.open(row)
        except Misshapen as wrong:
            raise NotResealed(wrong.detail or str(wrong.flaw), wrong.flaw) from None
        if data is None:
            raise NotResealed(flaws[0][1] or str(flaws[0][0]), flaws[0][0])
        return self._sealers[form.prefix].seal(Plain(data), aad)


def quiet(work: Callable[[], Answer]) -> Answer:
    """A crash in work is said by its kind and line alone: the frames between hold what was sealed."""
    try:
        return work()
    except NotResealed as error:
        why = NotResealed(error.what, error.flaw)
    except Exception as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        line = f", line {trace.tb_lineno} of {trace.tb_frame.f_globals.get('__name__')}" if trace else ""
        why = NotResealed(f"{type(error).__name__}{line}")
    raise why

"""The bug of a pool that resets nothing: who comes without a token is still whoever came before on that connection."""

from golive.rehearse.gateway import Gateway


class Forgetful(Gateway):
    """Takes on role and settings for the whole session."""

    local = False

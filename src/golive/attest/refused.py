"""Why a certificate is not taken, in one sentence."""


class Refused(Exception):
    """It is not what it claims to be, or says less than is asked of it."""

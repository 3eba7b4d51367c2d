"""What ends an attempt at a proof."""


class Doubt(Exception):
    """Why something cannot be proved, in words for the finding."""

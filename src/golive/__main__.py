"""The `golive` command, and `python -m golive`."""

import signal
import sys


def main() -> int:
    """While nothing is begun, Ctrl-C ends it without a word."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from golive.app.cli import main as command

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return command()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m golive` is the `golive` command."""

import sys

from golive.app.cli import main

sys.exit(main())

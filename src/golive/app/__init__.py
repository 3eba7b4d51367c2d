"""Where a run begins: pytest, the command line, and what a process knows of its run."""

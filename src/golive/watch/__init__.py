"""One database, looked at again and again: what has changed is told, and nothing else."""

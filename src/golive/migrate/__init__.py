"""Steps, their ledger, backups and mends: everything that writes to a target."""

"""What a database keeps on record of its own migrations: golive's ledger, and the histories of other tools."""

"""One tenant's rows, brought from one database to another: planned, copied, renumbered, and on record."""

"""The commands of golive, by family: each says its options and what it does; what it needs is imported when it runs."""

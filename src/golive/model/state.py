"""What is asked of the server beside its catalog: the names of settings."""

# Settings whose value in the configuration files is looked at; none of them holds a secret.
LOOKED_AT = (
    "TimeZone",
    "allow_system_table_mods",
    "fsync",
    "full_page_writes",
    "idle_in_transaction_session_timeout",
    "ignore_checksum_failure",
    "log_parameter_max_length",
    "log_statement",
    "password_encryption",
    "row_security",
    "session_replication_role",
    "standard_conforming_strings",
    "statement_timeout",
    "synchronous_commit",
    "zero_damaged_pages",
)
# What lets a role read the configuration files.
MAY_READ_FILES = (
    "GRANT SELECT ON pg_catalog.pg_file_settings TO {role}; "
    "GRANT EXECUTE ON FUNCTION pg_catalog.pg_show_all_file_settings() TO {role};"
)

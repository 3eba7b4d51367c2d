"""Whether the database keeps tenants apart: proved from the catalog, and what a session can do held against it."""

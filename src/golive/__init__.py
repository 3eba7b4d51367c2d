"""Migrates a multi-tenant PostgreSQL platform and certifies it for go-live."""

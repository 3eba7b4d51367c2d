"""Hundreds of databases, each looked at and judged by itself, wherever there is a process for it."""

"""Audits: what they are, how they are run again from a snapshot, and what several of them share."""

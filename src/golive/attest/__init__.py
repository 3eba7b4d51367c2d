"""A certificate that is signed, and what is held against it afterwards."""

"""Values: everything a verdict is derived from, plain and comparable."""

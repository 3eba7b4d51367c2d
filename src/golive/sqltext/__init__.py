"""SQL read as text: names, statements, bodies, conditions and canonical forms."""

"""What was said by every test, added up: acceptance, requirements, the book and its certificate."""

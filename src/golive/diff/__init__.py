"""Lock and database compared: what differs, whom it harms, and the statement that puts it right."""

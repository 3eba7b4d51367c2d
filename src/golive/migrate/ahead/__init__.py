"""What a step's statements would hold up, read before any of them runs."""

"""A defect planted, a copy judged: for tests, bench and other people's suites."""

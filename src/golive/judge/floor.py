"""The oldest release of each version whose row security has no hole that is known."""

# The first release of each version without the holes in row security that are known: policies applied below
# sub-queries with the wrong role (CVE-2024-10976, CVE-2024-10978), statistics that show hidden rows
# (CVE-2025-8713), and the releases of May 2026 that closed eleven more.
FLOOR = {14: 140023, 15: 150018, 16: 160014, 17: 170010, 18: 180004}


def number(version: int) -> str:
    return f"{version // 10000}.{version % 10000}"

"""Patterns written one a line, for the many ways in which people say one thing."""

from __future__ import annotations


def any_of(lines: str) -> str:
    """Join patterns that are written one a line, however far indented."""
    return "|".join(line.strip() for line in lines.splitlines() if line.strip())

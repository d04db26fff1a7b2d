"""Tables of patterns as they are written in this project: one a line."""

from __future__ import annotations

from textwrap import dedent


def alternatives(table: str) -> str:
    """Return the patterns of a table as alternatives of one.

    A line that is indented deeper than the first goes on with the one above it: after
    a space, or at once if that ends with a bar.
    """
    whole: list[str] = []
    for line in dedent(table).splitlines():
        if not line.strip():
            continue
        if line[0] != " " or not whole:
            whole.append(line.strip())
        else:
            whole[-1] += ("" if whole[-1].endswith("|") else " ") + line.strip()
    return "|".join(pattern.rstrip("|") for pattern in whole)

# ruff: noqa: INP001 - scripts beside the documents, no package
"""Draw what the documents show from the tables it comes from.

`python -m docs.diagrams` rewrites the drawings in docs/architecture.md; a test says
when that was forgotten.
"""

from __future__ import annotations

import re
from pathlib import Path

from panda.call import diagram

PAGE = Path(__file__).parent / "architecture.md"


def drawn(page: str) -> str:
    """The page with its state diagram drawn anew."""
    block = f"<!-- call states -->\n```mermaid\n{diagram()}\n```\n<!-- end -->"
    return re.sub(
        r"<!-- call states -->.*?<!-- end -->", lambda _: block, page, flags=re.DOTALL
    )


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text()))

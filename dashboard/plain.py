"""Words of others where Streamlit reads Markdown: labels, captions, messages."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[!-/:-@\[-^`{-~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""All that could be markup: ASCII's punctuation, but no underscore within a word."""


def literal(text: str) -> str:
    r"""Write words so that they are shown as they stand, in one line.

    Example:
        >>> literal("plan_name *now* ![x](https://evil)")
        'plan_name \\*now\\* \\!\\[x\\]\\(https\\:\\/\\/evil\\)'
    """
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))

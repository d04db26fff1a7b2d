"""What Streamlit has no widget for: the board, the transcript, the operator's console.

Each is a Python module that mounts it, a script and a style sheet: plain JavaScript
that runs in the page as it is, without a build. Text comes to them as data and is set
with `textContent` only, so nothing that a callee says can become markup.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def asset(*names: str) -> str:
    """Return the text of scripts or style sheets of this folder, one after the other.

    Scripts that belong together are put together so: the page takes each component as
    one module, and only the last of its files says what it exports.
    """
    texts = [(_FOLDER / name).read_text(encoding="utf-8") for name in names]
    return "\n".join(texts)

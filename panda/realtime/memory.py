"""What a realtime session knew, so that the next one can be told (as text, B1)."""

from __future__ import annotations

from panda.realtime.agent import Remember

LINES = 200
"""Lines replayed at most: the latest; a call of an hour has fewer."""


class Memory:
    """The conversation so far, line by line, in the order it was had."""

    def __init__(self) -> None:
        self._lines: dict[str, Remember] = {}
        self._notes = 0

    def note(self, line: Remember) -> None:
        """Keep a line that we put in ourselves."""
        self._notes += 1
        self._keep(f"note {self._notes}", line)

    def heard(self, item: str, text: str) -> None:
        """Keep what the callee said."""
        if text:
            self._keep(item, Remember("user", text))

    def said(self, item: str, text: str) -> None:
        """Keep what the voice said."""
        if text:
            self._keep(item, Remember("assistant", text))

    def cut(self, item: str, share: float) -> None:
        """Keep only the words that fit the share (0 to 1) that was heard."""
        line = self._lines.get(item)
        if line is None or share >= 1.0:
            return
        words = line.text.split()
        kept = words[: round(len(words) * share)]
        if kept:
            self._lines[item] = Remember(line.role, " ".join(kept))
        else:
            del self._lines[item]

    def lines(self) -> list[Remember]:
        """Return the conversation."""
        return list(self._lines.values())[-LINES:]

    def _keep(self, key: str, line: Remember) -> None:
        self._lines[key] = line
        if len(self._lines) > 2 * LINES:
            self._lines = dict(list(self._lines.items())[-LINES:])

"""Who is speaking, since when nobody is, and when that is asked about."""

from __future__ import annotations

SILENCE_MS = 9_000
"""After this much silence we ask whether they are still there."""
PATIENCE_MS = 60_000
"""The same, when they asked us to wait."""
SILENCES = 2
"""How often it is asked before the call is left."""
COMPANY_MS = 8_000
"""After this much silence somebody hears that we are still there, who waits for us."""
BREATH_MS = 1_200
"""After this much silence they have finished, though the voice asks for nothing."""
WORDS_MS = 4_000
"""What has no transcript after this long had no words in it."""


class Silence:
    """The silences of a talk, and the speech between them."""

    def __init__(self) -> None:
        self.callee_speaks = False
        self._since_ms = 0
        self._asked = 0
        self._patience_ms = SILENCE_MS
        self._untranscribed: dict[str, int] = {}
        """Stretches of their speech whose words are still to come, and since when."""

    def broken(self, now_ms: int) -> None:
        """Take note that something was said, or heard to its end, just now."""
        self._since_ms = now_ms

    def they_began(self) -> None:
        """Take note that they speak: they are there, and wait for nothing."""
        self.callee_speaks = True
        self._patience_ms = SILENCE_MS
        self._asked = 0

    def they_stopped(self, item: str, now_ms: int) -> None:
        """Take note that they fell silent; their words are to follow."""
        self.callee_speaks = False
        self._untranscribed[item] = now_ms
        self.broken(now_ms)

    def words_came(self, item: str, now_ms: int) -> None:
        """Take note of the words of a stretch."""
        self._untranscribed.pop(item, None)
        self.broken(now_ms)

    def asked_to_wait(self) -> None:
        """Be patient until they speak again."""
        self._patience_ms = PATIENCE_MS

    def words_to_come(self, now_ms: int) -> bool:
        """Whether they have said something whose words we do not know yet.

        A noise taken for speech never gets any, so this is not waited for for ever.
        """
        return any(now_ms - at < WORDS_MS for at in self._untranscribed.values())

    def have_finished(self, now_ms: int) -> bool:
        """Whether they are done, though the voice asks for nothing."""
        return not self.callee_speaks and now_ms - self._since_ms > BREATH_MS

    def wants_company(self, now_ms: int) -> bool:
        """Whether somebody who waits for us has heard nothing for long enough."""
        busy = self.callee_speaks or self.words_to_come(now_ms)
        return not busy and now_ms - self._since_ms >= COMPANY_MS

    def is_too_long(self, now_ms: int) -> bool:
        """Whether nobody has said anything for as long as we have patience."""
        busy = self.callee_speaks or self.words_to_come(now_ms)
        return not busy and now_ms - self._since_ms >= self._patience_ms

    def ask(self, now_ms: int) -> bool:
        """Take note that it is asked about; False once that was done often enough."""
        self.broken(now_ms)
        self._asked += 1
        return self._asked <= SILENCES

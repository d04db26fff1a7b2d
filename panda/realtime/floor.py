"""Who may answer now: one response at a time, ours or one the server began itself."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.realtime.wire import Event


class Floor:
    """The queue of answers we want and the ones that are running.

    A response beside the conversation (`conversation: "none"`) could run beside
    another, but its voice would not: all of them take turns.
    """

    def __init__(self) -> None:
        self._wanted: deque[Event] = deque()
        self._asked = ""
        self._event: Event | None = None
        self._running: dict[str, bool] = {}

    @property
    def taken(self) -> bool:
        """Whether an answer is running, or ours was asked for and not yet begun."""
        return bool(self._asked or self._running)

    def want(self, event: Event) -> None:
        """Queue a `response.create`."""
        self._wanted.append(event)

    def next(self) -> Event | None:
        """Return the next event to send, if it may be sent now."""
        if self.taken or not self._wanted:
            return None
        return self._wanted.popleft()

    def asked(self, name: str, event: Event) -> None:
        """Note that `event` was sent under an event id."""
        self._asked, self._event = name, event

    def began(self, answer: str, asked: str) -> None:
        """Note a `response.created`; `asked` is our event id, or "" if not ours."""
        ours = bool(asked) and asked == self._asked
        self._running[answer] = ours and _beside(self._event)
        if ours:
            self._asked, self._event = "", None

    def is_aside(self, answer: str) -> bool:
        """Say whether a running answer stands beside the conversation."""
        return self._running.get(answer, False)

    def ended(self, answer: str) -> None:
        """Note a `response.done`."""
        self._running.pop(answer, None)

    def refused(self, asked: str) -> None:
        """Note that the server was answering already: ours comes next."""
        if self._event is not None and asked in ("", self._asked):
            self._wanted.appendleft(self._event)
            self._asked, self._event = "", None

    def failed(self, asked: str) -> None:
        """Note that what we asked for is not coming at all."""
        if asked and asked == self._asked:
            self._asked, self._event = "", None

    def given_up(self) -> list[Event]:
        """Return what was wanted and has not begun, when the socket is lost."""
        asked = [self._event] if self._event is not None else []
        return [*asked, *self._wanted]


def _beside(event: Event | None) -> bool:
    response = event["response"] if event is not None else None
    return isinstance(response, dict) and response.get("conversation") == "none"

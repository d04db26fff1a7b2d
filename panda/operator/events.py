"""What people of ours had a call do, or would have, as its log keeps it."""

from __future__ import annotations

from typing import Literal

from panda.event import Event


class Directed(Event):
    """Somebody of ours had the call do something, or it was not done for them.

    What has an event of its own (keys, whispers, notes, transfers) is here only if it
    was refused; what an operator at the call is refused they are told there.
    """

    kind: Literal["directed"] = "directed"
    what: Literal[
        "speak", "whisper", "press_keys", "hold", "resume", "transfer", "note", "end"
    ]
    author: str = ""
    refused: str = ""
    """Why, as a stable code of docs/guides/operator-wire.md; empty if it was done."""


def directed_words(event: Directed) -> str:
    """Say such an event in one line.

    Example:
        >>> directed_words(Directed(what="press_keys", author="Bo", refused="held"))
        'Bo asked: press keys: not done (held)'
    """
    asked = f"{event.author or 'somebody'} asked: {event.what.replace('_', ' ')}"
    return f"{asked}: not done ({event.refused})" if event.refused else asked

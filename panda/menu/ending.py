"""Whether the menus are behind us, and what we have come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.line.classify import classify
from panda.menu.choose import PLAUSIBLE
from panda.menu.doubt import has_unread, lists_labels
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from panda.menu.journey import Journey
    from panda.menu.prompt import Prompt

MOMENT_MS = 4_000
""""One moment please" may lead to another menu; after this it is a queue."""
PAUSE_MS = 700
"""Who is silent for this long has said what there was to say."""
_SURE_PERSON = 0.9
_LIKELY_PERSON = 0.85
"""Words that may be a recording's; a person who has said them waits for us."""
SURE_QUEUE = 0.8
_ENDS = frozenset({LineKind.HUMAN, LineKind.VOICEMAIL, LineKind.CLOSED})


def end_of(
    prompt: Prompt, journey: Journey, now_ms: int, *, language: str, talked_over: bool
) -> LineKind | None:
    """Say what ends the way here: a person, a queue, a mailbox, nobody; None: no end.

    Args:
        prompt: What is being heard.
        journey: The way so far.
        now_ms: The time.
        language: Two letters.
        talked_over: Whether this may be the rest of a prompt that we acted in.
    """
    if prompt.kind is LineKind.HOLD:
        if talked_over:
            return None  # "or stay on the line": of the menu that we are still in
        if _is_queue(prompt, now_ms):
            return LineKind.HOLD
    if prompt.kind in _ENDS:
        choice = journey.choice(prompt)
        on = choice.option is not None and choice.confidence >= PLAUSIBLE
        if on or (prompt.kind is LineKind.HUMAN and _is_machine(prompt, language)):
            return None
        return prompt.kind
    if (
        prompt.menu.options
        and not prompt.said_before
        and _is_person(prompt, now_ms, language)
    ):
        return LineKind.HUMAN
    return None


def _is_queue(prompt: Prompt, now_ms: int) -> bool:
    if prompt.confidence >= SURE_QUEUE or prompt.music:
        return True
    return prompt.quiet_ms(now_ms) >= MOMENT_MS


def _is_machine(prompt: Prompt, language: str) -> bool:
    """Whether what sounds like a person is a recording: it says itself again.

    So is a menu of which nothing but the numbers could be read, unless somebody has
    come on the line since.
    """
    if prompt.said_before:
        return True
    last = classify(prompt.last, language=language)
    if last.kind is not LineKind.HUMAN:
        return has_unread(prompt.text)
    return last.confidence <= _LIKELY_PERSON and lists_labels(prompt.text)


def _is_person(prompt: Prompt, now_ms: int, language: str) -> bool:
    """Say whether the last words are a person's, whatever a machine said before."""
    if has_unread(prompt.last):
        return False  # "no se cinco": what is left of "pulse el cinco"
    last = classify(prompt.last, language=language)
    waits = prompt.quiet_ms(now_ms) >= PAUSE_MS
    enough = _LIKELY_PERSON if waits else _SURE_PERSON
    return last.kind is LineKind.HUMAN and last.confidence >= enough

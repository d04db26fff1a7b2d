"""Keys pressed blindly at moments known from earlier calls (`SendDigits`).

The carrier presses them from the answer on, and nothing is heard meanwhile: no step is
verified, so only a way with a good record is gone like this, and none on which a menu
that changed without a word could send us to an emergency desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts
from panda.menu.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from panda.menu.menu import Route, RouteStep, Transport

MOST_CHARS = 32
"""Longest `SendDigits` (PROTOCOLS B3)."""
PROVEN = 3
"""From so many successes on, without a failure, a way may be tried blindly."""
TRUSTED = 0.75
"""And from this confidence on, always: three of three come to 0.8 and fade in weeks."""
BEGUN_MS = 2_500
"""By then the next prompt is being read: menus answer a key within a second or two."""
_WAIT_MS = 500
"""What `w` waits; `W` waits twice as long."""
_TAKEN = frozenset({"in-band", "update"})
"""What shows that a carrier's keys arrive: they are tones of the usual length."""


def blind_keys(
    route: Route | None, number: str, transports: Collection[Transport]
) -> str:
    """Return the `SendDigits` of a known way, "" if it is not to be gone blindly.

    Args:
        route: What is known.
        number: Who is called: another number's way, however alike, is no record.
        transports: What the installation offers.
    """
    if route is None or "dial" not in transports or route.number != number:
        return ""
    proven = route.successes >= PROVEN and route.failures == 0
    if not proven or route.confidence < TRUSTED or route.blind is False:
        return ""
    if not route.steps or not all(map(_is_safe, route.steps)):
        return ""
    keys = "".join(
        wait(_moment_ms(step, first=place == 0)) + step.keys
        for place, step in enumerate(route.steps)
    )
    return keys if len(keys) <= MOST_CHARS else ""


def wait(ms: int) -> str:
    """Return what lets at least so much time pass.

    Example:
        >>> wait(3_200)
        'WWWw'
    """
    halves = -(-ms // _WAIT_MS)
    return "W" * (halves // 2) + "w" * (halves % 2)


def lasts_ms(keys: str) -> int:
    """Say how long keys take, of which each is heard for a quarter of a second."""
    waits = {"w": _WAIT_MS, "W": 2 * _WAIT_MS}
    return sum(waits.get(key, 250) for key in keys)


def _moment_ms(step: RouteStep, *, first: bool) -> int:
    """Say when a step is taken, after the answer or the key before it.

    A prompt that was seen to take a key while it is read takes it from its beginning
    on. Not so the first: a greeting may stand before it that takes none.
    """
    early = bool(step.barge_in) and not first
    return min(step.heard_ms, BEGUN_MS) if early else step.heard_ms


def pressed(keys: str) -> str:
    """Return the keys without what is waited before them."""
    return keys.replace("w", "").replace("W", "")


def _is_safe(step: RouteStep) -> bool:
    """Whether a step may be taken without hearing the prompt."""
    if not step.keys or not step.heard_ms or step.transport not in _TAKEN:
        return False
    return not any(
        Concept.EMERGENCY in concepts(fold(option.label)) for option in step.options
    )

"""Following a known route: press early, but only where the prompt is the known one."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from panda.menu.routes import SAME, coverage, similarity
from panda.menu.words import fold

if TYPE_CHECKING:
    from panda.menu.menu import Route, RouteStep
    from panda.menu.prompt import Prompt

_ENOUGH_HEARD = 0.5
"""Share of the known prompt after which its words alone are proof."""
_ENOUGH_KEYS = 2
"""So many options with the keys they had are no accident."""
_PROVEN = 2
"""A route that has worked this often is believed by the prompt's words; one that has
not, only when the option itself is heard again. Menus change, and a wrong key may ring
at an emergency desk."""
_ANOTHER = 0.5
"""Below this similarity a prompt is another one."""
_ALIKE = 72.0


class Verdict(Enum):
    """How a prompt compares with the one the route expects."""

    SAME = auto()
    UNSURE = auto()
    """Not enough heard."""
    OTHER = auto()


class Replay:
    """The steps of a known route, one by one."""

    def __init__(self, route: Route | None) -> None:
        self._steps = list(route.steps) if route else []
        self._trusted = (
            route is not None
            and route.successes >= _PROVEN
            and route.successes > 3 * route.failures
        )
        self._at = 0
        self.drifted = False
        """Whether the menus were no longer those of the route."""

    @property
    def active(self) -> bool:
        """Whether there is a route to follow, and it held so far."""
        return bool(self._steps) and not self.drifted

    @property
    def expected(self) -> RouteStep | None:
        """What comes next, if the route still holds."""
        if not self.active or self._at >= len(self._steps):
            return None
        return self._steps[self._at]

    def advance(self) -> None:
        """The expected step was taken."""
        self._at += 1

    def drift(self) -> None:
        """The menus have changed: explore from here."""
        if self.active:
            self.drifted = True

    def judge(self, prompt: Prompt, *, read: bool) -> Verdict:
        """Compare a prompt with the expected one; `read` if it was heard to its end."""
        step = self.expected
        if step is None:
            return Verdict.OTHER
        if contradicts(prompt, step):
            return Verdict.OTHER
        if offers(prompt, step):
            return Verdict.SAME
        alike = similarity(prompt.fingerprint, step.fingerprint)
        if alike >= SAME and self._trusted and self._is_proven(prompt, step):
            return Verdict.SAME
        if read or (alike < _ANOTHER and len(prompt.menu.options) > 1):
            return Verdict.OTHER
        return Verdict.UNSURE

    def _is_proven(self, prompt: Prompt, step: RouteStep) -> bool:
        """Whether enough of the known prompt was heard, with the same keys."""
        known = iter(step.fingerprint.split())
        keys = [option.digits for option in prompt.menu.options if option.digits]
        if not all(key in known for key in keys):  # in this order
            return False
        heard = coverage(prompt.fingerprint, step.fingerprint)
        return len(keys) >= _ENOUGH_KEYS or (not keys and heard >= _ENOUGH_HEARD)


def contradicts(prompt: Prompt, step: RouteStep) -> bool:
    """Whether the step's key now leads elsewhere, or its words have another key."""
    if not step.keys or not step.label:
        return False
    wanted = fold(step.label)
    return any(
        (option.digits == step.keys) != (ratio(fold(option.label), wanted) >= _ALIKE)
        for option in prompt.menu.options
        if option.digits == step.keys or fold(option.label) == wanted
    )


def offers(prompt: Prompt, step: RouteStep) -> bool:
    """Whether a prompt offers what a step did there: same key, much the same words."""
    return any(
        (option.digits == step.keys if step.keys else option.say == step.say)
        and ratio(fold(option.label), fold(step.label)) >= _ALIKE
        for option in prompt.menu.options
    )

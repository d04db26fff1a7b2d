"""Following a known route: press early, but only where the prompt is the known one."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.menu.likeness import same_words
from panda.menu.routes import SAME, coverage, similarity
from panda.menu.words import fold

if TYPE_CHECKING:
    from panda.menu.menu import Option, Route, RouteStep
    from panda.menu.prompt import Prompt

TRUSTED = 0.6
"""From this confidence on a prompt is believed by the first of its options. One that
has worked once, lately, has 0.67; below, the option itself must be heard again. Menus
change, and a wrong key may ring at an emergency desk."""
_MET = 1
"""From so many earlier calls on a prompt is believed by its opening alone. More made
the second call slower by a sixth and no call any safer: what protects is that the whole
opening must come again, and end with what introduces options."""
_OPENING_WORDS = 2
"""An opening with fewer telling words could be anybody's; see `_could_be_another`."""
_OPENED = 0.85
"""Likeness of two openings from which on they are one."""
_CHANGES = re.compile(r"\b(chang|cambi|modifi|geander|verander|mud(ou|aram)|alter)")
"""Stems by which a prompt says that its options are not what they were."""
_ASKS = re.compile(
    r"\b(follow|choos|choice|select|option|menu|help|siguient|elij|escoj|opcion|ayud"
    r"|suivant|choisi|choix|aider|folgend|waehl|auswahl|helfen|seguint|escolh|opc"
    r"|which|cual|quel|welch|qual\b|quais\b)"
)
"""Stems of the sentence after which options come, and nothing else: an invitation to
choose, or the question that they answer."""
_LANGUAGES = re.compile(
    r"\b(englis|ingles|anglai|espan|spanis|franc|frenc|deutsc|portug)"
)
_ENOUGH_HEARD = 0.5
"""Share of a known prompt without options after which its words are proof."""
_WHOLE = 0.9
"""Share of a known prompt after which nothing of it is left to wait for."""
_ANOTHER = 0.5
"""Below this similarity a prompt is another one."""
_ALIKE = 72.0
_END = "(end)"
"""Where a prompt came and the route had ended."""


class Verdict(Enum):
    """How a prompt compares with the one the route expects."""

    SAME = auto()
    UNSURE = auto()
    """Not enough heard."""
    OTHER = auto()


class Replay:
    """The steps of a known route, one by one.

    Args:
        route: The route; without one nothing is ever expected.
        lent_at: If it is another number's: how many of its steps were done before.
    """

    def __init__(self, route: Route | None, *, lent_at: int | None = None) -> None:
        self._steps = list(route.steps) if route else []
        self._trusted = route is not None and route.confidence >= TRUSTED
        self._lent = lent_at is not None
        self._at = self._began = lent_at or 0
        self.drifted_from = ""
        """The fingerprint of the prompt expected where another one came."""
        self.blind: bool | None = None
        """Whether keys pressed unheard seem to have led on; None if none were."""
        self.assumed: tuple[RouteStep, ...] = ()
        """The steps that are taken to have been gone so."""
        self._rewound = False

    @property
    def drifted(self) -> bool:
        """Whether the menus were no longer those of the route."""
        return self.drifted_from != ""

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

    @property
    def held(self) -> bool:
        """Whether a prompt was found to be the expected one."""
        return self._at > self._began

    def advance(self, step: RouteStep) -> RouteStep:
        """Take the expected step; return what it says of the prompt before us.

        Of another number's step that is only how its keys are sent.
        """
        self._at += 1
        self._rewound = False
        if not self._lent:
            return step
        unheard = {"fingerprint": "", "opening": "", "options": ()}
        return step.model_copy(update=unheard)

    def assume(self) -> None:
        """Take all steps to have been gone by keys that were pressed unheard."""
        self._at, self.blind = len(self._steps), True
        self.assumed = tuple(self._steps)

    def rewind(self, prompt: Prompt) -> None:
        """Find out by a menu where keys that were pressed unheard have led.

        One of the route's own, of which any part may have been missed, says that the
        rest of them were lost; another one that the way has changed.
        """
        self.blind = False
        for at, step in enumerate(self._steps):
            if is_part(prompt, step):
                self._at, self.assumed, self._rewound = at, self.assumed[:at], True
                return

    def drift(self) -> None:
        """The menus have changed: explore from here."""
        if self.active:
            step = self.expected
            self.drifted_from = _END if step is None else step.fingerprint

    def judge(self, prompt: Prompt, *, read: bool) -> Verdict:
        """Compare a prompt with the expected one; `read` if it was heard to its end."""
        step = self.expected
        if step is None:
            return Verdict.OTHER
        if contradicts(prompt, step):
            return Verdict.OTHER
        if offers(prompt, step) or (self._rewound and is_part(prompt, step)):
            return Verdict.SAME
        alike = similarity(prompt.fingerprint, step.fingerprint)
        # After a key that was verified, how it begins may have been misheard.
        alike_enough = alike >= SAME or (self.held and bool(prompt.menu.options))
        if alike_enough and self._trusted and self._is_proven(prompt, step):
            return Verdict.SAME
        if read or (alike < _ANOTHER and len(prompt.menu.options) > 1):
            return Verdict.OTHER
        return Verdict.UNSURE

    def _is_proven(self, prompt: Prompt, step: RouteStep) -> bool:
        """Whether what was heard is how the known prompt begins."""
        heard, known = prompt.menu.options, step.options
        if not heard or not known:
            whole = coverage(prompt.fingerprint, step.fingerprint)
            return not heard and not known and whole >= _ENOUGH_HEARD
        return len(heard) <= len(known) and all(map(same_offer, heard, known))

    def opens(self, prompt: Prompt) -> bool:
        """Whether the expected prompt is known by what it says before its options.

        Never one that has changed or says so, and only on a trusted route.
        """
        step = self.expected
        if step is None or not self._trusted or step.seen < _MET or not step.keys:
            return False
        if not step.opening or prompt.menu.options or self._could_be_another(step):
            return False
        if _CHANGES.search(step.opening) or _CHANGES.search(fold(prompt.text)):
            return False
        heard, known = prompt.fingerprint, step.opening
        if heard.split()[-1:] != known.split()[-1:]:
            return False
        # Between a greeting and the options it may yet be said that they have changed.
        # A choice of languages is harmless, and hardly ever does.
        if not (_ASKS.search(fold(prompt.last)) or _chooses_language(step)):
            return False
        return min(coverage(heard, known), coverage(known, heard)) >= _OPENED

    def _could_be_another(self, step: RouteStep) -> bool:
        """Whether a short opening could be that of a prompt before, read once more.

        "How may we help you today?" is enough after a key that was verified, unless the
        menu where it was pressed, which comes again if it was lost, asks so, too.
        """
        words = step.opening.split()
        if len(words) >= _OPENING_WORDS:
            return False
        before = self._steps[: self._at]
        ends = {one.opening.split()[-1] for one in before if one.opening}
        return not before or words[-1] in ends

    def is_whole(self, prompt: Prompt) -> bool:
        """Whether all of the expected prompt was heard: it can be acted on at once."""
        step = self.expected
        return (
            step is not None
            and len(prompt.menu.options) >= len(step.options)
            and coverage(prompt.fingerprint, step.fingerprint) >= _WHOLE
        )

    def waits(self, *, patient: bool) -> bool:
        """Whether the expected prompt takes no key before its end.

        What it did on an earlier call says more than what others did on this one
        (`patient`).
        """
        step = self.expected
        listens = None if step is None else step.barge_in
        return patient if listens is None else not listens


def _chooses_language(step: RouteStep) -> bool:
    labels = [fold(option.label) for option in step.options]
    return bool(labels) and all(_LANGUAGES.search(label) for label in labels)


def contradicts(prompt: Prompt, step: RouteStep) -> bool:
    """Whether the step's key now leads elsewhere, or its words have another key."""
    if not step.keys or not step.label:
        return False
    wanted = fold(step.label)
    return any(
        (option.digits == step.keys)
        != same_words(option.label, step.label, least=_ALIKE)
        for option in prompt.menu.options
        if option.digits == step.keys or fold(option.label) == wanted
    )


def offers(prompt: Prompt, step: RouteStep) -> bool:
    """Whether a prompt offers what a step did there: same key, much the same words."""
    return any(
        (option.digits == step.keys if step.keys else option.say == step.say)
        and same_words(option.label, step.label, least=_ALIKE)
        for option in prompt.menu.options
    )


def same_offer(one: Option, other: Option) -> bool:
    """Whether two options are one: the same key, much the same words."""
    return one.digits == other.digits and same_words(
        one.label, other.label, least=_ALIKE
    )


def is_part(prompt: Prompt, step: RouteStep) -> bool:
    """Whether all that a prompt offers so far is known of a step's."""
    heard = prompt.menu.options
    return bool(heard) and all(
        any(same_offer(one, known) for known in step.options) for one in heard
    )

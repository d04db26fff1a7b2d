"""The one question about the way that is open, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from functools import partial
from typing import TYPE_CHECKING

from panda.menu.asking.check import checked
from panda.menu.asking.doubt import doubt
from panda.menu.asking.question import Act, Unanswered, WayQuestion
from panda.menu.choose import only_other_languages
from panda.menu.ending import PAUSE_MS
from panda.menu.menu import Option
from panda.menu.steps import Ask, Stuck, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.menu.asking.check import Checked
    from panda.menu.asking.question import Doubt, WayAnswer
    from panda.menu.choose import Choice
    from panda.menu.journey import Deed, Journey
    from panda.menu.menu import Menu
    from panda.menu.prompt import Prompt
    from panda.menu.steps import Step

DEADLINE_MS = 2_000
"""After this the rules act; menus wait for five seconds or so."""
RETURN_MS = 200
"""What an answer may take on its way back to the call."""
MOST = 6
"""Questions on one call, at most: a tree that raises more is not worth its cost."""


class Fate(StrEnum):
    """What became of an answer."""

    TAKEN = auto()
    REFUSED = auto()
    """It did not pass the check."""
    LATE = auto()
    """Too late, or beside the point by now."""
    FAILED = auto()
    """There was none."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a question is about; another prompt, or one read further, is another."""

    heard: tuple[str, ...]
    menu: Menu
    failed: tuple[str, ...]


class Asking:
    """Keeps a navigator's question until it is answered, too late, or beside the point.

    Questions are numbered: an answer to any but the open one is dropped.

    Args:
        journey: The way so far.
        language: The caller's, two letters.
    """

    def __init__(self, journey: Journey, language: str) -> None:
        self._journey = journey
        self._language = language
        self._matter: _Matter | None = None
        self._question: WayQuestion | None = None
        self._asked_ms = 0
        self._advice: Checked = None
        self._put_ms: dict[str, int] = {}
        """When each question was put."""

    def about(self, prompt: Prompt, choice: Choice, now_ms: int) -> list[Step]:
        """Ask about the rules' choice, if it is unsure."""
        if only_other_languages(prompt.menu, self._language):
            return []  # ours has the key that is left
        place = self._journey.known(prompt)
        why = doubt(
            prompt.menu,
            choice,
            lambda option: self._journey.second(prompt, option),
            avoid=place.bad if place else (),
        )
        return self.ask(prompt, why, now_ms)

    def ask(self, prompt: Prompt, why: Doubt | None, now_ms: int) -> list[Step]:
        """Put a question, once, in the first pause: a menu's patience is short."""
        if why is None or prompt.quiet_ms(now_ms) < PAUSE_MS:
            return []
        matter = self._of(prompt)
        if matter == self._matter or len(self._put_ms) >= MOST:
            return []
        self._matter, self._asked_ms, self._advice = matter, now_ms, None
        self._question = WayQuestion(
            request=f"way-{len(self._put_ms) + 1}",
            doubt=why,
            goal=self._journey.goal,
            language=self._language,
            heard=matter.heard,
            options=matter.menu.options,
            stay=matter.menu.stay,
            path=self._journey.trail.labels,
            failed=matter.failed,
            deadline_ms=DEADLINE_MS - RETURN_MS,
        )
        self._put_ms[self._question.request] = now_ms
        return [Ask(self._question)]

    def awaits(self, prompt: Prompt, now_ms: int) -> bool:
        """Whether the answer about a prompt is still worth waiting for."""
        is_open = self._question is not None and self._of(prompt) == self._matter
        return is_open and now_ms - self._asked_ms < DEADLINE_MS

    def told(self, answer: WayAnswer | Unanswered, now_ms: int) -> Told:
        """Take an answer; only one in time that passes the check will be acted on."""
        fate = self._fate(answer, now_ms)
        put_ms = self._put_ms.get(answer.request, now_ms)
        return Told(answer.request, now_ms - put_ms, fate)

    def _fate(self, answer: WayAnswer | Unanswered, now_ms: int) -> Fate:
        question = self._question
        is_open = question is not None and question.request == answer.request
        self._question = None if is_open else question
        if isinstance(answer, Unanswered):
            return Fate.FAILED
        if question is None or not is_open or now_ms - self._asked_ms >= DEADLINE_MS:
            return Fate.LATE
        self._advice = checked(question, answer)
        return Fate.REFUSED if self._advice is None else Fate.TAKEN

    def deed(self, prompt: Prompt) -> Callable[[], Deed] | None:
        """Return how to do what was advised on a prompt; None to act by the rules.

        To ask changes nothing: the prompt's place is entered when the deed is done. To
        be stuck is believed once the keys were tried that often work unoffered.
        """
        if self._advice is None or self._of(prompt) != self._matter:
            return None
        place = self._journey.known(prompt)
        match self._advice:
            case Option() as option:
                act: Callable[[], Deed] = partial(self._journey.attempt, option)
            case Act.WAIT if place is None or not place.stayed:
                act = self._journey.stay
            case Act.STUCK if place is not None and place.guessed:
                act = partial(Stuck, "nothing_here")
            case _:
                return None
        return partial(self._there, prompt, act)

    def _there(self, prompt: Prompt, act: Callable[[], Deed]) -> Deed:
        """Act at a prompt's place."""
        self._journey.enter(prompt)
        return act()

    def drop(self) -> None:
        """Forget the open question: we have acted, or are elsewhere."""
        self._question, self._matter, self._advice = None, None, None

    def _of(self, prompt: Prompt) -> _Matter:
        place = self._journey.known(prompt)
        failed = [one.digits or one.say for one in place.bad] if place else []
        return _Matter(prompt.heard, prompt.menu, tuple(failed))

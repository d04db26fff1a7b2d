"""The way taken so far on a call: where we are, what was tried, what is left to try."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from panda.menu.choose import choose, names_language, only_other_languages
from panda.menu.detect import find, same_option
from panda.menu.escalation import BY_CARRIER
from panda.menu.menu import Option
from panda.menu.places import Place, Places, is_detour
from panda.menu.steps import Enter, Press, Speak, Stuck, Understood
from panda.menu.trail import Trail
from panda.menu.wording import GUESSES, LANGUAGE_KEYS, OPERATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.choose import Choice
    from panda.menu.escalation import Escalation
    from panda.menu.menu import Keypad, Means, Menu, RouteStep
    from panda.menu.prompt import Prompt

MOST_ACTIONS = 14
"""Keys pressed and options spoken on one call, at most."""
_FEWEST_OF_NEXT = 3
"""Words of a prompt that began without a pause after our key."""
MOST_VISITS = 3
"""Coming to the same menu this often is a loop."""
_Among = tuple["Menu", tuple["Option", ...], bool]
Deed = Press | Enter | Speak | Stuck | None
"""What to do next; None is to wait and say nothing."""


class Journey:
    """Decides how an option is tried, and remembers."""

    def __init__(
        self, goal: str, language: str, escalation: Escalation, about: str = ""
    ) -> None:
        self.goal = goal
        self._about = about
        self.language = language
        self._escalation = escalation
        self.place: Place | None = None
        """Where we acted last."""
        self.last: Option | None = None
        """What we tried there; None if we only waited."""
        self.hopeless = ""
        """If we only wait because nothing else is left: why."""
        self.entry = ""
        """The placeholder of what we entered last: no option, and never spoken."""
        self.trail = Trail()
        self.actions: list[str] = []
        self.sent: Means | None = None
        """What carries, or carried, what we tried last."""
        self.patient = False
        """Whether this business takes keys only after its prompts."""
        self._chosen: deque[tuple[_Among, Choice]] = deque(maxlen=2)
        """The latest choices and what they were among: the first and the second."""
        self._places = Places()
        self._told: list[Place] = []

    @property
    def path(self) -> tuple[RouteStep, ...]:
        """The steps that led here, each with all that was learned of its prompt."""
        return self.trail.path

    @property
    def menus(self) -> int:
        """How many different prompts were acted on."""
        return len(self._places)

    def known(self, prompt: Prompt) -> Place | None:
        """Return the place of a prompt, if we have been there.

        A prompt that offers what we have just tried is the same one, read on.
        """
        place = self._places.recognise(prompt)
        if place is None and self.last is not None:
            last = self.last
            reads_on = any(same_option(one, last) for one in prompt.menu.options)
            return self.place if reads_on else None
        return place

    def past_tried(self, text: str) -> str:
        """Cut off words up to the option that we have just tried: the old prompt's.

        Unless hardly any is left, or more options: it is that prompt which talked on.
        """
        found = find(text, language=self.language)
        tried = self.last
        ends = [
            end
            for option, end in zip(found.menu.options, found.ends, strict=True)
            if tried is not None and same_option(option, tried)
        ]
        rest = text[max(ends) :].lstrip(" .,;?!") if ends else ""
        menu = find(rest, language=self.language).menu
        on = bool(menu.options) or menu.stay or len(rest.split()) < _FEWEST_OF_NEXT
        return text if on else rest

    def choice(self, prompt: Prompt) -> Choice:
        """Choose among the options of a prompt, without those that led nowhere."""
        place = self.known(prompt)
        bad = tuple(place.bad) if place else ()
        return self._choose(
            prompt.menu, bad, may_stay=place is None or not place.stayed
        )

    def second(self, prompt: Prompt, first: Option) -> Choice:
        """Choose as if an option had led nowhere: what comes next to it."""
        place = self.known(prompt)
        bad = tuple(place.bad) if place else ()
        return self._choose(prompt.menu, (*bad, first), may_stay=False)

    def _choose(
        self, menu: Menu, avoid: tuple[Option, ...], *, may_stay: bool
    ) -> Choice:
        """Choose, or say again what was chosen lately: it is asked for at each tick."""
        asked = menu, avoid, may_stay
        known = next((choice for among, choice in self._chosen if among == asked), None)
        if known is not None:
            return known
        choice = choose(
            self.goal,
            menu,
            language=self.language,
            avoid=avoid,
            may_stay=may_stay,
            about=self._about,
        )
        self._chosen.append((asked, choice))
        return choice

    def enter(self, prompt: Prompt) -> Place:
        """Make the prompt's place the current one, new or known."""
        place = self.known(prompt)
        if place is None:
            place = self._places.add(prompt, len(self.trail))
            self._got_through()
        else:
            place.widen(prompt)
        place.languages = names_language(prompt.rest, self.language)
        self.place = place
        return place

    def _got_through(self) -> None:
        """Believe in what carried our last deed: another prompt followed it.

        Where tones are not heard at all, that they were talked over shows nothing.
        """
        by = self.trail.carried_by
        if self.last is None or self.place is None or by is None:
            return
        self._escalation.worked(by)
        tried = self.place.tries.get(self.last, [])
        if by in BY_CARRIER and not BY_CARRIER.issuperset(tried):
            self.place.barge_in, self.patient = None, False

    def enter_wordless(self, kind: str, prompt: Prompt) -> Place:
        """Enter a place known by its kind: such prompts in a row count as one."""
        if self.place is None or self.place.fingerprint != kind:
            self.place = self._places.add(prompt, len(self.trail))
            self.place.fingerprint = kind
        return self.place

    def understood(self) -> list[Understood]:
        """Report the menu of the current place, once."""
        place = self.place
        if place is None or place in self._told or not place.menu.options:
            return []
        self._told.append(place)
        return [Understood(place.menu)]

    def returned(self, prompt: Prompt, *, failed: bool) -> bool:
        """Note a return from elsewhere to a known menu; what led back is bad."""
        place = self.known(prompt)
        if place is None or self.place is None:
            return False
        if place is self.place and (failed or not is_detour(place, prompt)):
            return False
        if self.last is not None:
            self.place.bad.append(self.last)
        place.visits += 1
        place.forgive()
        self.trail.back_to(place)
        return True

    def talked_over(self) -> None:
        """Note that the current prompt does not listen before it has ended.

        The next ones are taken to be alike.
        """
        self.patient = True
        if self.place is not None:
            self.place.barge_in = False

    def is_loop(self) -> bool:
        """Whether the current place has been come to too often."""
        return self.place is not None and self.place.visits >= MOST_VISITS

    def take(self, choice: Choice) -> Deed:
        """Carry a choice out at the current place."""
        place = self.place
        assert place is not None
        if choice.option is not None:
            return self.attempt(choice.option)
        if choice.reason == "stay" and not place.stayed:
            self.stay()
            return None
        return self.guess("unresponsive" if place.tries else "no_option")

    def attempt(self, option: Option, *, known: RouteStep | None = None) -> Deed:
        """Try an option the way that is left; if none is, the next best option."""
        place = self.place
        assert place is not None
        tried = place.tries.get(option, [])
        by = self._next(place, option, known)
        if by is None:
            place.bad.append(option)
            other = choose(
                self.goal,
                place.menu,
                language=self.language,
                avoid=place.bad,
                about=self._about,
            )
            return self.take(other)
        if known is not None:
            place.waited_for = known.barge_in is False
        # Where the only tones so far were talked over, short ones may do as well.
        too_early = place.barge_in is False and not place.waited_for
        excused = by == "slow" and tried == ["in-band"] and too_early
        place.tried(option, by)
        self.trail.record(place, option, "in-band" if excused else by, known)
        return self._send(option, by)

    def _next(
        self, place: Place, option: Option, known: RouteStep | None
    ) -> Means | None:
        """Say how to try an option now: as it worked on an earlier call, if it did."""
        tried = place.tries.get(option, [])
        if known is not None and not tried:
            self._escalation.worked(known.transport)
        return self._escalation.next(tried, keys=bool(option.digits))

    def refused(self) -> None:
        """Note that our last keys were never pressed: the carrier would not do it."""
        if self.sent is None:
            return
        self._escalation.refused(self.sent)
        self.actions.pop()
        guessed = self.last is not None and self.last.label == OPERATOR
        if guessed and self.place is not None:
            self.place.guessed -= 1  # it was not made, so it is the next one again

    def unmade(self) -> None:
        """Note that our last entry was not made: nothing of it was keyed."""
        if self.last is not None and self.last.label == self.entry != "":
            self.actions.pop()

    def again(self) -> Deed:
        """Try the last option once more, by the next way."""
        if self.place is None or self.last is None or self.last.label == self.entry:
            return None
        if self.last.label == OPERATOR:
            return self.guess("unresponsive" if self.place.tries else "no_option")
        return self.attempt(self.last)

    def entry_by(self, tried: Sequence[Keypad]) -> Keypad | None:
        """Say what carries an entry next; None when all was tried."""
        by = self._escalation.next(tried, keys=True)
        return None if by == "spoken" else by

    def entered(self, deed: Enter) -> Deed:
        """Note that a value is being keyed in. It is no step of a way to remember."""
        if len(self.actions) >= MOST_ACTIONS:
            return Stuck("too_many_keys")
        self.actions.append(deed.field.placeholder)
        self.hopeless = ""
        self.entry = deed.field.placeholder
        self.last, self.sent = Option(label=self.entry), deed.transport
        return deed

    def confirmed(self, option: Option, by: Keypad) -> Deed:
        """Note that an entry is being confirmed. It is no more to be remembered.

        What is said before may be what was entered; and where an entry is asked for
        again its confirmation is, too.
        """
        return self._send(option, by)

    def guess(self, reason: str, keys: Sequence[str] = GUESSES) -> Deed:
        """Try what often works unoffered, then wait; `reason` if that is done too."""
        place = self.place
        assert place is not None
        offered = {option.digits for option in place.menu.options}
        bare = place.languages and not place.menu.options
        if bare or only_other_languages(place.menu, self.language):
            keys = (*LANGUAGE_KEYS, *keys)
        while place.guessed < len(keys):
            digits = keys[place.guessed]
            place.guessed += 1
            if digits not in offered and (by := self._escalation.keys_by) is not None:
                option = Option(digits=digits, label=OPERATOR)
                self.trail.record(place, option, by, None)
                return self._send(option, by)
        if place.stayed:
            return Stuck(reason)
        self.stay()
        self.hopeless = reason
        return None

    def stay(self) -> None:
        """Wait on the line and see."""
        if self.place is not None:
            self.place.stayed = True
        self.last = None

    def _send(self, option: Option, by: Means) -> Deed:
        if len(self.actions) >= MOST_ACTIONS:
            return Stuck("too_many_keys")
        self.hopeless = ""
        self.last, self.sent = option, by
        if by == "spoken":
            words = option.say or option.label
            self.actions.append(f"({words})")
            return Speak(words, option.label)
        self.actions.append(option.digits)
        return Press(option.digits, option.label, by)

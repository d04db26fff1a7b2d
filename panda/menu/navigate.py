"""The way through a phone menu, in a closed loop: hear, choose, press, hear again.

Sans-I/O: every method takes what happened and the time in ms, and returns the steps to
be taken. Nothing is believed to have worked until another prompt, a person, a queue or
ringing is heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.account import account
from panda.menu.asking.asking import Asking
from panda.menu.asking.doubt import riddle
from panda.menu.borrowing import Borrowing, begins_with
from panda.menu.choose import CERTAIN
from panda.menu.doubt import hears_again
from panda.menu.ear import Ear
from panda.menu.ending import PAUSE_MS, end_of
from panda.menu.escalation import STANDARD, Escalation
from panda.menu.journey import Journey
from panda.menu.menu import LineKind, Option
from panda.menu.patience import Silence, silence
from panda.menu.prompt import Prompt
from panda.menu.replay import Replay, Verdict
from panda.menu.requests import Entries, never, requested
from panda.menu.rest import may_continue, may_offer_to_wait
from panda.menu.sending import Fate, Sending
from panda.menu.steps import Arrived, Enter, Press, Speak, Step, Stuck

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from panda.audio.sounds import Sound
    from panda.line.segments import Segments
    from panda.menu.asking.question import Unanswered, WayAnswer
    from panda.menu.choose import Choice
    from panda.menu.journey import Deed
    from panda.menu.memory.trip import Trip
    from panda.menu.menu import Route, RouteStep, Transport
    from panda.menu.requests import Releases
    from panda.private import PrivateField


class Navigator:
    """Finds the way to a goal, or replays a known route as long as it holds."""

    def __init__(
        self,
        goal: str,
        route: Route | None = None,
        *,
        language: str = "en",
        about: str = "",
        transports: Collection[Transport] = STANDARD,
        business: str = "",
        releases: Releases = never,
    ) -> None:
        self._language = language
        self._known = route
        self._replay = Replay(route)
        escalation = Escalation(transports)
        self._journey = Journey(goal, language, escalation, about)
        self._borrowing = Borrowing(business, known=route is not None)
        self._prompt = Prompt(language, 0)
        self._ear = Ear()
        self._asking = Asking(self._journey, language)
        self._entries = Entries(self._journey, self._ear, releases, language)
        self._settled: Prompt | None = None
        """The prompt whose place is settled, while its question is open."""
        self._sending = Sending()
        self._ended: Arrived | Stuck | None = None
        self._early = False
        """Whether we acted before the prompt was read to its end."""
        self._failed = False
        """Whether a complaint was heard about our last action."""

    # --- what became of it --------------------------------------------------------

    @property
    def path(self) -> tuple[RouteStep, ...]:
        """The steps that led here."""
        return (*self._replay.assumed, *self._journey.path)

    @property
    def keys(self) -> str:
        """All keys pressed, in order; spoken options in parentheses."""
        return "".join(self._journey.actions)

    @property
    def menus(self) -> int:
        """How many different menus were met."""
        return self._journey.menus

    @property
    def drifted(self) -> bool:
        """Whether the known route no longer held."""
        return self._replay.drifted

    def trip(self, number: str, *, used_at: datetime, seconds: float = 0.0) -> Trip:
        """Return the way taken, to be remembered; see `account`."""
        return account(
            self._journey,
            self._replay,
            self._known,
            self._ended,
            number=number,
            language=self._language,
            entry=self._borrowing.entry,
            used_at=used_at,
            seconds=seconds,
        )

    # --- what happens -------------------------------------------------------------

    def begin(
        self,
        heard: Sequence[tuple[str, int]],
        now_ms: int,
        *,
        segments: Segments | None = None,
        since_ms: int = 0,
    ) -> list[Step]:
        """Take in what was heard (words, ms) before it was known to be a menu.

        Args:
            heard: What was said, in order.
            now_ms: The time.
            segments: The speech of which the words have not come yet.
            since_ms: When it began to be heard: the answer, or the end of a talk.
        """
        if heard:
            self._prompt.began_ms = since_ms
        if segments is not None:
            self._ear.segments = segments
        speaking_since = self._ear.segments.speaking_since
        for text, at_ms in heard:
            self._prompt.hear(text, at_ms)
        if speaking_since is not None:
            self._prompt.speech(started=True, now_ms=speaking_since)
        return self._heard(now_ms) if heard else []

    def begin_behind(self, now_ms: int) -> None:
        """Begin where the known route leads: its keys were pressed, unheard."""
        self._replay.assume()
        self._ear.acted_ms = now_ms
        self._prompt = Prompt(self._language, now_ms)

    def hear(self, text: str, now_ms: int, item: str = "") -> list[Step]:
        """Take the final words of one utterance, by the voice's name for it."""
        is_new = self._ear.is_new(now_ms, item, playing=self._sending.active)
        if self._ended is not None or not text.strip():
            return []
        if not is_new or self._sending.cuts_off:
            return []
        self._prompt.hear(text, now_ms, item)
        return self._heard(now_ms)

    def _heard(self, now_ms: int) -> list[Step]:
        sought = self._borrowing.listen(self._prompt, self._journey)
        return [*sought, *self._consider(now_ms)]

    def borrow(self, route: Route, now_ms: int) -> list[Step]:
        """Follow another number's way from here on, if it may still be ours.

        It is verified as any other; where it does not hold we explore on.
        """
        taken, free = self.path, self._ended is None and self._known is None
        if not free or self._journey.dead or not begins_with(route, taken):
            return []
        self._known, self._replay = route, Replay(route, lent_at=len(taken))
        return self._consider(now_ms)

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> list[Step]:
        """Take that somebody began or ceased to speak."""
        self._ear.speech(started=started, now_ms=now_ms, item=item)
        self._prompt.speech(started=started, now_ms=now_ms, item=item)
        return []

    def sound(self, sound: Sound, now_ms: int) -> list[Step]:
        """Take that the line sounds different."""
        if self._ended is not None:
            return []
        self._prompt.sound(sound, now_ms)
        self._ear.sound(sound, now_ms)
        return self._consider(now_ms)

    def keys_played(self, now_ms: int) -> list[Step]:
        """Take that the keys have been played: what is said from now on is new."""
        if self._sending.end():
            self._ear.acted_ms = now_ms
        return []

    def keys_refused(self, now_ms: int) -> list[Step]:
        """Take that the keys were not pressed: they go another way, or wait for one."""
        if not self._sending.end():
            return []
        self._journey.refused()
        return self._do(self._entries.again() or self._journey.again(), now_ms)

    def unfit(self, field: PrivateField, now_ms: int) -> list[Step]:
        """Take that a value could not be entered as it was asked for, and was not."""
        is_sent = self._sending.end()
        return self._do(self._entries.unfit(field), now_ms) if is_sent else []

    def tick(self, now_ms: int) -> list[Step]:
        """Take that time has passed."""
        if self._ended is not None:
            return []
        if self._sending.active:
            match self._sending.fate(now_ms):
                case Fate.LOST:
                    return self.keys_refused(now_ms)
                case Fate.ARRIVED:
                    return self.keys_played(now_ms)
                case Fate.UNKNOWN:
                    return []
        self._prompt.tick(now_ms)
        return self._consider(now_ms)

    def advise(self, answer: WayAnswer | Unanswered, now_ms: int) -> list[Step]:
        """Take a supervisor's answer, or that none will come."""
        return [self._asking.told(answer, now_ms), *self._consider(now_ms)]

    # --- deciding -----------------------------------------------------------------

    def _consider(self, now_ms: int) -> list[Step]:
        early = self._early and not self._failed
        unclear = early and may_offer_to_wait(self._prompt, now_ms)
        if self._ended is not None or self._sending.active or unclear:
            return []
        kind = self._prompt.kind
        self._failed = self._failed or kind is LineKind.ERROR
        offers = bool(self._prompt.menu.options or self._prompt.menu.stay)
        if not offers and (solved := self._consider_riddle(now_ms)) is not None:
            return solved
        talked_over = kind is LineKind.HOLD and self._may_continue()
        end = end_of(
            self._prompt,
            self._journey,
            now_ms,
            language=self._language,
            talked_over=talked_over,
        )
        if end is not None:
            return self._finish(Arrived(end, self._prompt.last))
        if self._entries.concerns(self._prompt):
            waits = self._entries.is_read(self._prompt, now_ms)
            return self._do(self._entries.deed(self._prompt), now_ms) if waits else []
        if offers:
            return self._consider_menu(now_ms)
        return self._consider_words(now_ms)

    def _consider_words(self, now_ms: int) -> list[Step]:
        """Go on where nothing is offered: by the route, or by what is asked for."""
        waits = self._replay.waits(patient=self._journey.patient)
        if self._replay.opens(self._prompt) and not waits:
            return self._follow(now_ms, read=False)
        if (kind := self._prompt.kind) in {LineKind.SPEECH_MENU, LineKind.ENTRY}:
            return self._consider_request(kind, now_ms)
        return self._consider_silence(now_ms)

    def _consider_menu(self, now_ms: int) -> list[Step]:
        prompt = self._prompt
        read = prompt.is_read(now_ms) and not self._ear.pending(now_ms)
        place = self._journey.known(prompt)
        is_new = place is None
        if self._early and place is not None and place is self._journey.place:
            self._journey.talked_over()  # what we pressed was not heard over the prompt
        if self._replay.blind and read:
            self._replay.rewind(prompt)
        elif self._replay.blind:
            return []
        verdict = self._replay.judge(prompt, read=read)
        if verdict is Verdict.UNSURE:
            return []
        if verdict is Verdict.SAME and is_new:
            silent = prompt.quiet_ms(now_ms) > 0
            whole = silent and self._replay.is_whole(prompt)
            listens = (
                read or whole or not self._replay.waits(patient=self._journey.patient)
            )
            return self._follow(now_ms, read=read) if listens else []
        choice = self._journey.choice(prompt)
        has_key = choice.option is not None and bool(choice.option.digits)
        sure = has_key and choice.confidence >= CERTAIN
        again = not sure and self._may_continue()
        spoilt = hears_again(prompt, choice, now_ms) and is_new and not again
        spoilt = spoilt and self._asking.deed(prompt) is None
        if spoilt or not (read or (sure and not self._journey.patient)):
            may_ask = not sure and not self._ear.pending(now_ms)
            return self._asking.about(prompt, choice, now_ms) if may_ask else []
        if again:
            return self._press_again(now_ms)
        if is_new and verdict is Verdict.OTHER:
            self._replay.drift()
        return self._take(choice, now_ms, read=read)

    def _take(self, choice: Choice, now_ms: int, *, read: bool) -> list[Step]:
        """Carry out a choice, unless it is asked about first."""
        prompt = self._prompt
        steps: list[Step] = []
        if self._settled is not prompt:
            self._settled = prompt
            returned = self._journey.returned(prompt, failed=self._failed)
            self._journey.enter(prompt)
            steps += self._journey.understood()
            if returned and self._journey.is_loop():
                return [*steps, *self._do(Stuck("loop"), now_ms)]
            choice = self._journey.choice(prompt)
        steps += self._asking.about(prompt, choice, now_ms)
        if self._asking.awaits(prompt, now_ms):
            return steps
        self._early = not read
        self._entries.past()
        advised = self._asking.deed(prompt)
        deed = advised() if advised else self._journey.take(choice)
        return [*steps, *self._do(deed, now_ms)]

    def _follow(self, now_ms: int, *, read: bool) -> list[Step]:
        """Take the step of the known route."""
        step = self._replay.expected
        assert step is not None
        self._journey.enter(self._prompt)
        self._early = not read
        known = self._replay.advance(step)
        option = Option(digits=step.keys, say=step.say, label=step.label)
        deed = self._journey.attempt(option, known=known)
        return [*self._journey.understood(), *self._do(deed, now_ms)]

    def _may_continue(self) -> bool:
        """Whether this may be the rest of the prompt we acted on too early."""
        early = self._early and not self._failed
        return early and may_continue(self._prompt, self._journey)

    def _press_again(self, now_ms: int) -> list[Step]:
        """Press again what the prompt talked over, and learn to wait."""
        place = self._journey.place
        assert place is not None
        place.continue_with(self._prompt.menu)
        self._journey.talked_over()
        self._early = False
        return self._do(self._journey.again(), now_ms)

    # --- prompts without options --------------------------------------------------

    def _consider_request(self, kind: LineKind, now_ms: int) -> list[Step]:
        """Answer a machine that asks for words we do not know."""
        if self._prompt.quiet_ms(now_ms) < PAUSE_MS:
            return []
        self._journey.enter_wordless(kind.value, self._prompt)
        return self._do(requested(self._journey, kind, self._language), now_ms)

    def _consider_silence(self, now_ms: int) -> list[Step]:
        ear, journey = self._ear, self._journey
        match silence(self._prompt, ear, journey, now_ms, failed=self._failed):
            case Silence.AGAIN:
                return self._try_again(now_ms)
            case Silence.GUESS:
                return self._act_on_nothing(now_ms)
            case Silence.OVER:
                stuck = journey.hopeless  # else we are in a queue
                end = Stuck(stuck) if stuck else Arrived(LineKind.HOLD, "")
                return self._finish(end)
            case Silence.WAIT:
                return []

    def _consider_riddle(self, now_ms: int) -> list[Step] | None:
        """Ask about words that offer nothing we read; None to go on by the rules."""
        prompt = self._prompt
        if not prompt.last or self._ear.pending(now_ms):
            return None
        asked = self._asking.ask(prompt, riddle(prompt, now_ms), now_ms)
        if self._asking.awaits(prompt, now_ms):
            return asked
        advised = self._asking.deed(prompt)
        return self._do(advised(), now_ms) if advised else None

    def _finish(self, end: Arrived | Stuck) -> list[Step]:
        self._ended = end
        return [end]

    def _try_again(self, now_ms: int) -> list[Step]:
        place = self._journey.place
        if place is None or self._journey.last is None:
            return self._act_on_nothing(now_ms)
        if self._entries.are_asked:
            return self._do(self._entries.again(), now_ms)
        if place.fingerprint == LineKind.SPEECH_MENU:
            return self._consider_request(LineKind.SPEECH_MENU, now_ms)
        return self._do(self._journey.again(), now_ms)

    def _act_on_nothing(self, now_ms: int) -> list[Step]:
        """A machine waits, and what it offered was not understood."""
        self._journey.enter(self._prompt)
        return self._do(self._journey.guess("not_understood"), now_ms)

    def _do(self, deed: Deed, now_ms: int) -> list[Step]:
        """Carry on from a decision: what is heard next is a new prompt."""
        heard_ms = now_ms - self._prompt.began_ms
        self._ear.acted_ms = now_ms
        self._failed = False
        self._asking.drop()
        speaking = self._ear.speaking
        self._prompt = Prompt(self._language, now_ms, speaking=speaking)
        match deed:
            case Press() | Speak() | Enter():
                if not isinstance(deed, Enter):
                    self._journey.timed(heard_ms, early=self._early)
                self._sending.begin(deed, now_ms)
                return [deed]
            case Stuck():
                return self._finish(deed)
            case None:
                self._early = False
                return []

"""The way through a phone menu, in a closed loop: hear, choose, press, hear again.

Sans-I/O: every method takes what happened and the time in ms, and returns the steps to
be taken. Nothing is believed to have worked until another prompt, a person, a queue or
ringing is heard. What is decided on what is heard stands in `panda.menu.deciding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.account import account
from panda.menu.asking.asking import Asking
from panda.menu.borrowing import Borrowing, begins_with
from panda.menu.deciding.order import decide
from panda.menu.deciding.situation import Do, End, Leave, Situation
from panda.menu.ear import Ear, Spoken
from panda.menu.escalation import STANDARD, Escalation
from panda.menu.journey import Journey
from panda.menu.prompt import Prompt
from panda.menu.replay import Replay
from panda.menu.requests import Entries, never
from panda.menu.sending import Fate, Sending
from panda.menu.steps import Arrived, Enter, Press, Speak, Step, Stuck

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from panda.audio.sounds import Sound
    from panda.line.segments import Segments
    from panda.menu.asking.question import Unanswered, WayAnswer
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
        barges_in: bool = True,
    ) -> None:
        self._language = language
        self._known = route
        self._journey = Journey(goal, language, Escalation(transports), about)
        self._ear = Ear()
        self._asking = Asking(self._journey, language)
        self._entries = Entries(self._journey, self._ear, releases, language)
        self._now = Situation(
            language=language,
            prompt=Prompt(language, 0),
            ear=self._ear,
            journey=self._journey,
            replay=Replay(route),
            asking=self._asking,
            entries=self._entries,
            barges_in=barges_in,
        )
        self._borrowing = Borrowing(business, known=route is not None)
        self._sending = Sending()
        self._ended: Arrived | Stuck | None = None

    # --- what became of it --------------------------------------------------------

    @property
    def path(self) -> tuple[RouteStep, ...]:
        """The steps that led here."""
        return (*self._now.replay.assumed, *self._journey.path)

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
        return self._now.replay.drifted

    def trip(self, number: str, *, used_at: datetime, seconds: float = 0.0) -> Trip:
        """Return the way taken, to be remembered; see `account`."""
        return account(
            self._journey,
            self._now.replay,
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
            self._now.prompt.began_ms = since_ms
        if segments is not None:
            self._ear.segments = segments
        speaking_since = self._ear.segments.speaking_since
        for text, at_ms in heard:
            self._now.prompt.hear(text, at_ms)
        if speaking_since is not None:
            self._now.prompt.speech(started=True, now_ms=speaking_since)
        return self._heard(now_ms) if heard else []

    def begin_behind(self, now_ms: int) -> None:
        """Begin where the known route leads: its keys were pressed, unheard."""
        self._now.replay.assume()
        self._ear.acted_ms = now_ms
        self._now.prompt = Prompt(self._language, now_ms)

    def hear(self, text: str, now_ms: int, item: str = "") -> list[Step]:
        """Take the final words of one utterance, by the voice's name for it."""
        spoken = self._ear.spoken(now_ms, item, playing=self._sending.active)
        if spoken is Spoken.ACROSS:
            text = self._journey.past_tried(text)
        if self._ended is not None or not text.strip():
            return []
        if spoken is Spoken.BEFORE or self._sending.cuts_off:
            return []
        self._now.prompt.hear(text, now_ms, item)
        return self._heard(now_ms)

    def _heard(self, now_ms: int) -> list[Step]:
        sought = self._borrowing.listen(self._now.prompt, self._journey)
        return [*sought, *self._consider(now_ms)]

    def borrow(self, route: Route, now_ms: int) -> list[Step]:
        """Follow another number's way from here on, if it may still be ours.

        It is verified as any other; where it does not hold we explore on.
        """
        taken, free = self.path, self._ended is None and self._known is None
        if not free or self._journey.trail.dead or not begins_with(route, taken):
            return []
        self._known, self._now.replay = route, Replay(route, lent_at=len(taken))
        return self._consider(now_ms)

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> list[Step]:
        """Take that somebody began or ceased to speak."""
        self._ear.speech(started=started, now_ms=now_ms, item=item)
        self._now.prompt.speech(started=started, now_ms=now_ms, item=item)
        return []

    def sound(self, sound: Sound, now_ms: int) -> list[Step]:
        """Take that the line sounds different."""
        if self._ended is not None:
            return []
        self._now.prompt.sound(sound, now_ms)
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

    def keys_unsure(self, now_ms: int) -> list[Step]:
        """Take that nobody knows whether the carrier presses the keys.

        It may still do it: nothing else is pressed meanwhile, and nothing struck out.
        """
        self._sending.doubt(now_ms)
        return []

    def unfit(self, field: PrivateField, now_ms: int) -> list[Step]:
        """Take that a value could not be entered as it was asked for, and was not."""
        is_sent = self._sending.end()
        return self._do(self._entries.unfit(field), now_ms) if is_sent else []

    def requested(self, now_ms: int) -> tuple[PrivateField, ...]:
        """Return what the machine asks to be entered and has not been given yet."""
        if self._ended is not None or self._sending.active:
            return ()
        entry = self._entries.standing(self._now.prompt, now_ms)
        return entry.fields if entry is not None else ()

    def enter(self, field: PrivateField, now_ms: int) -> list[Step]:
        """Answer what is `requested` with a field: others have decided that it may be.

        What is not requested is not entered.
        """
        if field not in self.requested(now_ms):
            return []
        deed = self._entries.enter(field, self._now.prompt, now_ms)
        return self._do(deed, now_ms) if deed is not None else []

    def keyed(self) -> None:
        """Take that keys were pressed that were no decision of ours."""
        self._entries.interrupted(self._now.prompt)

    def tick(self, now_ms: int) -> list[Step]:
        """Take that time has passed."""
        if self._ended is not None:
            return []
        if self._sending.active:
            match self._sending.fate(now_ms):
                case Fate.ARRIVED:
                    return self.keys_played(now_ms)
                case Fate.UNKNOWN:
                    return []
        self._now.prompt.tick(now_ms)
        return self._consider(now_ms)

    def advise(self, answer: WayAnswer | Unanswered, now_ms: int) -> list[Step]:
        """Take a supervisor's answer, or that none will come."""
        return [self._asking.told(answer, now_ms), *self._consider(now_ms)]

    # --- doing --------------------------------------------------------------------

    def _consider(self, now_ms: int) -> list[Step]:
        """Decide and act, unless something of ours is still on its way."""
        if self._ended is not None or self._sending.active:
            return []
        match decide(self._now, now_ms):
            case Leave(steps):
                return [*steps]
            case Do(deed, steps):
                return [*steps, *self._do(deed, now_ms)]
            case End(how):
                return self._finish(how)

    def _finish(self, end: Arrived | Stuck) -> list[Step]:
        self._ended = end
        return [end]

    def _do(self, deed: Deed, now_ms: int) -> list[Step]:
        """Carry on from a decision: what is heard next is a new prompt."""
        now = self._now
        heard_ms = now_ms - now.prompt.began_ms
        self._ear.acted_ms = now_ms
        now.failed = False
        self._asking.drop()
        now.prompt = Prompt(self._language, now_ms, speaking=self._ear.speaking)
        match deed:
            case Press() | Speak() | Enter():
                if not isinstance(deed, Enter):
                    self._journey.trail.timed(heard_ms, early=now.early)
                self._sending.begin(deed, now_ms)
                return [deed]
            case Stuck():
                return self._finish(deed)
            case None:
                now.early = False
                return []

"""The way through a phone menu, in a closed loop: hear, choose, press, hear again.

Sans-I/O: every method takes what happened and the time in ms, and returns the steps to
be taken. Nothing is believed to have worked until another prompt, a person, a queue or
ringing is heard.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.line.classify import classify
from panda.menu.choose import CERTAIN, PLAUSIBLE, Choice, choose
from panda.menu.menu import LineKind, Option, Route, RouteStep
from panda.menu.places import Place, Places, Way, is_same
from panda.menu.prompt import Prompt
from panda.menu.replay import Replay, Verdict
from panda.menu.routes import learn
from panda.menu.segments import Segments
from panda.menu.steps import Arrived, Press, Speak, Step, Stuck, Understood
from panda.menu.wording import OPERATOR, WORDS_FOR

if TYPE_CHECKING:
    from datetime import datetime

MOST_ACTIONS = 14
"""Keys pressed and options spoken on one call, at most."""
MOST_VISITS = 3
"""Coming to the same menu this often is a loop."""
RETRY_MS = 3_500
"""After a complaint ("invalid entry") the menu usually comes again; if not, retry."""
SILENT_MS = 8_000
"""Nothing at all is heard for this long after a key: it was lost."""
MOMENT_MS = 4_000
""""One moment please" may lead to another menu; after this it is a queue."""
STAYED_MS = 25_000
"""Staying on the line this long without a word is being in a queue."""
OVERRUN_MS = 1_200
"""A prompt that talks on for this long after a key was not cut short by it."""
_GUESSES = ("0", "#")
"""Keys tried where none was offered, in this order."""
_SPOKEN_TRIES = 2
_REACHED = frozenset({LineKind.HUMAN, LineKind.VOICEMAIL, LineKind.CLOSED})


class _Phase(Enum):
    READING = auto()
    PLAYING = auto()
    """Keys or words are on their way into the line."""
    DONE = auto()


class Navigator:
    """Finds the way to a goal, or replays a known route as long as it holds."""

    def __init__(
        self, goal: str, route: Route | None = None, *, language: str = "en"
    ) -> None:
        self._goal = goal
        self._language = language
        self._known = route
        self._replay = Replay(route)
        self._places = Places()
        self._place: Place | None = None
        """Where we acted last; what is heard next shows whether it had an effect."""
        self._prompt = Prompt(language, 0)
        self._segments = Segments()
        self._phase = _Phase.READING
        self._acted_ms: int | None = None
        self._early = False
        """Whether we acted before the prompt was read to its end."""
        self._failed = False
        """Whether a complaint was heard about our last action."""
        self._talks_on = False
        """Whether the prompt did not stop for our last action."""
        self._told: set[tuple[str, ...]] = set()
        self._actions: list[str] = []
        self._path: list[RouteStep] = []
        self._last: Option | None = None

    # --- what became of it --------------------------------------------------------

    @property
    def path(self) -> tuple[RouteStep, ...]:
        """The steps that led here."""
        return tuple(self._path)

    @property
    def keys(self) -> str:
        """All keys pressed, in order; spoken options in parentheses."""
        return "".join(self._actions)

    @property
    def menus(self) -> int:
        """How many different menus were met."""
        return len(self._told)

    @property
    def drifted(self) -> bool:
        """Whether the known route no longer held."""
        return self._replay.drifted

    def route(self, number: str, *, used_at: datetime | None = None) -> Route | None:
        """Return the way taken as a route to remember, if there was any."""
        if not self._path:
            return None
        return learn(number, self._goal, self._path, known=self._known, used_at=used_at)

    # --- what happens -------------------------------------------------------------

    def hear(self, text: str, now_ms: int) -> list[Step]:
        """Take the final words of one utterance."""
        if self._phase is _Phase.DONE or not text.strip():
            return []
        began_ms, ended_ms = self._segments.claim(now_ms)
        if self._is_late(began_ms):
            self._hear_late(ended_ms)
            return []
        self._prompt.hear(text, now_ms)
        return self._consider(now_ms)

    def speech(self, *, started: bool, now_ms: int) -> list[Step]:
        """Take that somebody began or ceased to speak."""
        self._segments.mark(started=started, now_ms=now_ms)
        self._prompt.speech(started=started, now_ms=now_ms)
        return []

    def sound(self, sound: Sound, now_ms: int) -> list[Step]:
        """Take that the line sounds different."""
        if self._phase is _Phase.DONE:
            return []
        self._prompt.sound(sound, now_ms)
        if sound is Sound.RING:  # we are being put through
            self._acted_ms = now_ms if self._acted_ms is not None else None
        return self._consider(now_ms)

    def keys_played(self, now_ms: int) -> list[Step]:
        """Take that the keys have been played: what is said from now on is new."""
        if self._phase is _Phase.PLAYING:
            self._phase = _Phase.READING
            self._acted_ms = now_ms
        return []

    def tick(self, now_ms: int) -> list[Step]:
        """Take that time has passed."""
        if self._phase is _Phase.DONE:
            return []
        if self._phase is _Phase.PLAYING:
            self._speech_was_played(now_ms)
            return []
        self._prompt.tick(now_ms)
        return self._consider(now_ms)

    # --- late words ---------------------------------------------------------------

    def _is_late(self, began_ms: int) -> bool:
        """Whether words belong to the prompt we have already acted on."""
        if self._phase is _Phase.PLAYING:
            return True
        return self._acted_ms is not None and began_ms < self._acted_ms

    def _hear_late(self, ended_ms: int) -> None:
        if self._acted_ms is not None and ended_ms - self._acted_ms > OVERRUN_MS:
            self._talks_on = True

    def _speech_was_played(self, now_ms: int) -> None:
        """End the waiting for words of ours, which nobody reports as played."""
        spoke = self._actions and self._actions[-1].startswith("(")
        if spoke and self._acted_ms is not None:
            length_ms = 600 + 70 * len(self._actions[-1])
            if now_ms - self._acted_ms > length_ms:
                self.keys_played(now_ms)

    # --- deciding -----------------------------------------------------------------

    def _consider(self, now_ms: int) -> list[Step]:
        if self._phase is not _Phase.READING:
            return []
        prompt, kind = self._prompt, self._prompt.kind
        if self._person_speaks():
            return self._arrive(LineKind.HUMAN)
        if kind in _REACHED and not self._has_way_on():
            return self._arrive(kind)
        if kind is LineKind.HOLD and self._is_queue(now_ms):
            return self._arrive(LineKind.HOLD)
        if kind is LineKind.ERROR:
            self._failed = True
        if prompt.menu.options or prompt.menu.stay:
            return self._consider_menu(now_ms)
        if kind is LineKind.SPEECH_MENU:
            return self._consider_speech(now_ms)
        if kind is LineKind.ENTRY:
            return self._consider_entry(now_ms)
        return self._consider_silence(now_ms)

    def _person_speaks(self) -> bool:
        """Whether the latest words by themselves are a person's."""
        if self._prompt.kind is LineKind.HUMAN or not self._prompt.menu.options:
            return False
        last = classify(self._prompt.last, language=self._language)
        return last.kind is LineKind.HUMAN and last.confidence >= 0.9

    def _has_way_on(self) -> bool:
        """Whether a greeting or notice offers an option worth taking."""
        choice = self._choice(self._place_now())
        return choice.option is not None and choice.confidence >= PLAUSIBLE

    def _is_queue(self, now_ms: int) -> bool:
        if self._prompt.confidence >= 0.8 or self._prompt.music:
            return True
        return self._prompt.quiet_ms(now_ms) >= MOMENT_MS

    def _consider_menu(self, now_ms: int) -> list[Step]:
        prompt = self._prompt
        read = prompt.is_read(now_ms) and not self._segments.pending(now_ms)
        if self._continues():
            return self._again(now_ms) if read else []
        place = self._place_now()
        verdict = self._replay.judge(prompt, read=read)
        if verdict is Verdict.SAME and not self._was_tried(place):
            return self._follow(now_ms)
        if verdict is Verdict.UNSURE:
            return []
        choice = self._choice(place)
        sure = choice.option is not None and choice.confidence >= CERTAIN
        if not sure and not read:
            return []
        if self._replay.active and not self._was_tried(place):
            self._replay.drift()
        return self._take(choice, now_ms, read=read)

    def _place_now(self) -> Place | None:
        return self._places.recognise(self._prompt)

    def _was_tried(self, place: Place | None) -> bool:
        """Whether we have acted at this prompt before: the route is done with it."""
        return place is not None

    def _continues(self) -> bool:
        """Whether this is still the prompt we acted on, which did not stop for us."""
        if self._place is None or not self._early or self._failed:
            return False
        if self._talks_on:
            return True
        before = [o.digits for o in self._place.menu.options if o.digits.isdigit()]
        now = [o.digits for o in self._prompt.menu.options if o.digits.isdigit()]
        if not before or not now:
            return False
        return min(map(int, now)) > max(map(int, before)) and "0" not in before

    def _again(self, now_ms: int) -> list[Step]:
        """Try again what the prompt talked over."""
        place, option = self._place, self._last
        self._talks_on = self._early = False
        if place is None or option is None:
            return []
        place.menu = place.menu.model_copy(
            update={"options": (*place.menu.options, *self._prompt.menu.options)}
        )
        return self._try(place, option, now_ms)

    def _choice(self, place: Place | None) -> Choice:
        avoid = place.bad if place else []
        return choose(
            self._goal, self._prompt.menu, language=self._language, avoid=avoid
        )

    # --- doing --------------------------------------------------------------------

    def _follow(self, now_ms: int) -> list[Step]:
        step = self._replay.expected
        assert step is not None
        place = self._enter()
        option = Option(digits=step.keys, say=step.say, label=step.label)
        self._early = not self._prompt.is_read(now_ms)
        self._replay.advance()
        return [*self._understood(), *self._try(place, option, now_ms, known=step)]

    def _take(self, choice: Choice, now_ms: int, *, read: bool) -> list[Step]:
        returned = self._returned()
        place = self._enter()
        steps = self._understood()
        if place.visits > MOST_VISITS - 1 and returned:
            return [*steps, *self._stop("loop")]
        self._early = not read
        if returned or choice.option in place.bad:
            choice = self._choice(place)
        if choice.option is not None:
            return [*steps, *self._try(place, choice.option, now_ms)]
        if choice.reason == "stay" and not place.stayed:
            return [*steps, *self._stay(place, now_ms)]
        return [*steps, *self._guess(place, now_ms, "no_option")]

    def _enter(self) -> Place:
        """Make the prompt's place the current one, new or known."""
        place = self._place_now()
        if place is None:
            place = self._places.add(self._prompt, len(self._path))
        else:
            place.widen(self._prompt)
        self._place = place
        return place

    def _returned(self) -> bool:
        """Note a return from elsewhere to a known menu; what led back is bad."""
        place = self._place_now()
        if place is None or place is self._place or self._place is None:
            return False
        if self._last is not None:
            self._place.bad.append(self._last)
        place.visits += 1
        place.forgive()
        del self._path[place.depth :]
        return True

    def _try(
        self,
        place: Place,
        option: Option,
        now_ms: int,
        *,
        known: RouteStep | None = None,
    ) -> list[Step]:
        way = place.way(option)
        if way is Way.GIVE_UP:
            place.bad.append(option)
            choice = self._choice(place)
            if choice.option is None:
                return self._guess(place, now_ms, "unresponsive")
            option = choice.option
            way = place.way(option)
            if way is Way.GIVE_UP:
                return self._guess(place, now_ms, "unresponsive")
        place.tried(option)
        self._record(place, option, way, known)
        if way is Way.SPEAK:
            return self._speak(option.say or option.label, option, now_ms)
        return self._press(option, now_ms, slow=way is Way.PRESS_SLOWLY)

    def _record(
        self, place: Place, option: Option, way: Way, known: RouteStep | None
    ) -> None:
        """Put the step on our path, in place of an earlier try of the same menu."""
        del self._path[place.depth :]
        spoken = way is Way.SPEAK
        fingerprint = place.fingerprint
        if known is not None and len(known.fingerprint) > len(fingerprint):
            fingerprint = known.fingerprint
        self._path.append(
            RouteStep(
                fingerprint=fingerprint,
                keys="" if spoken else option.digits,
                say=(option.say or option.label) if spoken else "",
                label=option.label,
            )
        )

    def _press(self, option: Option, now_ms: int, *, slow: bool = False) -> list[Step]:
        step = Press(option.digits, option.label, slow=slow)
        return self._act(step, option.digits, option, now_ms)

    def _speak(self, words: str, option: Option, now_ms: int) -> list[Step]:
        step = Speak(words, option.label)
        return self._act(step, f"({words})", option, now_ms)

    def _act(self, step: Step, key: str, option: Option, now_ms: int) -> list[Step]:
        if len(self._actions) >= MOST_ACTIONS:
            return self._stop("too_many_keys")
        self._actions.append(key)
        self._last = option
        self._phase = _Phase.PLAYING
        self._acted_ms = now_ms
        self._failed = self._talks_on = False
        self._prompt = Prompt(self._language, now_ms)
        return [step]

    def _stay(self, place: Place, now_ms: int) -> list[Step]:
        place.stayed = True
        self._acted_ms, self._last = now_ms, None
        self._early = False
        self._prompt = Prompt(self._language, now_ms)
        return []

    def _guess(self, place: Place, now_ms: int, reason: str) -> list[Step]:
        """Try what often works unoffered: the operator's key, then silence."""
        offered = {option.digits for option in place.menu.options}
        while place.guessed < len(_GUESSES):
            digits = _GUESSES[place.guessed]
            place.guessed += 1
            if digits not in offered:
                option = Option(digits=digits, label=OPERATOR)
                self._record(place, option, Way.PRESS, None)
                return self._press(option, now_ms)
        if not place.stayed:
            return self._stay(place, now_ms)
        return self._stop(reason)

    # --- prompts without options --------------------------------------------------

    def _consider_speech(self, now_ms: int) -> list[Step]:
        """Say the goal, then ask for a person, then try keys."""
        if self._prompt.quiet_ms(now_ms) < 700:
            return []
        place = self._enter_wordless("speech")
        words = WORDS_FOR.get(self._language, WORDS_FOR["en"])
        wishes = (self._goal, *words)[:_SPOKEN_TRIES]
        if len(place.tries) < len(wishes):
            wish = wishes[len(place.tries)]
            return self._try(place, Option(say=wish, label=wish), now_ms)
        return self._guess(place, now_ms, "speech_menu")

    def _consider_entry(self, now_ms: int) -> list[Step]:
        """Nothing may be entered here: try for the operator, then wait it out."""
        if self._prompt.quiet_ms(now_ms) < 700:
            return []
        return self._guess(self._enter_wordless("entry"), now_ms, "entry")

    def _enter_wordless(self, kind: str) -> Place:
        """All prompts of such a kind in a row count as one place."""
        if self._place is not None and self._place.fingerprint == kind:
            return self._place
        place = self._places.add(self._prompt, len(self._path))
        place.fingerprint = kind
        self._place = place
        self._told.add((kind, self._prompt.fingerprint))
        return place

    def _consider_silence(self, now_ms: int) -> list[Step]:
        quiet_ms = self._prompt.quiet_ms(now_ms)
        if self._segments.pending(now_ms):
            return []
        if self._failed and quiet_ms >= RETRY_MS:
            return self._retry(now_ms)
        if self._prompt.last:
            opening = self._prompt.kind is LineKind.MENU and quiet_ms >= SILENT_MS
            return self._act_on_nothing(now_ms) if opening else []
        if self._acted_ms is None:
            return []
        waited_ms = min(quiet_ms, now_ms - self._acted_ms)
        if self._place is not None and self._place.stayed and self._last is None:
            return self._arrive(LineKind.HOLD) if waited_ms >= STAYED_MS else []
        return self._retry(now_ms) if waited_ms >= SILENT_MS else []

    def _retry(self, now_ms: int) -> list[Step]:
        """Try the last option again, by the next way."""
        if self._place is None or self._last is None:
            return self._act_on_nothing(now_ms)
        return self._try(self._place, self._last, now_ms)

    def _act_on_nothing(self, now_ms: int) -> list[Step]:
        """A machine waits, and what it offered was not understood."""
        return self._guess(self._enter(), now_ms, "not_understood")

    # --- ends ---------------------------------------------------------------------

    def _understood(self) -> list[Step]:
        """Report a menu the first time it is met."""
        menu = self._prompt.menu
        known = self._place.menu if self._place else menu
        shown = known if len(known.options) > len(menu.options) else menu
        name = tuple(option.digits + option.label for option in shown.options[:1])
        if name in self._told or not shown.options:
            return []
        self._told.add(name)
        return [Understood(shown)]

    def _arrive(self, kind: LineKind) -> list[Step]:
        self._phase = _Phase.DONE
        return [Arrived(kind, self._prompt.last)]

    def _stop(self, reason: str) -> list[Step]:
        self._phase = _Phase.DONE
        return [Stuck(reason)]

"""When somebody has picked up, out of all that is heard in a queue.

Words alone do not decide it: what follows them does. Music that comes back, or the
same words once more, make them an announcement; silence means that it is our turn.
How long the silence must be depends on what the words speak for
(`panda.line.queue.speaker`).
"""

from __future__ import annotations

from collections import deque

from rapidfuzz import fuzz

from panda.audio.sounds import Sound
from panda.line.classify import classify, plain
from panda.line.queue.callback import leads_on
from panda.line.queue.speaker import CERTAIN, LIKELY, NEVER, marks
from panda.line.reading import Reading
from panda.line.segments import Segments
from panda.menu.menu import LineKind

GAP_MS, UNBROKEN_MS = 600, 2_000
"""From the end of a turn (which itself takes a pause); what begins later than this does
not belong to it: a recorded sentence goes on before, a person leaves such a pause. The
second where the line was not silent: the voice may have missed words between."""
LIKELY_MS = 900
"""From the end of a turn (which itself takes a pause) until likely words are a
person's: announcements go on, or the music does. On a line that never falls silent
they are nobody's: music that nothing tells from speech may be what is heard."""
GREETING_MS = 700
"""The same for no more than a greeting: an advertisement may begin like that."""
UNSURE_MS, UNSURE_LONG_MS = 1_000, 2_500
"""The same for words that speak for nobody, few or many."""
DOUBTFUL_MS = 6_000
"""The same for words that speak for a recording."""
MACHINE_MS = {LineKind.VOICEMAIL: 1_200, LineKind.CLOSED: 6_000}
"""How long it must be quiet after these; a closing day may be told to who waits."""
AT_ONCE_MS = 1_500
"""So soon after a turn silence is noticed if nothing else came; if music did, what it
says of the words is long known when that ends."""
FIRM = 0.8
SURE = 0.95
"""Confidence in a person whose words are one's for certain."""
MUSIC_MS = 800
"""Sound for this long in which the voice makes out no speech is music."""
STUCK_MS = 20_000
"""Speech that is said to have begun this long ago has ended unnoticed."""
_ALIKE = 88.0
"""Likeness (0 to 100) from which words are those of before: recognisers vary."""
_TELLING = 3
"""Words; fewer are said again by anybody."""
_GREETING, _FEW = 3, 8
"""Words."""
_REMEMBERED = 40


class QueueListener:
    """Follows one wait; every method takes the time in ms.

    A reading is returned once it is decided: `HUMAN` for a person, `MENU`, `VOICEMAIL`
    or `CLOSED` where the queue has led there.
    """

    def __init__(self, *, language: str = "en") -> None:
        self._language = language
        self._pieces: list[str] = []
        self._ended_ms = 0
        """When the latest words had been spoken."""
        self._words_ms = 0
        self._speech_since: int | None = None
        self._segments = Segments()
        self._silent_since: int | None = None
        self._paused = True
        """Whether the line was silent since the words before."""
        self._sounding_since: int | None = None
        """Since when there is sound in which nobody speaks."""
        self._known: list[str] = []
        """Announcements, each whole and turn by turn."""
        self._whole: deque[str] = deque(maxlen=_REMEMBERED)
        self._score = NEVER
        self._read: Reading | None = None
        """What the words together are, once that was asked."""

    @property
    def segments(self) -> Segments:
        """The speech of which the words have not come yet."""
        return self._segments

    @property
    def words(self) -> tuple[str, int]:
        """What was said last without a long pause, and when its words came."""
        return " ".join(self._pieces), self._words_ms

    @property
    def expects_person(self) -> bool:
        """Whether the latest words are certainly a person's, though not done yet."""
        return bool(self._pieces) and self._score >= CERTAIN

    def hear(self, text: str, now_ms: int, item: str = "") -> Reading | None:
        """Take the final words of one turn, by the voice's name for it."""
        began_ms, ended_ms = self._segments.claim(now_ms, item)
        if not text.strip():
            return None
        apart = began_ms - self._ended_ms > (GAP_MS if self._paused else UNBROKEN_MS)
        if apart or self._is_said_to_the_end():
            self._over()
        self._paused = self._silent_since is not None
        repeated = self._is_known(text)
        self._pieces.append(text)
        self._read = None
        self._ended_ms, self._words_ms = ended_ms, now_ms
        self._score = NEVER if repeated else self._weigh()
        return self._decide(now_ms)

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> None:
        """Take that the voice made out speech, or its end."""
        self._segments.mark(started=started, now_ms=now_ms, item=item)
        self._speech_since = now_ms if started else None
        self._sounding_since = None

    def sound(self, sound: Sound, now_ms: int) -> Reading | None:
        """Take that the line sounds different."""
        self._silent_since = now_ms if sound is Sound.SILENCE else None
        self._paused = self._paused or sound is not Sound.SPEECH
        self._sounding_since = now_ms if sound is Sound.SPEECH else None
        # Music is noticed late: what only a person says may have been said since.
        if sound in {Sound.MUSIC, Sound.RING} and not self.expects_person:
            self._over()
        if sound is Sound.BEEP and self._kind() is LineKind.VOICEMAIL:
            return self._reading()
        return self._decide(now_ms)

    def tick(self, now_ms: int) -> Reading | None:
        """Take that time has passed."""
        since = self._speech_since
        if since is not None and now_ms - since > STUCK_MS:
            self._speech_since = None
        if not self.expects_person and self._is_music(now_ms):
            self._over()
        return self._decide(now_ms)

    def _is_music(self, now_ms: int) -> bool:
        since = self._sounding_since
        quiet = self._speech_since is None
        return since is not None and quiet and now_ms - since >= MUSIC_MS

    def _over(self) -> None:
        """Nobody spoke to us: remember the words, as an announcement's."""
        whole = plain(" ".join(self._pieces))
        if _tells(whole):
            self._whole.append(whole)
            said = [text for text in map(plain, self._pieces) if _tells(text)]
            self._known += [*said, whole]
            del self._known[:-_REMEMBERED]
        self._pieces.clear()
        self._read = None
        self._score = NEVER

    def _is_known(self, text: str) -> bool:
        said = plain(text)
        return _tells(said) and any(
            max(fuzz.ratio(said, one), _part(said, one)) >= _ALIKE
            for one in self._known
        )

    def _is_said_to_the_end(self) -> bool:
        """Whether an announcement that was made before has come to where it ended.

        What follows does not belong to it then, however soon it does.
        """
        said = [plain(" ".join(self._pieces)), *map(plain, self._pieces[-1:])]
        return any(
            fuzz.ratio(text, whole[-len(text) :]) >= _ALIKE
            for text in filter(_tells, said)
            for whole in self._whole
        )

    def _weigh(self) -> int:
        """Weigh what belongs together; a person may speak right after a recording."""
        together = marks(" ".join(self._pieces), self._language)
        last = marks(self._pieces[-1], self._language)
        return max(together, last) if last >= CERTAIN else together

    def _decide(self, now_ms: int) -> Reading | None:
        if not self._pieces or self._speech_since is not None:
            return None
        if self._segments.pending(now_ms):
            return None
        reading = self._reading()
        quiet_ms = now_ms - self._ended_ms
        if reading.kind is LineKind.MENU and self._leads_on(reading):
            return reading
        needed = MACHINE_MS.get(reading.kind)
        if needed is not None and reading.confidence >= FIRM:
            return reading if self._silent(quiet_ms, needed) else None
        if self._is_person(quiet_ms):
            sure = SURE if self._score >= CERTAIN else 0.8
            return Reading(LineKind.HUMAN, sure, reading.menu)
        return None

    def _is_person(self, quiet_ms: int) -> bool:
        words = self.words[0]
        said = len(words.split())
        if self._score >= CERTAIN:
            return said > _GREETING or quiet_ms >= GREETING_MS
        few = said <= _FEW or words.rstrip().endswith("?")
        if self._score >= LIKELY and few:
            return self._silent(quiet_ms, LIKELY_MS)
        if self._score <= NEVER:
            return False
        unsure_ms = UNSURE_MS if few else UNSURE_LONG_MS
        return self._silent(quiet_ms, DOUBTFUL_MS if self._score < 0 else unsure_ms)

    def _silent(self, quiet_ms: int, needed_ms: int) -> bool:
        """Whether the line fell silent right after the words, and long enough ago."""
        since = self._silent_since
        at_once = since is not None and since - self._ended_ms <= AT_ONCE_MS
        return at_once and quiet_ms >= needed_ms

    def _leads_on(self, reading: Reading) -> bool:
        menu = reading.menu
        return menu is not None and leads_on(menu, self.words[0], self._language)

    def _reading(self) -> Reading:
        if self._read is None:
            self._read = classify(self._pieces, language=self._language)
        return self._read

    def _kind(self) -> LineKind:
        return self._reading().kind if self._pieces else LineKind.UNCERTAIN


def _tells(said: str) -> bool:
    """Say whether so many words would not be said again by somebody else."""
    return len(said.split()) >= _TELLING


def _part(said: str, known: str) -> float:
    """Return how like a part of what was said before these words are."""
    return fuzz.partial_ratio(said, known) if len(said) <= len(known) else 0.0

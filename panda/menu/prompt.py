"""One prompt as it comes in: pieces, what they were read as, and when they ended."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from panda.audio.sounds import Sound
from panda.line.listener import LineListener
from panda.menu.detect import Found, find, join
from panda.menu.lexicon import JOINS
from panda.menu.menu import LineKind, Menu
from panda.menu.routes import fingerprint
from panda.menu.words import fold, words

READ_MS = 1_500
"""A pause this long ends the reading of a menu."""


_TELLING_WORDS = 4
"""A person, too, may say "Hello?" twice."""
_SAME_WORDS = 85.0
"""From this likeness on (0 to 100) two pieces are the same, heard twice."""


class Prompt:
    """The words heard since our last action, and the menu in them."""

    def __init__(self, language: str, now_ms: int, *, speaking: bool = False) -> None:
        self._language = language
        self._line = LineListener(language=language)
        self._pieces: list[str] = []
        self._opening = 0
        """How many pieces came before the first option."""
        self._print = ""
        self.began_ms = now_ms
        """Since when it is listened to."""
        self._quiet_since = now_ms
        self._speaking = speaking
        self._found = Found(Menu(language=language), ())
        self._sound = Sound.SILENCE
        self.kind: LineKind | None = None
        """What the line was decided to be."""

    @property
    def text(self) -> str:
        """All words, pieces in lines of their own."""
        return join(self._pieces)

    @property
    def first(self) -> str:
        """The first piece."""
        return self._pieces[0] if self._pieces else ""

    @property
    def last(self) -> str:
        """The latest piece."""
        return self._pieces[-1] if self._pieces else ""

    @property
    def menu(self) -> Menu:
        """The options so far."""
        return self._found.menu

    @property
    def fingerprint(self) -> str:
        """Of all words so far."""
        return self._print

    @property
    def opening(self) -> str:
        """The fingerprint of what was said before the first option."""
        return fingerprint(join(self._pieces[: self._opening]))

    @property
    def heard(self) -> tuple[str, ...]:
        """Its words, utterance by utterance."""
        return tuple(self._pieces)

    @property
    def begins_with_option(self) -> bool:
        """Whether nothing was said before the first option."""
        return not self._opening

    @property
    def begins_with_join(self) -> bool:
        """Whether the first word goes on from one before: "or stay on the line"."""
        heard = words(self.first)
        return bool(heard) and heard[0].folded in JOINS

    @property
    def music(self) -> bool:
        """Whether music plays."""
        return self._sound is Sound.MUSIC

    @property
    def confidence(self) -> float:
        """Of what the words seem to be."""
        return self._line.reading.confidence

    def hear(self, text: str, now_ms: int, item: str = "") -> None:
        """Take one more piece."""
        self._pieces.append(text)
        if not self._speaking:
            self._quiet_since = now_ms
        self._print = fingerprint(self.text)
        self._found = find(self._pieces, language=self._language)
        if not self._found.menu.options:
            self._opening = len(self._pieces)
        decided = self._line.hear(text, now_ms, item)
        self.kind = decided.kind if decided else self.kind

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> None:
        """Take that somebody began or ceased to speak."""
        self._speaking = started
        self._quiet_since = now_ms
        self._line.speech(started=started, now_ms=now_ms, item=item)

    def sound(self, sound: Sound, now_ms: int) -> None:
        """Take that the line sounds different."""
        self._sound = sound
        decided = self._line.sound(sound, now_ms)
        self.kind = decided.kind if decided else self.kind

    def tick(self, now_ms: int) -> None:
        """Take that time has passed."""
        decided = self._line.tick(now_ms)
        self.kind = decided.kind if decided else self.kind

    def quiet_ms(self, now_ms: int) -> int:
        """How long nobody has spoken."""
        return 0 if self._speaking else now_ms - self._quiet_since

    @property
    def said_before(self) -> bool:
        """Whether the latest piece repeats an earlier one: no person does."""
        *before, last = [fold(piece) for piece in self._pieces] or [""]
        long = len(last.split()) >= _TELLING_WORDS
        return long and any(ratio(last, one) >= _SAME_WORDS for one in before)

    @property
    def rest(self) -> str:
        """All words but those of the options read."""
        return self._found.rest

    @property
    def repeated(self) -> bool:
        """Whether the menu has begun again."""
        return self._found.repeated

    def is_read(self, now_ms: int) -> bool:
        """Whether the menu has been read to its end, or begins again."""
        if not self._pieces:
            return False
        return self._found.repeated or self.quiet_ms(now_ms) >= READ_MS

"""What is on the line, by words alone: a table of rules, the first to hold decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.line.phrases import PATTERNS, Signals
from panda.line.reading import Reading
from panda.menu.detect import find, join
from panda.menu.menu import LineKind
from panda.menu.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from panda.menu.menu import Menu, Option

HOUSE = 0.82
"""Confidence of a person who says "how can we help", as recordings do."""
UNKNOWN, GREETING, RECORDING = 0.2, 0.35, 0.5
"""Confidence of "uncertain": nothing known, a greeting anyone may give, a recording."""
_REMARK = re.compile(r"\[[^\]]*\]")
_NAMES_KEYS = re.compile(
    r"\b(?:press|push|dial|enter|select|oprim[ae]|pulse|presione|marque|seleccione|"
    r"appuyez|tapez|composez|drucken|wahlen|pressione|tecle|digite)\b"
)
"""What is said of keys, which of them could not be read."""
_END = re.compile(r"[.!;…\n]+(?=\s|$|[^\d\w])|[\u3002\uff1b\uff01\n]")
_QUESTION = re.compile(r"[?\uff1f]")
_OTHER = re.compile(r"[^\w\s'.?-]|(?<!\w)[-.](?=\w)|(?<=\d)-|_")
_SPACE = re.compile(r"\s+")
_FEW_WORDS = 5
_FEW_OF_A_NAME = 8
_SALUTED = re.compile(
    r"(?:\w+ ){2,}(?:\. )?(?:good (?:morning|afternoon|evening)|"
    r"buen[oa]s (?:dias|tardes|noches)|bon(?:jour|soir)|"
    r"guten (?:tag|morgen|abend)|gr(?:uss|uess|u) gott|"
    r"bom dia|boa (?:tarde|noite))[ .]*$"
)
"""A name and a greeting after it: the order of somebody who picks up."""
_MINOR = re.compile(
    r"\b(?:messages?|voice ?mail|finish\w*|done|repeat|again|callback|call ?back|"
    r"return(?:ed)? (?:your )?call|(?:call|ring|phone) (?:you|me)|emergenc\w+|"
    r"urgent\w*|page|hours|directions|"
    r"operator|representative|agent|some(?:one|body)|anyone|main menu|previous|hear|"
    r"more options|(?:continue|keep) holding|not wait|keep your place|"
    r"hold your place|cancel|"
    r"mensaje|repetir|nuevo|devuel\w+|llamada|urgencias?|emergencias?|operadora?|"
    r"agente|terminar|finalizar|menu principal|representante|"
    r"messages?|repeter|reecouter|rappele?\w*|urgences?|conseiller|nouveau|"
    r"nachricht|wiederhol\w+|ruckruf\w*|notf\w+|mitarbeiter\w*|"
    r"mensagem|recado|ligacao|atendente|finalizar)\b"
)


def plain(text: str) -> str:
    """Return text folded for matching: " . " ends a sentence, " ? " a question."""
    out = _REMARK.sub(" ", fold(text))
    out = _QUESTION.sub(" ? ", _END.sub(" . ", out))
    return _SPACE.sub(" ", _OTHER.sub(" ", out)).strip() + " "


@dataclass(frozen=True, slots=True)
class Evidence:
    """All the rules look at."""

    signals: Signals
    menu: Menu
    text: str
    """Folded, without the options; see `plain`."""

    @property
    def keyed(self) -> tuple[Option, ...]:
        """The options that have a key."""
        return tuple(o for o in self.menu.options if o.digits)

    @property
    def only_minor(self) -> bool:
        """Whether the options only serve something else: repeat, leave a message."""
        return bool(self.keyed) and all(is_minor(option) for option in self.keyed)

    @property
    def question(self) -> bool:
        """Whether something is asked."""
        return "?" in self.text

    @property
    def named(self) -> bool:
        """Whether there is a name and a greeting after it, and nothing else."""
        few = len(self.text.split()) <= _FEW_OF_A_NAME
        return few and bool(_SALUTED.match(self.text)) and not self.signals.machine

    @property
    def short(self) -> bool:
        """Whether hardly anything was said."""
        return len(self.text.replace(".", " ").replace("?", " ").split()) <= _FEW_WORDS


def is_minor(option: Option) -> bool:
    """Whether an option serves a greeting, a queue or an error, and is no way on."""
    return option.digits in {"*", "#"} or bool(_MINOR.search(fold(option.label)))


Rule = tuple[LineKind, float, "Callable[[Evidence], bool]"]


def _person(e: Evidence) -> bool:
    s = e.signals
    said = (s.human or s.offer) and not s.speech
    return said and not (s.machine or s.opening) and not (s.voicemail or s.callback)


RULES: tuple[Rule, ...] = (
    (LineKind.ERROR, 0.95, lambda e: e.signals.dead and not e.signals.voicemail),
    # Options are there, but they are not what this is about.
    (
        LineKind.VOICEMAIL,
        0.9,
        lambda e: e.only_minor and e.signals.voicemail and not e.signals.hold,
    ),
    (LineKind.CLOSED, 0.9, lambda e: e.only_minor and e.signals.closed),
    (
        LineKind.ENTRY,
        0.85,
        lambda e: e.only_minor and e.signals.entry and not e.menu.extension,
    ),
    (
        LineKind.HOLD,
        0.85,
        lambda e: (
            e.only_minor and (e.signals.hold or e.signals.moment) and len(e.keyed) == 1
        ),
    ),
    (LineKind.ERROR, 0.85, lambda e: e.only_minor and e.signals.error),
    (LineKind.MENU, 0.95, lambda e: len(e.keyed) > 1),
    (LineKind.MENU, 0.9, lambda e: bool(e.keyed)),
    (
        LineKind.SPEECH_MENU,
        0.9,
        lambda e: bool(e.menu.options) and not e.signals.entry,
    ),
    # No options.
    (
        LineKind.VOICEMAIL,
        0.95,
        lambda e: e.signals.voicemail and not (e.question and e.signals.human),
    ),
    (
        LineKind.HUMAN,
        HOUSE,
        lambda e: _person(e) and e.signals.house and not e.signals.human,
    ),
    (LineKind.HUMAN, 0.95, lambda e: _person(e) and (e.question or e.signals.offer)),
    (LineKind.HUMAN, 0.88, lambda e: _person(e) and not e.signals.away),
    (LineKind.HOLD, 0.85, lambda e: e.signals.hold and e.signals.away),
    (LineKind.VOICEMAIL, 0.8, lambda e: e.signals.away and not e.signals.closed),
    (LineKind.ENTRY, 0.9, lambda e: e.signals.entry and not e.menu.extension),
    (LineKind.SPEECH_MENU, 0.8, lambda e: e.signals.error and e.signals.speech),
    (LineKind.ERROR, 0.85, lambda e: e.signals.error and not e.signals.hold),
    (LineKind.CLOSED, 0.9, lambda e: e.signals.closed),
    (
        LineKind.SPEECH_MENU,
        0.85,
        lambda e: e.signals.speech or (e.signals.machine and e.signals.offer),
    ),
    (LineKind.HOLD, 0.9, lambda e: e.signals.hold),
    (LineKind.ERROR, 0.8, lambda e: e.signals.error),
    (LineKind.SPEECH_MENU, 0.7, lambda e: e.signals.machine and e.question),
    (LineKind.HOLD, 0.75, lambda e: e.signals.moment),
    (LineKind.MENU, 0.8, lambda e: e.signals.opening or e.menu.extension),
    (LineKind.CLOSED, 0.6, lambda e: e.signals.goodbye and not e.signals.hello),
    (LineKind.CLOSED, 0.55, lambda e: e.signals.hours),
    (LineKind.CLOSED, 0.6, lambda e: e.signals.goodbye and not e.short),
    (LineKind.HUMAN, 0.85, lambda e: e.signals.hello and e.short),
    (LineKind.HUMAN, 0.7, lambda e: e.question and not e.signals.machine),
    (LineKind.HUMAN, 0.7, lambda e: e.named and not e.signals.greeting),
)


def classify(text: str | Iterable[str], *, language: str = "en") -> Reading:
    """Say what is on the line from the words heard so far.

    Words that show nothing, such as a greeting anyone may give, are `uncertain`.
    """
    whole = text if isinstance(text, str) else join(text)
    found = find(whole, language=language)
    menu = found.menu
    folded = plain(found.rest if menu.options else whole)
    signals = _signals(folded, {menu.language, language, "en"})
    evidence = Evidence(signals, menu, folded)
    shown = menu if menu.options or menu.stay else None
    for kind, confidence, holds in RULES:
        if holds(evidence):
            return Reading(kind, confidence, shown)
    return Reading(LineKind.UNCERTAIN, _doubt(signals, folded), shown)


def _doubt(signals: Signals, folded: str) -> float:
    """Return the confidence of "uncertain": higher the more like a recording it is."""
    if signals.machine or signals.hours or _NAMES_KEYS.search(folded):
        return RECORDING
    return GREETING if signals.greeting else UNKNOWN


def _signals(folded: str, languages: Iterable[str]) -> Signals:
    found: set[str] = set()
    for language in languages:
        found.update(
            name
            for name, pattern in PATTERNS.get(language, ())
            if name not in found and pattern.search(folded)
        )
    return Signals(**dict.fromkeys(found, True))

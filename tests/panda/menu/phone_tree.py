"""A phone tree in words and time: what a navigator meets, without any audio.

It speaks sentence by sentence; each comes as a transcript some time after it was
spoken, as from a recogniser. Keys take time to play. Everything runs on a clock of its
own, in steps of 50 ms.
"""

import re
from dataclasses import dataclass, field

from panda.audio.sounds import Sound
from panda.menu.steps import Arrived, Ask, Press, Speak, Stuck

STEP_MS = 50
MS_PER_LETTER = 62
GAP_MS = 450
"""Between two sentences."""
VAD_MS = 350
"""Silence after which an utterance is taken to be over."""
RECOGNISE_MS = 300
KEY_MS = 300
CARRIER_MS = 1_500
"""Until the line is back for which the carrier has pressed a key."""


@dataclass
class Node:
    prompt: str
    options: dict[str, str] = field(default_factory=dict)
    """Key or spoken word -> name of the next node."""
    kind: str = "menu"
    barge_in: bool = True
    timeout_ms: int = 5_000
    invalid: str = "Sorry, that is not a valid entry."
    deaf: int = 0
    """How many keys are lost before one is taken."""
    stay: str = ""
    """Where staying on the line leads."""
    then: str = ""
    """Where a notice leads by itself."""
    hears: set[str] | None = None
    """By what keys are noticed; None if by anything."""


@dataclass
class Ended:
    step: object
    node: str
    ms: int
    pressed: list[tuple[str, str]]
    """Where each key was pressed."""


class PhoneTree:
    def __init__(self, nodes, start="main", *, pieces=None, senior=None):
        """`senior`, asked for the way, returns what is answered and after how long."""
        self._nodes = {name: Node(**vars(node)) for name, node in nodes.items()}
        self._start = start
        self._senior = senior
        self.questions = []
        self._pieces = pieces or (
            lambda text: [p for p in re.split(r"(?<=[.?!])\s+", text) if p]
        )

    def run(self, navigator, *, limit_ms=180_000):
        self._navigator = navigator
        self._events = []  # (ms, what, payload)
        self._now = 0
        self._pressed = []
        self._ended = None
        self._carried = ""
        self._enter(self._start)
        while self._now < limit_ms and self._ended is None:
            self._now += STEP_MS
            due = sorted(
                (e for e in self._events if e[0] <= self._now), key=lambda e: e[0]
            )
            self._events = [e for e in self._events if e[0] > self._now]
            for _, what, payload in due:
                self._happen(what, payload)
            self._do(navigator.tick(self._now))
            self._time_out()
        return Ended(self._ended, self.node, self._now, self._pressed)

    def _enter(self, name):
        self.node = name
        self._tries = 0
        self._say(self._nodes[name].prompt, delay=400)

    def _say(self, text, delay=0):
        self._events = [
            e for e in self._events if e[1] not in {"start", "stop", "music"}
        ]
        at = self._now + delay
        for piece in self._pieces(text):
            end = at + MS_PER_LETTER * len(piece)
            self._events.append((at, "start", ""))
            self._events.append((end, "stop", piece))
            at = end + GAP_MS
        self._speaking_until = at - GAP_MS
        if self._nodes[self.node].kind == "hold":
            self._events.append((at, "music", ""))

    def _happen(self, what, payload):  # noqa: C901 - a table
        nav = self._navigator
        match what:
            case "start":
                self._piece_began = self._now
                pending = [e for e in self._events if e[1] == "fell silent"]
                if pending:  # so short a pause does not end an utterance
                    self._events.remove(pending[0])
                    self._carried = pending[0][2] + " "
                else:
                    self._do(nav.speech(started=True, now_ms=self._now))
            case "stop":
                whole, self._carried = self._carried + payload, ""
                self._events.append((self._now + VAD_MS, "fell silent", whole))
            case "fell silent":
                self._do(nav.speech(started=False, now_ms=self._now))
                self._events.append((self._now + RECOGNISE_MS, "heard", payload))
            case "heard":
                self._do(nav.hear(payload, self._now))
            case "music":
                self._do(nav.sound(Sound.MUSIC, self._now))
            case "played":
                self._do(nav.keys_played(self._now))
            case "key":
                self._key(*payload)
            case "shown":
                self._do(nav.advise(payload, self._now))
            case "said":
                self._spoken(payload)

    def _do(self, steps):
        for step in steps:
            match step:
                case Press(digits=digits, transport=by):
                    each = CARRIER_MS if by == "update" else KEY_MS
                    for n, digit in enumerate(digits):
                        at = self._now + each * n
                        self._events.append((at, "key", (digit, by)))
                    done = self._now + each * len(digits)
                    self._events.append((done, "played", ""))
                case Speak(text=text):
                    self._events.append((self._now + 60 * len(text), "said", text))
                case Ask(question=question):
                    self._ask(question)
                case Arrived() | Stuck():
                    self._ended = self._ended or step

    def _ask(self, question):
        self.questions.append(question)
        if self._senior is not None:
            answer, after_ms = self._senior(question)
            self._events.append((self._now + after_ms, "shown", answer))

    def _key(self, digit, by):
        node = self._nodes[self.node]
        self._pressed.append((self.node, digit))
        speaking = self._now < self._speaking_until
        if node.kind != "menu" or (speaking and not node.barge_in):
            return
        if node.hears is not None and by not in node.hears:
            return
        if node.deaf:
            node.deaf -= 1
            return
        if speaking:
            self._cut()
        if digit in node.options:
            self._enter(node.options[digit])
        else:
            self._say(f"{node.invalid} {node.prompt}", delay=300)

    def _spoken(self, text):
        node = self._nodes[self.node]
        self._pressed.append((self.node, f"({text})"))
        for word, target in node.options.items():
            if not word.isdigit() and word in text.lower():
                self._enter(target)
                return

    def _cut(self):
        """Fall silent in mid-word; what was said of the sentence is transcribed."""
        stops = [e for e in self._events if e[1] == "stop"]
        if stops:
            text = min(stops, key=lambda e: e[0])[2]
            said = int((self._now - self._piece_began) / MS_PER_LETTER)
            words = text[:said].rpartition(" ")[0]
            if words:
                self._events.append((self._now + VAD_MS, "fell silent", words))
        self._speaking_until = self._now

    def _time_out(self):
        node = self._nodes[self.node]
        quiet = self._now - self._speaking_until
        wait = 600 if node.then else node.timeout_ms
        if node.kind != "menu" or quiet < wait:
            return
        target = node.then or node.stay
        if target:
            self._enter(target)
        elif self._tries < 3:
            self._tries += 1
            self._say(node.prompt, delay=300)

"""How well the recogniser understands generated businesses over a telephone line.

    python -m benchmarks.recognition [--sentences 8] [--seed 1] [--model base]

Sentences of each kind and language are taken from a generated world, spoken by the
voices of the people who say them there, sent through 8 kHz mu-law on a clean line, on
one with noise and on one that loses packets, and recognised. A word that was changed,
dropped or added is an error (Levenshtein); "$5" and "five dollars" agree.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from simulator.businesses import documents
from simulator.businesses.facts import resolve
from simulator.generator import world
from simulator.generator.mix import Mix
from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.impair.noise import Background
from simulator.speech.impair.packets import Gilbert, Packets
from simulator.speech.recogniser import Whisper
from simulator.speech.roundtrip import distance, words
from simulator.speech.voices import Voices
from simulator.speech.weights import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from simulator.generator.business import Made

_FACTS = {
    "money": "prices",
    "date": "dates",
    "datetime": "dates",
    "time": "times",
    "yes_no": "yes and no",
    "number": "numbers",
}
_BABBLE_DB = 20
_LOSS = 0.02


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something somebody says in a generated world."""

    kind: str
    language: str
    voice: str
    text: str


@dataclass(slots=True)
class Tally:
    """What became of the sentences of one kind on one line."""

    sentences: int = 0
    words: int = 0
    errors: int = 0
    audio_s: float = 0.0
    cpu_s: float = 0.0
    misheard: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def error_rate(self) -> float:
        """Errors as a share of the words said."""
        return self.errors / max(1, self.words)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.sentences += other.sentences
        self.words += other.words
        self.errors += other.errors
        self.audio_s += other.audio_s
        self.cpu_s += other.cpu_s
        self.misheard += other.misheard


def sentences(made: Sequence[Made], seed: int) -> Iterator[Sentence]:
    """Return all that is said in a world, by kind."""
    for one in made:
        business = one.business
        for menu in one.menus:
            if menu.wording != "language":  # two languages in one prompt
                yield _said(business, "menu prompts", menu.text)
        if business.nodes:
            yield _said(business, "names", f"{business.name}.")
        for node in business.nodes.values():
            yield from _of_node(business, node)
        for known in resolve(business, seed).values():
            if known.value is not None:
                yield _said(business, _FACTS[known.type], known.sentences[0])


def _of_node(business: documents.Business, node: documents.Node) -> Iterator[Sentence]:
    match node:
        case documents.Person() if node.language is None:
            yield _said(business, "greetings", node.greeting[0], node.voice)
        case documents.Queue():
            for text in (node.prompt or "", *node.announcements):
                if text:
                    yield _said(business, "hold", text.replace("{position}", "3"))
        case documents.Voicemail():
            yield _said(business, "machines", node.greeting)
        case documents.Notice():
            yield _said(business, "machines", node.prompt)
        case _:
            return


def _said(
    business: documents.Business, kind: str, text: str, voice: str | None = None
) -> Sentence:
    return Sentence(kind, business.language, voice or business.voice, text)


def chosen(found: Sequence[Sentence], most: int, dice: random.Random) -> list[Sentence]:
    """Return up to `most` different sentences of each kind and language."""
    groups: dict[tuple[str, str], dict[str, Sentence]] = defaultdict(dict)
    for one in found:
        groups[one.language, one.kind].setdefault(one.text, one)
    picked = []
    for _, group in sorted(groups.items()):
        texts = list(group.values())
        picked += dice.sample(texts, min(most, len(texts)))
    return picked


def clean(audio: bytes, dice: random.Random) -> bytes:  # noqa: ARG001 - as the others
    """Return the sound as it is: 8 kHz mu-law already."""
    return audio


def noisy(audio: bytes, dice: random.Random) -> bytes:
    """Return it with other people talking behind it."""
    noise = Background("babble", _BABBLE_DB, dice.random())
    return b"".join(
        mulaw.encode(noise.add(mulaw.samples(frame))) for frame in _frames(audio)
    )


def lossy(audio: bytes, dice: random.Random) -> bytes:
    """Return it with packets missing, in bursts of two on average."""
    packets = Packets([Gilbert(_LOSS, 2, dice)], 0)
    return b"".join(packets.carry(frame) for frame in _frames(audio))


def _frames(audio: bytes) -> list[bytes]:
    return [audio[at : at + FRAME_BYTES] for at in range(0, len(audio), FRAME_BYTES)]


LINES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "clean": clean,
    f"babble {_BABBLE_DB} dB": noisy,
    f"loss {_LOSS:.0%}": lossy,
}


def measure(whisper: Whisper, said: Sentence, audio: bytes) -> Tally:
    """Listen to one sentence."""
    began = time.process_time()
    heard = whisper.transcribe(audio, language=said.language).text
    cpu_s = time.process_time() - began
    wanted = words(said.text, said.language)
    wrong = distance(wanted, words(heard, said.language))
    misheard = [(wrong, said.text, heard)] if wrong else []
    return Tally(1, len(wanted), wrong, len(audio) / mulaw.RATE, cpu_s, misheard)


def table(found: dict[tuple[str, str, str], Tally]) -> Table:
    """Show all tallies, a column for each line."""
    shown = Table(title="words heard wrong on generated scenarios")
    for name in ("language", "kind of sentence"):
        shown.add_column(name)
    for name in ("n", "words", *(f"WER {line}" for line in LINES), "CPU s per s"):
        shown.add_column(name, justify="right")
    sums: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for (language, _, line), tally in found.items():
        sums[language, line].add(tally)
    for language in sorted({language for language, _ in sums}):
        kinds = sorted({kind for spoken, kind, _ in found if spoken == language})
        for kind in kinds:
            tallies = {line: found[language, kind, line] for line in LINES}
            shown.add_row(language, kind, *_cells(tallies))
        tallies = {line: sums[language, line] for line in LINES}
        shown.add_row(language, "all", *_cells(tallies), end_section=True)
    return shown


def _cells(tallies: dict[str, Tally]) -> list[str]:
    first = tallies[next(iter(LINES))]
    cpu_s = sum(one.cpu_s for one in tallies.values())
    audio_s = sum(one.audio_s for one in tallies.values())
    rates = [f"{tallies[line].error_rate:.1%}" for line in LINES]
    return [
        str(first.sentences), str(first.words), *rates,
        f"{cpu_s / max(audio_s, 0.001):.3f}",
    ]  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Print the table, and what was misheard worst on the clean line."""
    parser = argparse.ArgumentParser(description="recognition of generated scenarios")
    parser.add_argument("--sentences", type=int, default=8, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--businesses", type=int, default=60)
    parser.add_argument("--model", choices=sorted(MODELS), default="base")
    parser.add_argument("--worst", type=int, default=5, help="mishearings to show")
    asked = parser.parse_args(argv)
    dice = random.Random(asked.seed)
    mix = Mix(languages={"en": 0.5, "es": 0.5})
    made = world.make(asked.seed, asked.businesses, mix)
    whisper, cast = Whisper(asked.model), Voices()
    cast.warm()
    found: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    for one in chosen(list(sentences(made.made, asked.seed)), asked.sentences, dice):
        audio = cast.speak(one.text, voice=one.voice, language=one.language)
        for line, spoil in LINES.items():
            tally = measure(whisper, one, spoil(audio, dice))
            found[one.language, one.kind, line].add(tally)
    whisper.close()
    console = Console(highlight=False)
    console.width = max(console.width, 110)
    console.print(table(found))
    console.print(f"whisper-{asked.model}, seed {asked.seed}, one thread", markup=False)
    misheard = [
        (*wrong, language)
        for (language, _, line), tally in found.items()
        for wrong in tally.misheard
        if line == "clean"
    ]
    for wrong, said, heard, language in sorted(misheard, reverse=True)[: asked.worst]:
        told = f"{language}, {wrong} wrong\n  said  {said}\n  heard {heard}"
        console.print(told, markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

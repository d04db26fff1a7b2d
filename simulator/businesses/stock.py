"""Sounds fetched or made before the first call, because they take a while.

Reading two minutes of music takes 90 ms and making a noise 20: in the clock of all
calls either would be heard as a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import documents, sounds
from simulator.businesses.documents.nodes import Recorded
from simulator.businesses.scene import names
from simulator.speech.impair import noise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.businesses.documents import Business
    from simulator.speech.recordings import Recordings


def lay_in(businesses: Iterable[Business], recordings: Recordings | None) -> None:
    """Have every sound of these businesses ready (blocking)."""
    sounds.warm()
    for business in businesses:
        for kind in _noises(business):
            noise.loop(kind)
        if recordings is not None:
            _read(business, recordings)


def _noises(business: Business) -> Iterator[noise.NoiseKind]:
    match business.line and business.line.noise:
        case documents.Noise(kind=kind):
            yield kind
        case list() as several:
            for one in several:
                yield one.kind
        case _:
            return


def _read(business: Business, recordings: Recordings) -> None:
    for node in business.nodes.values():
        language = node.language or business.language
        if isinstance(node, Recorded):
            recordings.prompts(names(node.recording), language)
            for one in node.also:
                recordings.prompts(names(one.recording), one.language or language)
        for music in _music(node):
            recordings.music(music)


def _music(node: documents.Node) -> Iterator[str]:
    match node:
        case documents.Queue(music=str(name)):
            yield name
        case documents.Person(holds=documents.Holds(music=str(name))):
            yield name
        case _:
            return

"""All conferences of the account, by SID and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.carrier.conference.conference import Conference
from simulator.carrier.errors import NotFound
from simulator.carrier.sids import sid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.carrier.recording.registry import Recordings
    from simulator.carrier.world import World


class Conferences:
    """Opens and finds conferences."""

    def __init__(self, world: World, recordings: Recordings) -> None:
        self._world = world
        self._recordings = recordings
        self._all: dict[str, Conference] = {}
        self._by_name: dict[str, Conference] = {}

    def open(self, name: str) -> Conference:
        """Return the conference of this name that is going on, or begin one.

        `name` may also be the SID of one that is going on.
        """
        found = self._all.get(name) or self._by_name.get(name)
        if found is None or found.state == "completed":
            world = self._world
            found = Conference(sid("CF", world.rng), name, world, self._recordings)
            self._all[found.sid] = self._by_name[name] = found
        return found

    def fetch(self, conference_sid: str, path: str) -> Conference:
        """Return a conference.

        Raises:
            NotFound: There is none; `path` is what was asked for.
        """
        if (found := self._all.get(conference_sid)) is None:
            raise NotFound(path)
        return found

    def all(self) -> Iterable[Conference]:
        """Return every conference, newest first."""
        return reversed(self._all.values())

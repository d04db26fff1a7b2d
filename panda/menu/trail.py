"""The steps taken on a call: those that led here, and those that led nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.menu import RouteStep

if TYPE_CHECKING:
    from panda.menu.menu import Means, Option, Transport
    from panda.menu.places import Place


class Trail:
    """Each step with the place it was taken at; one place has one step at most."""

    def __init__(self) -> None:
        self._taken: list[tuple[Place, RouteStep]] = []
        self.dead: list[RouteStep] = []
        """What was tried and led nowhere."""

    def __len__(self) -> int:
        return len(self._taken)

    @property
    def path(self) -> tuple[RouteStep, ...]:
        """The steps that led here, each with all that was learned of its prompt."""
        return tuple(
            step.model_copy(
                update={
                    "opening": place.opening,
                    "options": place.menu.options,
                    "barge_in": place.barge_in,
                }
            )
            for place, step in self._taken
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """What was chosen on the way, in the menus' words."""
        return tuple(step.label for _, step in self._taken)

    @property
    def carried_by(self) -> Transport | None:
        """What carried the latest step; None if there is none."""
        return self._taken[-1][1].transport if self._taken else None

    def timed(self, heard_ms: int, *, early: bool) -> None:
        """Note how long the last prompt was heard before we acted, and if it went on.

        That a key was heard over a prompt is believed until the prompt talks on.
        """
        if not self._taken:
            return
        place, step = self._taken[-1]
        self._taken[-1] = place, step.model_copy(update={"heard_ms": heard_ms})
        if early and place.barge_in is None:
            place.barge_in = True

    def record(
        self, place: Place, option: Option, by: Means, known: RouteStep | None
    ) -> None:
        """Add a step, in place of an earlier try of the same menu.

        Args:
            place: Where it is taken.
            option: What is tried.
            by: What carries it.
            known: What an earlier call knew of the prompt, if it is a known route's.
        """
        spoken = by == "spoken"
        self.back_to(place, again=option)
        fingerprint = place.fingerprint
        if known is not None:
            place.remember(known.options)
            place.opening = max(place.opening, known.opening, key=len)
            fingerprint = max(fingerprint, known.fingerprint, key=len)
            place.fingerprint = fingerprint  # the rest of it is no other prompt
        step = RouteStep(
            fingerprint=fingerprint,
            keys="" if spoken else option.digits,
            say=(option.say or option.label) if spoken else "",
            label=option.label,
            transport=by,
        )
        self._taken.append((place, step))

    def back_to(self, place: Place, *, again: Option | None = None) -> None:
        """Take back what was done at a place and after it: it led nowhere.

        Not so if the same option is tried once more: it was not heard.
        """
        undone = self._taken[place.depth :]
        del self._taken[place.depth :]
        if not undone:
            return
        step = undone[0][1]
        if again is None or (again.label, step.keys or again.digits) != (
            step.label,
            again.digits,
        ):
            self.dead.append(step)

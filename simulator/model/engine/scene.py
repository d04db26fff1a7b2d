"""Where a call stands: what was asked, what was answered, and what is known by now.

Messages come in the order in which they were begun. One of ours that ends in a dash was
cut off there: the callee did not hear the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.engine import phrases
from simulator.model.engine.courtesies import Courtesy, found as courtesies_in
from simulator.model.engine.functions import recorded, values
from simulator.model.engine.prompt import Message
from simulator.model.engine.questionnaire import read
from simulator.model.engine.relevance import names

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Entry, Prompt
    from simulator.model.engine.questionnaire import Field, Questionnaire

_DASHES = ("\u2014", "\u2013", "--")
PATIENCE = 5
"""A question that was put so often is let go."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something our caller said, and what the callee said until it spoke again."""

    said: str
    heard: tuple[str, ...] = ()

    @property
    def cut(self) -> bool:
        """Whether the callee cut it off."""
        return self.said.rstrip().endswith(_DASHES)


@dataclass(frozen=True, slots=True)
class Scene:
    """A call, from the first word to now."""

    prompt: Prompt
    form: Questionnaire
    exchanges: tuple[Exchange, ...]
    """The first one may be without words of ours."""
    since: tuple[Entry, ...]
    """Function calls and their outputs since anybody spoke."""

    @property
    def last(self) -> Exchange:
        """Return the latest exchange."""
        return self.exchanges[-1]

    @property
    def heard(self) -> tuple[str, ...]:
        """Return what the callee said since our caller last spoke."""
        return self.last.heard

    @property
    def spoken(self) -> tuple[str, ...]:
        """Return everything our caller has said."""
        return tuple(one.said for one in self.exchanges if one.said)

    @property
    def heard_last(self) -> int:
        """Return in how many exchanges the callee's latest words end.

        Words that were begun before our last question answer the one before it.
        """
        return len(self.exchanges) - (1 if self.late else 0)

    @property
    def latest(self) -> tuple[str, ...]:
        """Return the callee's latest words, also if ours were begun after them."""
        return self.exchanges[self.heard_last - 1].heard if self.heard_last else ()

    @property
    def asked(self) -> Field | None:
        """Return the field asked about last."""
        return self.asked_by(len(self.exchanges))

    def asked_by(self, count: int) -> Field | None:
        """Return the field asked about last in so many exchanges."""
        for exchange in reversed(self.exchanges[:count]):
            field = self.form.asked_in(exchange.said)
            if field is not None:
                return field
        return None

    @property
    def nudged(self) -> bool:
        """Whether our caller's last question was only whether they are there."""
        said = self.last.said
        if self.form.asked_in(said) is not None:
            return False
        return said.rstrip().endswith("?") and Courtesy.HELP in courtesies_in(said)

    @property
    def late(self) -> bool:
        """Whether the callee's latest words were begun before our latest ones."""
        return bool(self.last.said) and not self.last.cut and not self.last.heard

    @property
    def found(self) -> set[str]:
        """Return the fields whose findings were accepted."""
        done = {field.name for field in self.form.fields if not field.open}
        return done | recorded(self.prompt.entries)

    @property
    def fresh(self) -> set[str]:
        """Return the fields recorded since anybody spoke."""
        return recorded(self.since)

    def reasked(self, field: Field) -> bool:
        """Whether our caller asked for this field again, or too often."""
        asking = self._asking(field)
        return self.worn(field) or any(map(phrases.is_second_try, asking))

    def worn(self, field: Field) -> bool:
        """Whether our caller has asked for this field too often."""
        return len(self._asking(field)) >= PATIENCE

    def _asking(self, field: Field) -> list[str]:
        return [text for text in self.spoken if self.form.asked_in(text) == field]

    def following(self) -> Field | None:
        """Return the next field to ask: open, not asked before, and not pointless."""
        before = {
            field.name for text in self.spoken if (field := self.form.asked_in(text))
        }
        for field in self.form.fields:
            known = field.name in self.found or field.name in before
            if not known and self.due(field) and not self.pointless(field):
                return field
        return None

    def due(self, field: Field) -> bool:
        """Whether what a field depends on was answered as it must be."""
        return field.only_if is None or field.only_if.met(self.told)

    @property
    def told(self) -> dict[str, object]:
        """Return what is known by now, by field."""
        return {
            one.name: one.value for one in self.form.fields if one.value is not None
        } | values(self.prompt.entries)

    def pointless(self, field: Field) -> bool:
        """Whether a "no" has made a question pointless: the copay of a plan not taken.

        Required answers are asked for all the same.
        """
        about = names(field.ask)
        if field.required or not about:
            return False
        told = self.told
        return any(
            one.type == "yes_no"
            and told.get(one.name) in {False, "false"}
            and names(one.ask)
            and names(one.ask) <= about
            for one in self.form.fields
        )


def scene_of(prompt: Prompt) -> Scene:
    """Lay a prompt out as a scene; it must carry a questionnaire."""
    form = read(prompt)
    assert form is not None
    exchanges = [Exchange("")]
    since: list[Entry] = []
    for entry in prompt.entries:
        match entry:
            case Message(role="assistant", text=text):
                exchanges.append(Exchange(text))
                since = []
            case Message(role="user", text=text):
                last = exchanges[-1]
                exchanges[-1] = Exchange(last.said, (*last.heard, text))
                since = []
            case Message():
                pass
            case _:
                since.append(entry)
    return Scene(prompt, form, tuple(exchanges), tuple(since))

"""What a function has decided, for the call to carry out.

A function acts on nothing: it may run in another process than the call, and late. The
call looks at each decision once more, by its own state, before anything is done.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.private import PrivateField


class _Decision(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EndCall(_Decision):
    """Say goodbye and end the call."""

    kind: Literal["end_call"] = "end_call"
    reason: str


class HoldCall(_Decision):
    """Play music to the callee for a while."""

    kind: Literal["hold_call"] = "hold_call"


class SendDigits(_Decision):
    """Press keys."""

    kind: Literal["send_digits"] = "send_digits"
    digits: str


class AddNote(_Decision):
    """Pin a note to this moment."""

    kind: Literal["add_note"] = "add_note"
    text: str


class ReleaseField(_Decision):
    """Key a private value in, if the terms of its release allow it."""

    kind: Literal["release_field"] = "release_field"
    field: PrivateField


class TransferCall(_Decision):
    """Put the callee through to a telephone of ours."""

    kind: Literal["transfer_call"] = "transfer_call"
    to: str
    """Its name."""


class Book(_Decision):
    """Take a slot that the business has offered."""

    kind: Literal["book"] = "book"
    service: str
    slot: AwareDatetime
    """In the business's zone."""
    quote: str
    """Their words that offer it; empty if an operator took it."""


class NoteOffer(_Decision):
    """Note a slot that the business has offered, and take none."""

    kind: Literal["note_offer"] = "note_offer"
    service: str
    slot: AwareDatetime
    """In the business's zone."""
    quote: str
    """As in `Book`."""


class MarkDoNotCall(_Decision):
    """Never call this number again."""

    kind: Literal["mark_do_not_call"] = "mark_do_not_call"


Decision = Annotated[
    EndCall
    | HoldCall
    | SendDigits
    | AddNote
    | ReleaseField
    | TransferCall
    | Book
    | NoteOffer
    | MarkDoNotCall,
    Field(discriminator="kind"),
]

NAMES: dict[str, str] = {
    "end_call": "endCall",
    "hold_call": "holdCall",
    "send_digits": "sendDigits",
    "add_note": "addNote",
    "release_field": "releaseField",
    "transfer_call": "transferCall",
    "book": "scheduleAppointment",
    "note_offer": "noteOffer",
    "mark_do_not_call": "markDoNotCall",
}
"""Which function decides so, by kind."""

"""A campaign as a person asks for it, before there is one."""

from __future__ import annotations

from hashlib import blake2b

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.booking import BookingTerms
from panda.campaign import Limits, Provider
from panda.changes import VOICE
from panda.features import Feature, Share
from panda.functions.versions import Pins
from panda.private import Grant
from panda.research.questionnaire import Questionnaire

MOST_TARGETS = 10_000
"""Rows of a list (RELIABILITY 3.8)."""
REQUEST = r"^[!-~]{0,128}$"
"""What a request is named by: printable ASCII without spaces."""


class NewCampaign(BaseModel):
    """A campaign as a person asks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=200)
    questionnaire: Questionnaire
    providers: tuple[Provider, ...] = Field(min_length=1, max_length=MOST_TARGETS)
    limits: Limits = Limits()
    attested: bool = False
    """The creator's word that every number is a business line, called to enquire."""
    priority: int = Field(default=0, ge=-10, le=10)
    grants: tuple[Grant, ...] = ()
    """Which private data its calls may give."""
    voice: str = Field(default="", pattern=rf"^$|{VOICE}")
    """Which voice its calls speak with; the installation's if empty."""
    features: dict[Feature, Share] = Field(default_factory=dict)
    """For what share of its calls a feature is on; see `panda.features`."""
    booking: BookingTerms | None = None
    functions: Pins = Field(default_factory=dict)
    """As in `Campaign`, both."""
    fresh: bool = False
    follows: str = ""
    """As in `Campaign`, both."""
    not_before: AwareDatetime | None = None
    """When the first may be called; at once if left out."""
    request: str = Field(default="", pattern=REQUEST)
    """Names this wish for a campaign: asked for again, it is the same campaign."""

    @property
    def requested_id(self) -> str:
        """The id of the campaign that this request makes; empty if it has no name."""
        if not self.request:
            return ""
        return blake2b(
            self.request.encode(), digest_size=16, person=b"campaign"
        ).hexdigest()

    @property
    def digest(self) -> str:
        """What is asked for, in short: the same for no other campaign.

        Sealed values are left out: one that is sealed again looks another.
        """
        told = self.model_dump_json(exclude={"providers": {"__all__": {"sealed"}}})
        return blake2b(told.encode(), digest_size=16).hexdigest()

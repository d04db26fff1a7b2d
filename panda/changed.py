"""The audit of changes: in a call's log, and beside a campaign."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.changes import CallChange, CampaignChange, words
from panda.event import Event


class Changed(Event):
    """What the call goes by was changed, or why it was not."""

    kind: Literal["changed"] = "changed"
    change: CallChange
    refused: str = ""
    """Why; empty if it was done."""


class CampaignChanged(BaseModel):
    """A change of a campaign that was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    campaign_id: str
    version: int
    """The one it led to."""
    at: AwareDatetime
    change: CampaignChange


def changed_words(event: Changed) -> str:
    """Say such an event in one line."""
    about = f"{event.change.author} changed {words(event.change)}"
    return f"{about}: refused ({event.refused})" if event.refused else about

"""What one call goes by now: its limits, questions and features, and their version."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from panda.features import Feature
from panda.research.questionnaire import Question


class CallConfig(BaseModel):
    """What may be changed of a call while it lasts; see `panda.changes`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    call_s: int
    hold_s: int
    goal: str
    questions: tuple[Question, ...]
    features: dict[Feature, bool]

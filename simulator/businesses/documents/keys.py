"""By what way keys reach a business."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.businesses.documents.parts import Part

By = Literal["tones", "events"]
"""Tones are part of what is heard; events come beside it (RFC 4733), and only where a
carrier presses keys: a client's audio has none."""


class KeyHearing(Part):
    """What of a caller's keys a business notices."""

    by: By = "tones"
    least_ms: int = Field(default=40, ge=40, le=1000)
    """Shorter tones are not noticed; events have no length."""

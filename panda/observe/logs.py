"""How log records are written: a JSON object a line, or a line for people.

A record that carries facts of an event has them as fields of their own. Of exceptions
only the kind and the places are written, never the text: it may quote anything. What
looks like a telephone number is struck out of every message, whoever wrote it.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panda.observe.facts import Fact

Form = Literal["text", "json"]
Level = Literal["info", "warning", "error"]
"""There is no `debug`: at that level libraries write what goes over a wire."""

OURS = (
    "actors",
    "gateways",
    "panda",
    "panda_cli",
    "serve_api",
    "serve_app",
    "serve_problems",
    "storage",
)
"""Whose records are written. Those of vendors' packages quote what they send."""
ABOUT_A_CALL = "call %s: "
"""How every message about a call begins; its id becomes a field."""
FACTS = "facts"
"""The attribute of a record that has what is told of an event."""
_NUMBER = re.compile(r"(?<!\w)\+?\d[\d ().-]{5,}\d(?!\w)")
_STRUCK = "[number]"


@dataclass(slots=True)
class Speaker:
    """Who writes the records of this process."""

    actor: str
    call_id: str = ""
    campaign_id: str = ""
    """Of the call that the process is for, once it has one."""


class Fields(logging.Formatter):
    """Takes a record apart into named fields."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self.speaker = speaker

    def fields(self, record: logging.LogRecord) -> dict[str, Fact]:
        """Return what is told of a record, in order; what is empty is left out."""
        speaker = self.speaker
        call_id = _of(record, "call_id") or _named_first(record) or speaker.call_id
        campaign_id = _of(record, "campaign_id") or speaker.campaign_id
        at = datetime.fromtimestamp(record.created, UTC)
        told: dict[str, Fact] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "actor": speaker.actor,
            "call_id": call_id,
            "campaign_id": campaign_id,
            "logger": record.name,
            "event": _NUMBER.sub(_STRUCK, record.getMessage()),
            **_facts(record),
            "error": _error(record),
        }
        return {name: value for name, value in told.items() if value != ""}


class JsonLines(Fields):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return json.dumps(self.fields(record), ensure_ascii=False)


class TextLines(Fields):
    """One line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        told = self.fields(record)
        head = [str(told.pop(name)) for name in ("at", "level", "actor", "event")]
        rest = [f"{name}={value}" for name, value in told.items() if name != "logger"]
        return " ".join([*head, *rest]).replace("\n", " ")


def formatter(form: Form, speaker: Speaker) -> Fields:
    """Return what writes in a form."""
    return JsonLines(speaker) if form == "json" else TextLines(speaker)


def _of(record: logging.LogRecord, name: str) -> str:
    return str(getattr(record, name, ""))


def _named_first(record: logging.LogRecord) -> str:
    """Return the id of the call that a message begins with."""
    args = record.args
    told = isinstance(args, tuple) and args and str(record.msg).startswith(ABOUT_A_CALL)
    return str(args[0]) if told and isinstance(args, tuple) else ""


def _facts(record: logging.LogRecord) -> Mapping[str, Fact]:
    facts: Mapping[str, Fact] = getattr(record, FACTS, {})
    return facts


def _error(record: logging.LogRecord) -> str:
    """Say of an exception what it was and where, innermost last."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    kind, _, trace = record.exc_info
    places = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return f"{kind.__name__} at " + " > ".join(places)

"""What the ledger says of a visitor's call: turns, interruption, who hung up.

Nothing here asks the visitor: the carrier wrote down what the receptionist said and
understood, and what was cleared while it could be heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TURNS = 3
"""Turns that each side must have had."""
Side = Literal["bot", "receptionist"]


@dataclass(frozen=True, slots=True)
class Talk:
    """What was seen of one call."""

    bot_turns: int = 0
    receptionist_turns: int = 0
    interruptions: int = 0
    """How often the bot cut its own audio off while it could be heard: it does so when
    the receptionist begins to speak, and for nothing else."""
    hung_up_by: str = ""
    """`caller`: over REST; `twiml`: it closed its stream and the document was over;
    `callee`: the receptionist; else what broke."""
    status: str = ""
    seconds: float = 0.0
    """From answer to hang-up."""

    @property
    def wrong(self) -> list[str]:
        """What is missing for a pass, in words."""
        found: list[str] = []
        if self.status != "completed":
            found.append(f"the call ended as {self.status or 'never'}")
        for side, turns in (
            ("the bot", self.bot_turns),
            ("the receptionist", self.receptionist_turns),
        ):
            if turns < TURNS:
                found.append(f"{side} had {turns} of {TURNS} turns")
        if not self.interruptions:
            found.append("nobody interrupted the bot")
        if self.hung_up_by not in {"caller", "twiml"}:
            found.append(f"hung up by {self.hung_up_by or 'nobody'}, not by the bot")
        return found


def judge(records: Iterable[Mapping[str, object]], call_sid: str) -> Talk:
    """Read one call off the carrier's ledger."""
    own = [record for record in records if record.get("call_sid") == call_sid]
    turns = _turns(own)
    answered = _first(own, "answer")
    hangup, end = _first(own, "hangup"), _first(own, "end")
    seconds = (
        (_ms(hangup) - _ms(answered)) / 1000
        if answered is not None and hangup is not None
        else 0.0
    )
    return Talk(
        bot_turns=turns.count("bot"),
        receptionist_turns=turns.count("receptionist"),
        interruptions=_interruptions(own),
        hung_up_by=str(hangup["by"]) if hangup is not None else "",
        status=str(end["status"]) if end is not None else "",
        seconds=seconds,
    )


def _turns(own: Iterable[Mapping[str, object]]) -> list[Side]:
    """Say who spoke, one entry a turn: sentences in a row are one turn."""
    spoken = [side for record in own if (side := _side(record)) is not None]
    return [side for side, _ in groupby(spoken)]


def _side(record: Mapping[str, object]) -> Side | None:
    if record["kind"] == "heard" and str(record["text"]).strip():
        return "bot"
    if record["kind"] == "said" and record.get("by") == "person":
        return "receptionist"
    return None


def _interruptions(own: Iterable[Mapping[str, object]]) -> int:
    """Count how often the bot fell silent in mid-speech, after the greetings.

    Two who greet at the same time stop one another too; that is not meant.
    """
    greeted: set[Side] = set()
    count = 0
    for record in own:
        if (side := _side(record)) is not None:
            greeted.add(side)
        elif record["kind"] == "clear" and len(greeted) == 2:
            count += bool(record["audible"])
    return count


def _first(
    records: Iterable[Mapping[str, object]], kind: str
) -> Mapping[str, object] | None:
    return next((record for record in records if record["kind"] == kind), None)


def _ms(record: Mapping[str, object]) -> int:
    time = record["t_ms"]
    assert isinstance(time, int), f"a {record['kind']} record without a time"
    return time

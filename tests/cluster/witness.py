"""What the simulated network saw, by its own ledger; the product has no say in it."""

import json
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.cluster.town import Office

GAP_MS = 60


@dataclass
class Witness:
    """The other side of every wire."""

    url: str
    file: Path

    def records(self, kind: str, call_sid: str) -> list[dict]:
        """What was written of one call."""
        return [
            one
            for one in self.ledger()
            if one["kind"] == kind and one["call_sid"] == call_sid
        ]

    def ledger(self) -> list[dict]:
        """Everything, in order."""
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def dials(self, office: Office) -> list[dict]:
        """Every time an office's number was dialled."""
        return [
            one
            for one in self.ledger()
            if one["kind"] == "dial" and one["to"] == office.phone
        ]

    def live(self) -> set[str]:
        """The calls that are up at the carrier now."""
        calls = httpx.get(f"{self.url}/_simulator/calls").json()
        return {one["call_sid"] for one in calls}

    def when_media_is_lost(self, office: Office, rule: str) -> None:
        """Have a call to an office that loses its media `drop` or `continue`."""
        order = {"rule": rule, "to": office.phone}
        httpx.post(
            f"{self.url}/_simulator/faults",
            json={"name": "abrupt_close", "settings": order},
        ).raise_for_status()

    def words(self, call_sid: str, kind: str = "heard") -> str:
        """All that the callee `heard`, or `said`."""
        return " ".join(one["text"] for one in self.records(kind, call_sid))

    def audible(self, call_sid: str) -> list[tuple[int, int]]:
        """When we were audible to the callee, wall time in ms."""
        (answer,) = self.records("answer", call_sid)
        began = answer["t_ms"]
        return [
            (began + one["start_ms"], began + one["end_ms"])
            for one in self.records("audible", call_sid)
        ]

    def gaps(self, call_sid: str, since_ms: int, until_ms: int) -> list[int]:
        """Gaps in our audio in that time, in ms; not those the network was late for.

        A pause of 0.1 to 0.4 s between two utterances counts as one, too: tones do not
        say that they are over.
        """
        return [
            one["gap_ms"]
            for one in self.records("frame_gap", call_sid)
            if since_ms <= one["t_ms"] <= until_ms
            and one["gap_ms"] - one["late_ms"] > GAP_MS
        ]

    def losses(self, call_sid: str) -> dict[str, int]:
        """What the callee's ear counted of pieces of our words that went wrong.

        `cut` are utterances that were broken off, by the callee or by a death of ours.
        """
        (ear,) = self.records("ear", call_sid)
        names = ("lost", "duplicated", "reordered", "cross_talk", "garbled", "cut")
        return {name: ear[name] for name in names if ear[name]}

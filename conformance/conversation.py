"""A call as a page to read: who said what, and what happened between."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def written(records: Iterable[Mapping[str, object]], call_sid: str) -> str:
    """Return one call of the ledger as text, a line for each thing that happened.

    Times are seconds from the answer. What the bot says stands as the receptionist
    understood it.
    """
    own = [record for record in records if record.get("call_sid") == call_sid]
    # The ledger has a sentence when it is over; a page has it where it began.
    lines = sorted(_lines(own), key=lambda line: line[0])
    return "".join(f"{at_ms / 1000:6.1f}  {text}\n" for at_ms, text in lines)


def _lines(own: Iterable[Mapping[str, object]]) -> Iterator[tuple[int, str]]:
    """Yield milliseconds from the answer, and what happened."""
    answered_ms = 0
    for record in own:
        match record:
            case {"kind": "answer", "t_ms": int(t_ms)}:
                answered_ms = t_ms
                yield 0, "(answered)"
            case {"kind": "said", "text": text, "start_ms": int(start_ms)}:
                cut = " -" if record.get("cut") else ""
                yield start_ms, f"receptionist: {text}{cut}"
            case {"kind": "heard", "text": text, "start_ms": int(start_ms)}:
                yield start_ms, f"bot: {text}"
            case {"kind": "clear", "audible": True, "t_ms": int(t_ms)}:
                yield t_ms - answered_ms, "(the bot falls silent)"
            case {"kind": "hangup", "by": by, "t_ms": int(t_ms)}:
                yield t_ms - answered_ms, f"(hung up by {by})"
            case _:
                pass

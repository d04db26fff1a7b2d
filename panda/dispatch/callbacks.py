"""The carrier's reports on its calls: read, kept, put in order, passed on.

Reports come more than once, late, and out of order (PROTOCOLS B5). Each is kept before
it is answered. What a call is told only ever goes forward, by `RANK`, and nothing comes
after an end.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, get_args

from panda.campaign import IntentState
from panda.carrier import TERMINAL, CallStatus, StatusUpdate
from panda.errors import ProtocolError
from panda.mailbox import CarrierNews, LegNews
from panda.operator.transfer import TAKE_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from panda.dispatch.ports import Board
    from panda.ports import Store

_log = logging.getLogger(__name__)

RANK: dict[CallStatus, int] = {
    "queued": 0,
    "initiated": 1,
    "ringing": 2,
    "in-progress": 3,
    "completed": 4,
    "busy": 4,
    "failed": 4,
    "no-answer": 4,
    "canceled": 4,
}
"""How far a call is; those of rank 4 are its ends."""


def read_status(
    call_id: str, form: Mapping[str, str], *, account_sid: str
) -> StatusUpdate:
    """Read a status callback's form.

    Raises:
        ProtocolError: A field is missing or makes no sense, or it is about a call of
            another account.
    """
    status = form.get("CallStatus", "")
    call_sid = form.get("CallSid", "")
    if status not in get_args(CallStatus) or not call_sid:
        raise ProtocolError("not a status callback")
    if form.get("AccountSid", account_sid) != account_sid:
        raise ProtocolError("a callback of another account")
    try:
        return StatusUpdate(
            call_id=call_id,
            call_sid=call_sid,
            status=status,
            sequence=int(form.get("SequenceNumber") or 0),
            answered_by=form.get("AnsweredBy", ""),
            duration_s=int(form.get("CallDuration") or 0),
            sip_code=int(form.get("SipResponseCode") or 0),
        )
    except ValueError:
        raise ProtocolError("a number of the callback is none") from None


def read_leg(
    transfer: int, form: Mapping[str, str], *, chosen: bool = False
) -> LegNews | None:
    """Read what the carrier says of an operator's telephone; None if it is no news.

    Args:
        transfer: Which transfer of the call it is about.
        form: The webhook's.
        chosen: Whether it says what was pressed, not how the telephone stands.

    Raises:
        ProtocolError: It names no call or no such transfer.
    """
    sid, status = form.get("CallSid", ""), form.get("CallStatus", "")
    if not sid or transfer < 1:
        raise ProtocolError("not about an operator's telephone")
    if chosen:
        took = form.get("Digits", "") == TAKE_KEY
        return LegNews(transfer=transfer, call_sid=sid, news="taken") if took else None
    if status == "ringing":
        return LegNews(transfer=transfer, call_sid=sid, news="ringing")
    if status in TERMINAL:
        return LegNews(transfer=transfer, call_sid=sid, news="over", reason=status)
    return None


def latest(reports: Iterable[StatusUpdate]) -> StatusUpdate | None:
    """Return where a call stands by the reports on it, in whatever order they came.

    The furthest counts; of two ends the one the carrier numbered first, since nothing
    happens to a call that has ended.
    """
    return max(reports, key=_progress, default=None)


def _progress(report: StatusUpdate) -> tuple[int, int]:
    ended = report.status in TERMINAL
    return RANK[report.status], -report.sequence if ended else report.sequence


class Callbacks:
    """Takes reports in.

    Args:
        store: Keeps them, and the intents of the calls.
        board: Where calls are told.
    """

    def __init__(self, store: Store, board: Board) -> None:
        self._store = store
        self._board = board

    async def receive(self, report: StatusUpdate) -> bool:
        """Keep a report, then tell its call if that is news; false for an unknown call.

        Told again, it is passed on again if it still is the latest: whoever received it
        first may have died before passing it on.

        Raises:
            StoreError: It could not be kept; the carrier should send it again.
        """
        intent = await self._store.intent(report.call_id)
        if intent is None:
            _log.warning("a callback for a call that is not ours")
            return False
        key = f"{report.call_sid}/{report.sequence}/{report.status}"
        await self._store.receive(key, report.call_id, report.model_dump_json())
        if intent.call_sid and intent.call_sid != report.call_sid:
            _log.error("call %s: the carrier has two calls for it", report.call_id)
            return True
        if not intent.call_sid:
            await self._accept(report)
        if await self._is_latest(report):
            await self._board.post(report.call_id, CarrierNews(update=report))
        return True

    async def _accept(self, report: StatusUpdate) -> None:
        """Learn from a callback that the carrier has the call."""
        for before in (IntentState.SUBMITTING, IntentState.AMBIGUOUS):
            await self._store.advance(
                report.call_id, before, IntentState.ACCEPTED, call_sid=report.call_sid
            )

    async def _is_latest(self, report: StatusUpdate) -> bool:
        kept = [
            StatusUpdate.model_validate_json(body)
            for body in await self._store.received(report.call_id)
        ]
        furthest = latest(one for one in kept if one.call_sid == report.call_sid)
        return furthest is not None and _progress(report) >= _progress(furthest)

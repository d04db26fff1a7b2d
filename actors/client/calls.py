"""A client's side for single calls: how they stand, what they are told."""

from __future__ import annotations

import asyncio
import secrets
from functools import partial
from typing import TYPE_CHECKING

from actors.away import unless_away
from actors.client.reach import Reach
from actors.private import seal_value
from panda.changing import change_order
from panda.mailbox import End, Transfer
from panda.notes import annotate
from panda.operator.dismissal import dismiss
from panda.operator.phones import Phones
from panda.operator.views import Admission, AdmissionRequest
from panda.people.answering import AnswerText, answer_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult, CallSnapshot
    from panda.changes import CallChange
    from panda.events import CallEvent
    from panda.mailbox import Note, Order
    from panda.notes import FoundNote


class CallSide(Reach):
    """What a client does with calls."""

    async def snapshots(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """List calls as they stand, of one campaign or of all."""
        return await unless_away(self._hub.snapshots(campaign_id))

    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """Return the latest of a call, if it is recent."""
        return await unless_away(self._hub.snapshot(call_id))

    async def result(self, call_id: str) -> CallResult | None:
        """Return what came of a call, once it has ended."""
        return await self._store.result(call_id)

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """Return a call's log so far, after the event numbered `after`."""
        return await self._store.events(call_id, after)

    async def notes(
        self, words: str = "", campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """Find pinned notes by words in text or author, the latest first."""
        return await self._store.notes(words, campaign_id)

    async def annotate(self, call_id: str, note: Note) -> None:
        """Pin a note to a moment of a call that is over; of a live one see `tell`.

        Raises:
            Missing: There never was such a call.
        """
        await annotate(self._store, call_id, note)

    async def tell(self, call_id: str, order: Order) -> bool:
        """Leave an order for a live call; false if it is over, or never was.

        The orders stand in `panda.mailbox`: `Speak`, `Whisper`, `PressKeys`, `Hold` …
        """
        open_calls = {intent.call_id for intent in await self._store.open_intents()}
        if call_id not in open_calls:
            return False
        return await unless_away(self._hub.post(call_id, order))

    async def dismiss(self, operator: str) -> int:
        """Close an operator's sockets at all live calls; return how many were told."""
        return await dismiss(self, operator)

    async def end_call(self, call_id: str, *, author: str = "client") -> bool:
        """End a live call; false if it is over, or never was."""
        return await self.tell(call_id, End(author=author))

    def transfer_phones(self) -> Phones:
        """Return the telephones that calls may be put through to."""
        return Phones(self._settings.transfer_phones)

    async def transfer(self, call_id: str, to: str, *, author: str = "client") -> bool:
        """Have a live call put through to an operator's telephone, by its name.

        Raises:
            BadInput: The installation has no telephone of this name.
        """
        name = self.transfer_phones().checked(to)
        return await self.tell(call_id, Transfer(to=name, author=author))

    async def change_call(self, call_id: str, change: CallChange) -> bool:
        """Change what a live call goes by; false if it is over, or never was.

        Raises:
            BadInput: It was changed meanwhile, or may not be so; says why.
        """
        snapshot = await self.snapshot(call_id)
        order = change_order(snapshot, change)
        return order is not None and await self.tell(call_id, order)

    async def answer(self, call_id: str, question_id: str, given: AnswerText) -> bool:
        """Answer what a call has asked; false if it waits for no such answer (now).

        A private answer is sealed here, for the number of the call.

        Raises:
            BadInput: It is no answer to that; says what would be.
        """
        snapshot = await self.snapshot(call_id)
        if snapshot is None:
            return False
        seal_it = partial(seal_value, self._settings, snapshot.number)
        order = answer_order(snapshot, question_id, given, seal_it)
        return order is not None and await self.tell(call_id, order)

    def admission(self, call_id: str, request: AdmissionRequest) -> Admission:
        """Write a ticket that lets an operator's socket into a call, once."""
        return Admission.to(
            call_id,
            request,
            public_url=self._settings.public_url,
            key=self._settings.signing_key,
            now_s=self._clock.now().timestamp(),
            serial=secrets.token_urlsafe(12),
        )

    async def audio(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        """Return a stretch of a call's sound as WAV; None if none of it was kept.

        Times are ms since the answer, as those of findings are. Theirs is on the left,
        ours on the right.
        """
        kept = self._recordings
        return await asyncio.to_thread(kept.excerpt, call_id, from_ms, to_ms)

    async def erase_audio(self, call_id: str) -> bool:
        """Delete the sound of a call; false if there was none."""
        return await asyncio.to_thread(self._recordings.erase, call_id)

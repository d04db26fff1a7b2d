"""The keys of one call: tones of ours in its audio, or the carrier's beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from panda.menu.escalation import BY_CARRIER
from panda.session.commands import PlayEntry, PlayKeys
from panda.session.inputs import EntryMade, EntryUnfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actors.dialled import DialledCall
    from actors.pressing import CarrierKeys
    from actors.private import PrivateValues
    from actors.tasks import Tasks
    from panda.bridge import Effect, MediaBridge
    from panda.session.inputs import Input


class Keypad:
    """Has keys pressed by what is to carry them, and tells what became of entries.

    Args:
        bridge: Where our tones are made.
        carrier: What presses keys at the carrier.
        private: What is keyed in under a name only.
        dialled: Whose call it is at the carrier.
        tasks: Where the carrier is waited for.
        carry_out: Does what the bridge wants done.
        feed: Takes what became of an entry.
    """

    def __init__(
        self,
        bridge: MediaBridge,
        carrier: CarrierKeys,
        private: PrivateValues,
        *,
        dialled: DialledCall,
        tasks: Tasks,
        carry_out: Callable[[Iterable[Effect]], None],
        feed: Callable[[Input], None],
    ) -> None:
        self._bridge = bridge
        self._carrier = carrier
        self._private = private
        self._dialled = dialled
        self._tasks = tasks
        self._carry_out = carry_out
        self._feed = feed

    def do(self, keys: PlayKeys | PlayEntry, now_ms: int) -> None:
        """Press keys, or those of a private value if it has some."""
        match keys:
            case PlayKeys():
                self._press(keys, now_ms)
            case PlayEntry(field=field, transport=by, press=press):
                digits = self._private.keys(keys)
                if not digits:
                    self._feed(EntryUnfit(field))
                    return
                self._press(PlayKeys(digits, by, press), now_ms)
                if by not in BY_CARRIER:
                    self._feed(EntryMade(press))
            case _:
                assert_never(keys)

    def _press(self, keys: PlayKeys, now_ms: int) -> None:
        match keys.transport:
            case "update":
                sid = self._dialled.sid
                self._tasks.spawn(self._carrier.press(sid, keys.digits, keys.press))
            case "in-band" | "slow" as by:
                slow = by == "slow"
                tones = self._bridge.press(
                    keys.digits, slow=slow, now_ms=now_ms, press=keys.press
                )
                self._carry_out(tones)
            case _:
                assert_never(keys.transport)

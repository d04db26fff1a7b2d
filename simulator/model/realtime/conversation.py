"""The default conversation of a session: its items in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.audio import BYTES_PER_MS
from simulator.model.realtime.errors import ClientError
from simulator.model.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.realtime.items import Item


class Conversation:
    """The default conversation of a session."""

    def __init__(self, conversation_id: str) -> None:
        self.id = conversation_id
        self._items: list[Item] = []
        self._dropped = 0
        """How many of the oldest items the model is no longer shown."""

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def shown(self) -> Iterator[Item]:
        """Yield what the model is shown: all but what was truncated away."""
        return iter(self._items[self._dropped :])

    def shorten(self, limit: int, ratio: float) -> bool:
        """Drop the oldest items when there are more tokens than `limit`.

        So many go that `ratio` of the limit is left (the Realtime API's retention
        ratio); the newest item always stays.

        Returns:
            Whether anything was dropped.
        """
        total = self.tokens().total
        if total <= limit:
            return False
        before = self._dropped
        while total > limit * ratio and self._dropped < len(self._items) - 1:
            total -= self._items[self._dropped].tokens().total
            self._dropped += 1
        return self._dropped > before

    @property
    def last_id(self) -> str | None:
        """Return the id of the newest item."""
        return self._items[-1].id if self._items else None

    def find(self, item_id: str) -> Item:
        """Return an item.

        Raises:
            ClientError: There is no such item.
        """
        for item in self._items:
            if item.id == item_id:
                return item
        raise ClientError(
            f"Item with item_id '{item_id}' not found.",
            code="item_not_found",
            param="item_id",
        )

    def add(self, item: Item, after: str | None = None) -> str | None:
        """Insert an item, at the end unless `after` says where (or `root`).

        Returns:
            The id of the item before it.

        Raises:
            ClientError: The id is taken, or the item before it unknown.
        """
        if any(known.id == item.id for known in self._items):
            raise ClientError(
                f"Error adding item: an item with id '{item.id}' already exists.",
                code="item_already_exists",
                param="item.id",
            )
        self._check_call(item)
        index = self._index_after(after)
        previous = self._items[index - 1].id if index else None
        self._items.insert(index, item)
        if index < self._dropped:
            self._dropped += 1
        return previous

    def _check_call(self, item: Item) -> None:
        """Refuse a function's output that belongs to no call (OpenAI's own words)."""
        calls = {one.call_id for one in self._items if one.kind == "function_call"}
        if item.kind == "function_call_output" and item.call_id not in calls:
            raise ClientError(
                f"Tool call ID '{item.call_id}' not found in conversation.",
                code="invalid_tool_call_id",
            )

    def _index_after(self, after: str | None) -> int:
        if after is None:
            return len(self._items)
        if after == "root":
            return 0
        for index, item in enumerate(self._items):
            if item.id == after:
                return index + 1
        raise ClientError(
            f"Error adding item: the previous item with id '{after}' does not exist.",
            code="invalid_value",
            param="previous_item_id",
        )

    def before(self, item_id: str) -> str | None:
        """Return the id of the item before this one."""
        index = self._items.index(self.find(item_id))
        return self._items[index - 1].id if index else None

    def delete(self, item_id: str) -> None:
        """Take an item out."""
        item = self.find(item_id)
        if self._items.index(item) < self._dropped:
            self._dropped -= 1
        self._items.remove(item)

    def truncate(self, item_id: str, content_index: int, audio_end_ms: int) -> None:
        """Cut what the model said at what was heard, words and sound.

        Raises:
            ClientError: Not an assistant's audio, or it is shorter than that.
        """
        item = self.find(item_id)
        if item.role != "assistant" or not 0 <= content_index < len(item.content):
            raise ClientError(
                "Only model output audio messages can be truncated.",
                code="invalid_value",
                param="item_id",
            )
        part = item.content[content_index]
        if audio_end_ms < 0 or audio_end_ms > part.audio_ms:
            raise ClientError(
                f"Audio content of {part.audio_ms}ms is already shorter than "
                f"{audio_end_ms}ms",
                code="invalid_value",
                param="audio_end_ms",
            )
        words = part.text.split()
        share = audio_end_ms / part.audio_ms if part.audio_ms else 0
        part.text = " ".join(words[: round(len(words) * share)])
        part.mulaw = part.mulaw[: audio_end_ms * BYTES_PER_MS]
        part.shown = False

    def tokens(self) -> Tokens:
        """Return what the conversation costs as input, as far as it is shown."""
        total = Tokens()
        for item in self.shown():
            total += item.tokens()
        return total

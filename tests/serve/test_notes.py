"""Notes, searched by HTTP."""

import asyncio

from panda.events import Heard, Noted
from panda.mailbox import Note
from panda.notes import annotate
from panda.testing.store import MemoryStore
from tests.serve.test_operators import call  # noqa: F401 - a fixture


async def test_notes_are_found_again(api, world, call):  # noqa: F811 - the fixture
    note = Noted(seq=900, at_ms=5, author="Ann", text="Call back on Monday")
    await world.store.append(call, [note])
    found = (await api.get("/api/notes", q="monday")).json()
    assert [(one["call_id"], one["text"]) for one in found] == [(call, note.text)]
    assert (await api.get("/api/notes", q="friday")).json() == []
    assert (await api.get("/api/notes", q="monday", campaign_id="x")).json() == []
    assert (await api.get("/api/notes", q="x" * 201)).status_code == 422


async def pin(api, call_id, **body):
    return await api.post(f"/api/calls/{call_id}/note", body)


async def test_a_note_is_pinned_to_a_moment_of_a_call_that_is_over(api, world):
    campaign = await world.create(1)
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    call_id = result.call_id
    log = [
        Heard(seq=1, at_ms=4000, speaker="business", text="It is 90 dollars."),
        Noted(seq=2, at_ms=9000, author="Bo", text="well"),
    ]
    await world.store.append(call_id, log)
    for body in ({"text": "Cheap!", "about_ms": 4000}, {"text": "Late"}):
        answer = await pin(api, call_id, author="Ann", **body)
        assert answer.status_code == 202, answer.text
    found = (await api.get("/api/notes", q="ann")).json()
    assert [(one["text"], one["at_ms"]) for one in found] == [
        ("Late", 9000), ("Cheap!", 4000),
    ]  # fmt: skip
    assert [one.seq for one in await world.store.events(call_id)] == [1, 2, 3, 4]


async def test_no_note_is_pinned_to_a_call_that_never_was(api):
    assert (await pin(api, "nobody", text="x")).status_code == 404


async def test_of_two_notes_that_are_pinned_at_once_none_is_lost():
    store = MemoryStore()
    await store.append("c1", [Noted(seq=1, at_ms=5, author="Bo", text="well")])
    read = store.events
    first = asyncio.Event()

    async def both_read_first(call_id, after=0):
        log = await read(call_id, after)
        if not first.is_set():
            first.set()
            await annotate(store, "c1", Note(author="Ann", text="meanwhile"))
        return log

    store.events = both_read_first
    await annotate(store, "c1", Note(author="Cy", text="and I"))
    texts = [one.text for one in await read("c1")]
    assert sorted(texts) == ["and I", "meanwhile", "well"]

"""Notes, searched by HTTP."""

from panda.events import Noted
from tests.serve.test_operators import call  # noqa: F401 - a fixture


async def test_notes_are_found_again(api, world, call):  # noqa: F811 - the fixture
    note = Noted(seq=900, at_ms=5, author="Ann", text="Call back on Monday")
    await world.store.append(call, [note])
    found = (await api.get("/api/notes", q="monday")).json()
    assert [(one["call_id"], one["text"]) for one in found] == [(call, note.text)]
    assert (await api.get("/api/notes", q="friday")).json() == []
    assert (await api.get("/api/notes", q="monday", campaign_id="x")).json() == []
    assert (await api.get("/api/notes", q="x" * 201)).status_code == 422

"""What calls ask their people, by the API."""

import pytest

from gateways.vault import Vault
from panda.mailbox import AnswerPeople
from panda.people.question import (
    AnswerKind,
    EndedQuestion,
    OpenQuestion,
    PeopleQuestion,
)
from panda.private import PrivateField
from panda.testing.clock import START
from serve_api import events
from tests.panda.dispatch.world import NUMBERS
from tests.serve.test_operators import call, told  # noqa: F401 - a fixture
from tests.serve.town import SETTINGS

WHICH = PeopleQuestion(
    ask="Which one?", kind=AnswerKind.CHOICE, choices=("Tuesday", "Thursday")
)
MEMBER = PeopleQuestion(ask="Which member id?", field=PrivateField.MEMBER_ID)


@pytest.fixture
async def asks(world, call):  # noqa: F811 - the fixture
    """The call, with two questions open."""
    seen = await world.hub.snapshot(call)
    open_ = tuple(
        OpenQuestion(question_id=name, question=one, asked_at=START, due_at=START)
        for name, one in (("q1", WHICH), ("q2", MEMBER))
    )
    await world.hub.publish(
        seen.model_copy(update={"questions": open_, "number": NUMBERS[0]})
    )
    return call


async def test_open_questions_are_listed_of_all_calls_or_of_a_campaign(api, asks):
    listed = (await api.get("/api/questions")).json()
    assert [(one["question_id"], one["private"]) for one in listed] == [
        ("q1", False),
        ("q2", True),
    ]
    assert listed[0]["choices"] == ["Tuesday", "Thursday"]
    assert listed[0]["call_id"] == asks
    assert (await api.get("/api/questions", campaign_id="another")).json() == []


async def test_an_answer_reaches_the_call_as_it_was_offered(api, world, asks):
    path = f"/api/calls/{asks}/questions/q1/answer"
    answer = await api.post(path, {"answer": "thursday", "author": "Ann"})
    assert answer.status_code == 202
    await world.until(
        lambda: (
            world.orders
            == [AnswerPeople(question_id="q1", answer="Thursday", author="Ann")]
        )
    )


async def test_what_is_no_answer_is_refused_with_what_would_be(api, world, asks):
    path = f"/api/calls/{asks}/questions/q1/answer"
    answer = await api.post(path, {"answer": "Friday"})
    assert answer.status_code == 400
    assert "Tuesday, Thursday" in answer.json()["advice"]
    assert "Friday" not in answer.text
    assert world.orders == []


async def test_a_private_answer_is_sealed_for_the_number_before_it_is_posted(
    api, world, asks
):
    path = f"/api/calls/{asks}/questions/q2/answer"
    assert (await api.post(path, {"answer": "WX 204118"})).status_code == 202
    await world.until(lambda: world.orders)
    (order,) = world.orders
    assert order.answer == ""
    assert "204118" not in order.model_dump_json() + repr(order)
    vault = Vault(SETTINGS.private_key.encode())
    assert vault.open(NUMBERS[0], PrivateField.MEMBER_ID, order.sealed) == "WX 204118"


async def test_what_nobody_asked_cannot_be_answered(api, asks):
    path = "/api/calls/{}/questions/{}/answer"
    assert (await api.post(path.format("x", "q1"), {"answer": "a"})).status_code == 404
    answer = await api.post(path.format(asks, "q9"), {"answer": "a"})
    assert answer.status_code == 409


async def test_a_question_and_its_answer_are_events_of_their_own(
    api,
    world,
    asks,
    monkeypatch,
):
    monkeypatch.setattr(events, "LASTS_S", 0.2)

    async def listened(since):
        text = (await api.get("/api/events", since=since)).text
        ids = [one[4:] for one in text.splitlines() if one.startswith("id: ")]
        last = int(ids[-1]) if ids else since  # it was quiet
        return last, [data for kind, data in told(text) if kind == "question"]

    since, asked = await listened(0)
    assert [(one["question_id"], one["status"]) for one in asked] == [
        ("q1", "open"),
        ("q2", "open"),
    ]
    assert asked[0]["ask"] == "Which one?"

    seen = await world.hub.snapshot(asks)
    await world.hub.publish(seen.model_copy(update={"keys": "1"}))
    since, again = await listened(since)
    assert again == [], "it is told once, however much its call changes"

    first, private = seen.questions
    ended = EndedQuestion(
        **dict(first), ended_at=START, how="answered", answer="Tuesday", author="Ann"
    )
    await world.hub.publish(
        seen.model_copy(update={"questions": (private,), "ended_questions": (ended,)})
    )
    since, (over,) = await listened(since)
    assert (over["question_id"], over["status"]) == ("q1", "answered")
    assert (over["answer"], over["author"]) == ("Tuesday", "Ann")
    assert (await listened(since))[1] == []


async def test_a_campaign_is_not_told_of_the_questions_of_another(
    api, asks, monkeypatch
):
    monkeypatch.setattr(events, "LASTS_S", 0.2)
    text = (await api.get("/api/events", campaign_id="another")).text
    assert told(text) == []

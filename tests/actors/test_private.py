"""Private values from the file to the keys, and nowhere else."""

import logging

import pytest
from hypothesis import given, settings as examples, strategies as st

from actors.private import PrivateValues, seal
from panda.campaign import Provider
from panda.errors import BadInput
from panda.events import EVENT, Pressed, Released
from panda.menu.entry.prompt import Entry, read_entry
from panda.private import Grant, PrivateField as F
from panda.realtime.agent import FunctionRequested, Heard
from panda.research.private import Entrusted
from panda.session.commands import AskWay, Consult, PlayEntry, Publish, RecordRoute
from panda.settings import Settings
from panda.supervisor.prompt import conversation, instructions
from panda.supervisor.way import way_request
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

VARIABLES = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "unused",
    "TWILIO_FROM_NUMBER": "+12175550100",
    "OPENAI_API_KEY": "unused",
    "PANDA_PUBLIC_URL": "http://127.0.0.1:1",
    "PANDA_API_TOKEN": "t" * 16,
    "PANDA_SIGNING_KEY": "k" * 16,
}
GOAL = "schedule a cleaning"
NUMBER = "+12175550123"
PIECES = ("9 9 2", "0 4 1", "1 8", "1 1 8")
ASKS = "Please enter your member ID, followed by the pound key."


def settings(key="k" * 32):
    return Settings.from_env(VARIABLES | {"PANDA_PRIVATE_KEY": key})


def sealed(value, field=F.MEMBER_ID, phone=NUMBER):
    provider = Provider(name="Bright Dental", phone=phone)
    (made,) = seal([Entrusted(provider, {field: value})], settings())
    return made.sealed


def values(value, **more):
    return PrivateValues(briefing(sealed=sealed(value, **more)), settings())


def test_what_was_sealed_for_a_number_is_keyed_in_on_its_call():
    wanted = PlayEntry(F.MEMBER_ID, read_entry(ASKS))
    assert values("204118").keys(wanted) == "204118#"


def test_what_was_sealed_for_another_number_is_not(caplog):
    caplog.set_level(logging.DEBUG)
    wanted = PlayEntry(F.MEMBER_ID, read_entry(ASKS))
    assert values("204118", phone="+12175550199").keys(wanted) == ""
    assert "204118" not in caplog.text


def test_without_a_key_nothing_is_taken():
    entrusted = [Entrusted(Provider(name="A", phone=NUMBER), {F.MEMBER_ID: "204118"})]
    with pytest.raises(BadInput) as refused:
        seal(entrusted, settings(key=""))
    assert "204118" not in str(refused.value)


def test_an_extension_is_the_lists_own():
    plain = briefing()
    provider = plain.provider.model_copy(update={"extension": "412"})
    mine = PrivateValues(plain.model_copy(update={"provider": provider}), settings())
    assert mine.keys(PlayEntry(F.EXTENSION, Entry((F.EXTENSION,)))) == "412"


def test_what_is_read_back_is_struck_out():
    mine = values("204118")
    assert mine.struck(Heard("i", "2 0 4 1 1 8")).text == "2 0 4 1 1 8"
    mine.keys(PlayEntry(F.MEMBER_ID, read_entry(ASKS)))
    assert mine.struck(Heard("i", "2 0 4 1 1 8")).text == "[MEMBER_ID]"
    asked = FunctionRequested("r", "getSupervisorResponse", '{"context": "204118"}')
    assert "204118" not in mine.struck(asked).arguments


def test_a_call_that_went_on_in_another_actor_knows_what_was_entered():
    told = briefing(sealed=sealed("99204118"))
    log = (EVENT.dump_json(Released(field=F.MEMBER_ID)).decode(),)
    mine = PrivateValues(told.model_copy(update={"restored": log}), settings())
    assert mine.struck(Heard("i", "You entered 9.")).text == "You entered [MEMBER_ID]."
    mine.recorded(Pressed(keys="1", label="confirm", transport="in-band"))
    assert mine.struck(Heard("i", "Room 9.")).text == "Room 9."
    assert "204" not in mine.struck(Heard("i", "I have 9 9 2 0 4.")).text


def test_nothing_of_what_is_read_back_in_pieces_is_in_the_log_or_the_way():
    grant = Grant(field=F.MEMBER_ID, consent="Maria, today", purpose=GOAL, machine=True)
    told = briefing(grants=(grant,), sealed=sealed("99204118"))
    shell, call = PrivateValues(told, settings()), SessionPlayer(told)
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_500)
    call.keys_played()
    call.callee_says(ASKS, ms=3_000)
    call.wait(2_500)
    (wanted,) = call.all(PlayEntry)
    shell.keys(wanted)
    call.keys_played()
    for piece in ("You entered", "9 9 2.", "0 4 1.", "1 8.", "If right, press 1."):
        call.callee_says(shell.struck(Heard("x", piece)).text, ms=700)
        call.wait(200)
    call.wait(2_500)
    assert call.pressed == "21"
    call.keys_played()
    call.callee_says("Front desk, this is Ada. How can I help you?")
    call.wait(1_500)
    (way,) = call.all(RecordRoute)
    assert [step.label for step in way.trip.steps] == ["appointments"]
    kept = [one.text for one in call.session.record.lines]
    kept.append(way.trip.model_copy(update={"number": ""}).model_dump_json())
    assert not [text for text in kept if any(one in text for one in PIECES)]


@examples(max_examples=8, deadline=None)
@given(st.integers(70_000_000, 89_999_999_999).map(str))  # no date or time of ours
def test_a_value_is_in_no_event_snapshot_question_or_prompt(value):
    grant = Grant(field=F.MEMBER_ID, consent="Maria, today", purpose=GOAL, machine=True)
    told = briefing(grants=(grant,), sealed=sealed(value))
    shell = PrivateValues(told, settings())
    call = SessionPlayer(told)
    call.answer()
    for text in (
        "For billing, press 1. For appointments, press 2.",
        ASKS,
        f"You entered {', '.join(value)}. Gift cards, press 1. Pianos, press 2.",
    ):
        call.callee_says(shell.struck(Heard("x", text)).text, ms=4_000)
        call.wait(2_500)
        call.keys_played()
        for wanted in call.all(PlayEntry):
            assert shell.keys(wanted) == f"{value}#"
    call.callee_says("Front desk, this is Ada. How can I help you?")
    call.wait(1_500)
    call.callee_says(shell.struck(Heard("y", f"I have {value} here. Right?")).text)
    call.voice_asks()
    call.wait(2_000)

    assert call.all(PlayEntry)
    seen = [EVENT.dump_json(one).decode() for one in call.events]
    seen += [one.snapshot.model_dump_json() for one in call.all(Publish)]
    seen += [
        way_request(one.question, 1.0).model_dump_json() for one in call.all(AskWay)
    ]
    for one in call.all(Consult):
        asked = one.consultation
        seen += [instructions(asked), str(conversation(asked.conversation))]
    assert "[MEMBER_ID]" in "".join(seen)
    everything = "\n".join(seen)
    assert value not in everything
    assert ", ".join(value) not in everything

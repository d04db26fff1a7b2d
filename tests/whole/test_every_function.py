"""Every function in a call: by the simulator's mind where a model would use it.

The session and the supervisor are the product's, in virtual time; the mind behind it
is the simulator's, which sees what a language model would see and nothing else. What
only an operator, the voice or a machine's menu gives rise to is used that way.
"""

import json
from datetime import date

import pytest

from panda.booking import BookingTerms, Manner
from panda.call import CallState
from panda.events import Booked, FunctionCalled, Noted, Released
from panda.functions.catalogue import built_in
from panda.mailbox import UseFunction
from panda.operator.phones import Phone, Phones
from panda.private import Grant, PrivateField
from panda.research.questionnaire import FieldType, Question
from panda.session.commands import PlayKeys, RingPhone
from panda.session.inputs import Ordered
from panda.testing.briefings import QUESTIONS, briefing
from tests.whole.office import Office

ANN = Phones([Phone(name="Ann", number="+12175550190")])
WHEN = Question(
    name="slot",
    type=FieldType.DATETIME,
    ask="When is your next appointment for a cleaning?",
    required=False,
)
FORM = QUESTIONS.model_copy(update={"fields": (*QUESTIONS.fields, WHEN)})
HELLO = "Bright Dental, this is Amy, how can I help you?"


WISH = BookingTerms(
    first_day=date(2026, 11, 30), last_day=date(2026, 12, 4), manner=Manner.OFFERS
)
"""For times to be noted, and none taken."""


def office(*said, wish=None):
    """A talk with somebody who says these things, each after words of ours."""
    made = briefing().model_copy(update={"questionnaire": FORM, "booking": wish})
    call = Office(made, phones=ANN)
    call.answer()
    call.callee_says(HELLO)
    call.wait(1500)
    for text in said:
        call.hears(text)
    return call


def used(call):
    """The functions that were used and not refused, each once."""
    events = [one for one in call.events if isinstance(one, FunctionCalled)]
    return {one.name: one for one in events if not one.refused}


def operator(call, name, **arguments):
    order = UseFunction(
        request=f"o-{name}", name=name, arguments=json.dumps(arguments), author="Ann"
    )
    call.feed(Ordered(order))
    return call


def looked_up():
    return office(
        "Hi. Which location are you calling about?",
        "I'm not sure if we take that one, I don't know.",
        "I don't know the price, sorry, I'm not sure.",
        "I'm not sure when, I don't know.",
    )


def answered():
    return office(
        "Yes, we take Delta Dental.",
        "A cleaning is $120.",
        "Tuesday, December first, at ten in the morning. Have a nice day!",
    )


def noted():
    call = office("By the way, our parking is closed this week. What do you need?")
    assert [one.text[:10] for one in call.events if isinstance(one, Noted)] == [
        "By the way"
    ]
    return call


def pressed():
    call = office("Could you send me the tone of a five? I want to test our line.")
    assert [one.digits for one in call.all(PlayKeys)] == ["5"]
    return call


def held():
    call = office("You can put me on hold, I have time.")
    assert call.session.state is CallState.HELD
    return call


def put_through():
    call = office("I would like to talk to a real person, please.")
    assert call.all(RingPhone)
    return call


def asked_our_people():
    return office("I have Tuesday at ten or Thursday at two. Which would you prefer?")


def opted_out():
    return office("We are not interested, thanks.")


def waited():
    """Words that were begun before our question come after it."""
    call = office("Yes, we take Delta Dental.")
    call.voice_asks("late")
    return call


def asked_the_senior():
    call = office()
    call.callee_says("Sure.")
    return operator(
        call, "getSupervisorResponse", relevantContextFromLastUserMessage="they wait"
    )


def booked():
    call = operator(
        office("I have December first at ten."),
        "scheduleAppointment",
        service="cleaning",
        slot="2026-12-01T10:00",
        quote="",
    )
    assert [one for one in call.events if isinstance(one, Booked)]
    return call


def offered():
    call = operator(
        office("I have December first at ten.", wish=WISH),
        "noteOffer",
        slot="2026-12-01T10:00",
        quote="",
    )
    assert not [one for one in call.events if isinstance(one, Booked)]
    return call


def released():
    """A machine asks for a member id; whoever has it keyed in never sees it."""
    grant = Grant(
        field=PrivateField.MEMBER_ID,
        consent="Maria, on 1 May",
        purpose=QUESTIONS.goal,
        machine=True,
    )
    made = briefing(grants=(grant,), sealed={PrivateField.MEMBER_ID: "sealed"})
    call = Office(made)
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_000)
    call.keys_played()
    call.callee_says("Please enter your member ID.")
    operator(call, "releaseField", field="member_id")
    (given,) = [one for one in call.events if isinstance(one, Released)]
    assert not given.refused
    return call


PLAYED = {
    looked_up: {
        "getBusinessInfo", "validateInsurance", "lookupPricing", "checkAvailability",
    },
    answered: {"recordFinding", "endCall"},
    noted: {"addNote"},
    pressed: {"sendDigits"},
    held: {"holdCall"},
    put_through: {"transferCall"},
    asked_our_people: {"promptUserForInfo"},
    opted_out: {"markDoNotCall"},
    waited: {"staySilent"},
    asked_the_senior: {"getSupervisorResponse"},
    booked: {"scheduleAppointment"},
    offered: {"noteOffer"},
    released: {"releaseField"},
}  # fmt: skip
"""Which calls use which functions."""


@pytest.mark.parametrize("play", PLAYED, ids=lambda play: play.__name__)
def test_a_function_is_used_where_a_call_gives_rise_to_it(play):
    functions = used(play())
    assert PLAYED[play] <= set(functions)
    assert all(functions[name].result for name in PLAYED[play])


def test_no_function_is_never_used():
    assert set().union(*PLAYED.values()) == {one.name for one in built_in()}

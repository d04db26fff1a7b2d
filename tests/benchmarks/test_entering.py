"""The simulator's businesses ask for digits; what they take is what was meant."""

from datetime import date

import pytest

from benchmarks import texttown
from benchmarks.navigation import SessionCaller
from panda.menu.entry.digits import keys_for
from panda.private import Grant, PrivateField as F
from panda.session.commands import PlayEntry
from panda.session.inputs import EntryMade, EntryUnfit
from panda.testing.briefings import QUESTIONS, briefing
from panda.testing.player import SessionPlayer
from simulator.businesses.documents import Business

GOAL = QUESTIONS.goal
TODAY = date(2026, 11, 23)
KNOWN = {
    F.ACCOUNT_NUMBER: "204118",
    F.MEMBER_ID: "WX 204118",
    F.DATE_OF_BIRTH: "1984-03-09",
    F.ZIP_CODE: "62701",
}


class Trusted(SessionCaller):
    """A caller with private data, and the shell's part of giving it."""

    def __init__(self, values, *, machine=True):
        super().__init__(GOAL, "en")
        grants = tuple(
            Grant(field=field, consent="Maria, today", purpose=GOAL, machine=machine)
            for field in values
        )
        sealed = dict.fromkeys(values, "sealed")
        self._values = values
        self._player = SessionPlayer(briefing(grants=grants, sealed=sealed))
        self._player.auto_enter = False
        self._player.answer()

    def _carry_out(self, command):
        if not isinstance(command, PlayEntry):
            yield from super()._carry_out(command)
            return
        value = self._values[command.field]
        keys = keys_for(command.entry, command.field, value)
        if keys:
            yield texttown.Keys(keys, command.transport == "slow")
            yield from self._feed(EntryMade(command.press), self._player.now_ms)
        else:
            yield from self._feed(EntryUnfit(command.field), self._player.now_ms)


def person(goals=()):
    return {
        "type": "person",
        "name": "Edith",
        "voice": "edith",
        "goals": list(goals),
        "greeting": ["Front desk, this is Edith. How can I help you?"],
    }


def office(**entry):
    nodes = {
        "main": {
            "type": "menu",
            "prompt": "For billing, press 1. For appointments, press 2.",
            "options": {
                "1": {"label": "billing", "goto": "nobody"},
                "2": {"label": "appointments", "goto": "asks"},
            },
        },
        "asks": {"type": "entry", "then": "desk", "retries": 1} | entry,
        "desk": person(["schedule"]),
        "nobody": person(),
    }
    return Business.model_validate(
        {
            "name": "Hickory Dental",
            "numbers": ["+12175550123"],
            "timezone": "America/Chicago",
            "answers": "main",
            "nodes": nodes,
        }
    )


def call(business, values=KNOWN, **more):
    went = texttown.TextCall(business, attempt=1, today=TODAY).run(
        Trusted(values, **more)
    )
    keyed = "".join(one.key for one in went.pressed if one.node == "asks")
    return went, keyed


@pytest.mark.parametrize(
    ("entry", "keyed"),
    [
        (
            {
                "prompt": "Please enter your six digit patient number.",
                "digits": 6,
                "accepts": ["204118"],
            },
            "204118",
        ),
        (
            {
                "prompt": "Enter your member ID, followed by the pound key.",
                "digits": (4, 12),
                "accepts": ["99204118", "123456789012"],
            },
            "99204118#",
        ),
        (
            {
                "prompt": "Please enter your date of birth, day, month and year.",
                "asks": "date",
                "order": "DDMMYYYY",
            },
            "09031984",
        ),
        (
            {
                "prompt": "Using your keypad, enter your five digit zip code.",
                "digits": 5,
                "accepts": ["62701"],
            },
            "62701",
        ),
    ],
)
def test_what_is_asked_for_is_keyed_and_taken(entry, keyed):
    went, digits = call(office(**entry))
    assert digits == keyed
    assert (went.node, went.how) == ("desk", "talking")


def test_digits_that_are_read_back_are_confirmed():
    entry = {
        "prompt": "Please enter your six digit patient number.",
        "digits": 6,
        "confirm": True,
    }
    went, digits = call(office(**entry))
    assert digits == "2041181"
    assert went.node == "desk"


def test_a_value_they_do_not_know_is_given_twice_and_then_a_way_out_is_taken():
    entry = {
        "prompt": "Please enter your six digit patient number.",
        "digits": 6,
        "accepts": ["310977"],
        "retries": 3,
        "failed": "desk",
    }
    went, digits = call(office(**entry))
    assert digits.startswith("204118204118")
    assert digits.count("204118") == 2
    assert went.node == "desk"


@pytest.mark.parametrize(
    ("values", "machine"), [({}, True), (KNOWN, False)], ids=["unknown", "no machines"]
)
def test_who_may_not_be_told_is_not_and_the_call_goes_on(values, machine):
    entry = {
        "prompt": "Please enter your six digit patient number. "
        "If you do not have one, please hold.",
        "digits": 6,
        "failed": "desk",
    }
    went, digits = call(office(**entry), values, machine=machine)
    assert "204118" not in digits
    assert went.node == "desk"


def test_where_nothing_leads_on_the_call_says_at_which_request_it_was_stuck():
    entry = {
        "prompt": "Please enter your six digit patient number.",
        "digits": 6,
        "accepts": ["310977"],
        "retries": 12,
    }
    went, _ = call(office(**entry), {})
    assert went.how == "menu_stuck entry:account_number"

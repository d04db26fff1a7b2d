"""Tickets: for one call, one socket, half a minute."""

import pytest

from panda.errors import ProtocolError
from panda.operator.ticket import Punch, Role, Ticket, admit, issue

KEY = b"k" * 16
TICKET = Ticket("c1", "Zoë O'Neil", Role.OPERATOR, 1_030, "s1")


def test_a_ticket_says_whose_it_is():
    assert admit(issue(TICKET, KEY), KEY, call_id="c1", now_s=1_030) == TICKET


def test_it_opens_no_other_call():
    with pytest.raises(ProtocolError, match="another call"):
        admit(issue(TICKET, KEY), KEY, call_id="c2", now_s=1_000)


def test_it_expires():
    with pytest.raises(ProtocolError, match="expired"):
        admit(issue(TICKET, KEY), KEY, call_id="c1", now_s=1_031)


@pytest.mark.parametrize("text", ["", ".", "a.b", "é.x", "\ud800", "x" * 3000])
def test_what_is_no_ticket_opens_nothing(text):
    with pytest.raises(ProtocolError):
        admit(text, KEY, call_id="c1", now_s=0)


def test_no_character_of_it_can_be_changed():
    text = issue(TICKET, KEY)
    for place, was in enumerate(text):
        changed = text[:place] + ("A" if was != "A" else "B") + text[place + 1 :]
        with pytest.raises(ProtocolError, match="not ours"):
            admit(changed, KEY, call_id="c1", now_s=0)


def test_it_is_used_once():
    punch = Punch()
    assert punch.use(TICKET, now_s=1_000)
    assert not punch.use(TICKET, now_s=1_030)


def test_used_tickets_are_forgotten_when_they_would_open_nothing_anyhow():
    punch = Punch()
    punch.use(TICKET, now_s=1_000)
    punch.use(Ticket("c1", "Bo", Role.VIEWER, 2_000, "s2"), now_s=1_990)
    assert list(punch._used) == ["s2"]

"""Who is closed, or is not whom we were calling, is told from who hung up on us."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panda.call import CallState, Outcome
from panda.dispatch.salvage import Salvaged
from panda.line.reopening import reopens
from panda.line.wrong_number import says_wrong_number
from panda.realtime.agent import EndTurn, Heard, SpeechStarted
from panda.research.finding import Finding
from panda.session.inputs import PhoneClosed
from panda.session.last_words import WAIT_MS
from panda.testing.briefings import briefing
from panda.testing.clock import START
from panda.testing.player import SessionPlayer

NOTICE = (
    "You have reached Bright Dental. Our office is closed on Mondays. Please call"
    " again from Tuesday to Friday, between 8 AM and 4 PM."
)
GREETING = "Bright Dental, this is Amy, how can I help you?"


@pytest.fixture
def call():
    player = SessionPlayer(briefing())
    player.answer()
    return player


def hangs_up(call):
    call.feed(PhoneClosed(stopped=True))


def test_a_notice_that_hangs_up_with_its_last_word_says_closed(call):
    call.callee_says(NOTICE)
    hangs_up(call)
    assert call.result.outcome is Outcome.CLOSED
    opens = call.result.opens_at.astimezone(ZoneInfo("America/Chicago"))
    assert (opens.weekday(), opens.hour) == (1, 8)


def test_words_that_come_after_the_end_still_count(call):
    call.feed(SpeechStarted(call.now_ms, "late"))
    call.wait(4_000)
    hangs_up(call)
    assert call.told(EndTurn)
    assert call.result is None
    call.wait(800)
    call.feed(Heard("late", NOTICE))
    assert call.result.outcome is Outcome.CLOSED


def test_who_never_said_anything_is_not_waited_for_long(call):
    call.feed(SpeechStarted(call.now_ms, "never"))
    hangs_up(call)
    call.wait(WAIT_MS + 200)
    assert call.result.outcome is Outcome.HUNG_UP


def test_a_person_who_says_so_and_hangs_up_is_closed(call):
    call.callee_says(GREETING)
    call.wait(1500)
    assert call.session.state is CallState.TALKING
    call.callee_says("Sorry, we're closed for today. Call back tomorrow at nine.")
    hangs_up(call)
    assert call.result.outcome is Outcome.CLOSED


def test_who_answers_although_they_are_closed_has_answered(call):
    call.callee_says(GREETING)
    call.wait(1500)
    call.callee_says("We're closed right now, but yes, we take Delta Dental.")
    call.voice_asks()
    found = Finding(
        field="insurance", value=True, quote="we take Delta Dental", at_ms=1
    )
    call.supervisor_says("And the price?", findings=[found])
    hangs_up(call)
    assert call.result.outcome is Outcome.HUNG_UP


def test_a_person_who_hangs_up_on_us_is_no_notice(call):
    call.callee_says(GREETING)
    call.wait(1500)
    call.callee_says("We don't have time for this.")
    hangs_up(call)
    assert call.result.outcome is Outcome.HUNG_UP


def test_the_wrong_number_is_told_goodbye_at_once(call):
    call.callee_says("Bluebird Bakery, this is Tess, how can I help you?")
    call.wait(1500)
    call.callee_says("You have the wrong number, I'm afraid. We are a bakery.")
    call.wait(15_000)
    assert call.result.outcome is Outcome.WRONG_NUMBER
    assert "wrong number" in call.spoken[-1]


def test_a_call_taken_from_its_log_comes_out_the_same(call):
    call.callee_says(NOTICE)
    salvaged = Salvaged(briefing(), list(call.events), START)
    salvaged.end(Outcome.HUNG_UP, "unattended")
    assert salvaged.result("CA1").outcome is Outcome.CLOSED


@pytest.mark.parametrize(
    ("notice", "opens"),
    [
        ("We are closed. Our hours are Monday through Friday, 9 to 5.", "24T09:00"),
        ("We are closed until Wednesday at 8.", "25T08:00"),
        ("The billing office opens at 1 PM. Please call again later.", "23T13:00"),
        ("We're closed today, call back tomorrow at nine.", "24T09:00"),
        ("We are closed for the holiday and will reopen on December 1st.", "12-01T09"),
        ("Our office is closed. Goodbye.", ""),
        ("We are closed. We opened at 8 AM.", ""),
    ],
)
def test_when_they_open_is_what_the_notice_says(notice, opens):
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    found = reopens(notice, now)
    assert (opens in found.isoformat()) if opens else found is None
    assert found is None or now < found < now + timedelta(days=14)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("I think you've got the wrong number.", True),
        ("Lo siento, tiene el número equivocado.", True),
        ("Sie haben sich verwählt.", True),
        ("They gave you the wrong number for the fax.", False),
        ("If this is the wrong number, please hang up.", False),
        ("No, it's not the wrong number.", False),
    ],
)
def test_a_wrong_number_is_known_by_what_is_said(text, wrong):
    assert says_wrong_number(text) is wrong

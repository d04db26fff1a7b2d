"""Second calls: their one question, and what its answer means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panda.appointments.booking import Booking, Errand, ErrandKind
from panda.appointments.errands import FIELD, move_of, questionnaire_of
from panda.appointments.life import Move, Stage
from panda.appointments.spoken import said
from panda.appointments.taking import bookings_of
from panda.booking import Appointment, Offer
from panda.call import Outcome
from panda.campaign import CallResult, Campaign, Provider, Target, TargetStatus
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType, Question, Questionnaire
from tests.panda.appointments.material import CHICAGO, NOW, TERMS, at, booking

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    caller="a patient",
    fields=(
        Question(name="soonest", type=FieldType.DATETIME, ask="When is your next?"),
    ),
)
CAMPAIGN = Campaign(
    campaign_id="wish",
    title="Cleaning",
    questionnaire=QUESTIONS,
    booking=TERMS,
    created_at=NOW,
)
PROVIDER = Provider(
    name="Office a",
    phone="+15125550100",
    timezone="America/Chicago",
    extra={"Address": "1 Main St"},
)


def result(call_id="call-a", minutes=5, **update):
    return CallResult(
        **{
            "call_id": call_id,
            "campaign_id": "wish",
            "target_id": "wish-a",
            "outcome": Outcome.COMPLETED,
            "disclosed": True,
            "started_at": NOW,
            "ended_at": NOW + timedelta(minutes=minutes),
        }
        | update
    )


def answer(value, at_ms=0):
    return Finding(field=FIELD, value=value, quote="x", at_ms=at_ms)


def done(outcome=Outcome.COMPLETED):
    return Target(
        target_id="t",
        campaign_id="e",
        position=0,
        provider=PROVIDER,
        status=TargetStatus.DONE,
        outcome=outcome,
    )


def errand(kind=ErrandKind.CONFIRM, **update):
    return Errand(kind=kind, campaign_id="e", **update)


def test_each_errand_is_one_question_that_can_be_put_twice():
    asked = [
        questionnaire_of(booking(), errand(kind, slot=at(4, 9)), QUESTIONS)
        .fields[0]
        .ask
        for kind in ErrandKind
    ]
    booked, moved, cancelled = asked
    assert booked == (
        "You offered us a cleaning on Thursday, December 3 at 2:30 PM, and we would "
        "like to book it. Can you confirm that it is booked?"
    )
    assert moved == (
        "We have a cleaning on December 3 at 2:30 PM, and would like to move it to "
        "Friday, December 4 at 9 AM. Can you confirm that it is moved?"
    )
    assert cancelled == (
        "We have a cleaning on Thursday, December 3 at 2:30 PM, and have to cancel it. "
        "Can you confirm that it is cancelled?"
    )


def test_it_is_said_on_the_clocks_of_the_business_and_in_its_language():
    late = booking(datetime(2026, 12, 3, 20, 30, tzinfo=UTC))
    spanish = QUESTIONS.model_copy(update={"language": "es"})
    (field,) = questionnaire_of(late, errand(), spanish).fields
    assert "el jueves 3 de diciembre a las 14:30" in field.ask
    assert said(at(3, 12)) == "Thursday, December 3 at 12 PM"
    assert said(at(3, 0, 5)) == "Thursday, December 3 at 12:05 AM"


@pytest.mark.parametrize(
    ("results", "in_doubt", "move"),
    [
        ([result(findings=(answer(value=True),))], False, Move.AGREE),
        ([result(findings=(answer(value=False),))], False, Move.REFUSE),
        (
            [result(findings=(answer(value=False), answer(value=True)))],
            False,
            Move.AGREE,
        ),
        ([result()], False, Move.LOSE),
        ([result(disclosed=False, outcome=Outcome.BUSY)], False, Move.MISS),
        ([result(disclosed=False, outcome=Outcome.BUSY)], True, Move.LOSE),
        ([result(disclosed=False, outcome=Outcome.UNCERTAIN)], False, Move.LOSE),
        ([], False, Move.MISS),
    ],
)
def test_only_their_word_settles_an_errand(results, in_doubt, move):
    assert move_of(errand(in_doubt=in_doubt), [done()], results) is move


def test_the_later_word_of_several_calls_counts():
    calls = [
        result("call-2", 9, findings=(answer(value=True),)),
        result("call-1", 5, findings=(answer(value=False),)),
    ]
    assert move_of(errand(), [done()], calls) is Move.AGREE


def test_nothing_is_settled_while_a_call_may_come():
    waiting = done().model_copy(update={"status": TargetStatus.WAITING})
    assert move_of(errand(), [waiting], [result()]) is None
    assert move_of(errand(), [], []) is None


def test_what_a_call_was_offered_is_noted_once_with_its_words():
    offers = (
        Offer(service="cleaning", slot=at(3, 14, 30), quote="Thursday at 2:30"),
        Offer(service="cleaning", slot=at(2, 9), quote="or Wednesday at nine"),
    )
    found = Finding(field="soonest", value="2026-12-02T09:00", quote="nine", at_ms=0)

    noted = bookings_of(result(offers=offers, findings=(found,)), CAMPAIGN, PROVIDER)

    assert [(one.booking_id, one.begins, one.quote) for one in noted] == [
        ("call-a-0", at(2, 9), "or Wednesday at nine"),
        ("call-a-1", at(3, 14, 30), "Thursday at 2:30"),
    ]
    assert {one.stage for one in noted} == {Stage.NOTED}
    assert noted[0].zone == CHICAGO.key
    assert noted[0].place == "1 Main St"


def test_a_time_agreed_on_the_first_call_holds_the_wish_and_a_second_is_surplus():
    taken = Appointment(service="cleaning", slot=at(2, 9))
    (first,) = bookings_of(result(appointments=(taken,)), CAMPAIGN, PROVIDER)
    (second,) = bookings_of(
        result("call-b", appointments=(taken,)), CAMPAIGN, PROVIDER, [first]
    )
    assert (first.stage, second.stage) == (Stage.CONFIRMED, Stage.SURPLUS)


def test_on_a_number_of_many_zones_the_wall_is_kept_and_the_earliest_is_meant():
    anywhere = Provider(name="Anywhere Dental", phone="+18005550199")
    adak = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo("America/Adak"))
    taken = Appointment(service="cleaning", slot=adak)
    (one,) = bookings_of(result(appointments=(taken,)), CAMPAIGN, anywhere)
    again = Booking.model_validate_json(one.model_dump_json())
    for kept in (one, again):
        assert kept.zone == ""
        assert f"{kept.begins:%d %H:%M}" == "02 10:00"
        east = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo("America/New_York"))
        assert kept.slot <= east


def test_what_an_operator_took_without_terms_is_kept():
    plain = CAMPAIGN.model_copy(update={"booking": None})
    taken = Appointment(service="cleaning", slot=at(2, 9))
    (one,) = bookings_of(result(appointments=(taken,)), plain, PROVIDER)
    assert (one.stage, one.length_min, one.stands) == (Stage.CONFIRMED, 60, True)


def test_a_campaign_without_terms_wants_no_appointment():
    plain = CAMPAIGN.model_copy(update={"booking": None})
    found = Finding(field="soonest", value="2026-12-02T09:00", quote="nine", at_ms=0)
    assert bookings_of(result(findings=(found,)), plain, PROVIDER) == []


def test_a_time_that_clocks_skip_is_no_offer():
    found = Finding(field="soonest", value="2027-03-14T02:30", quote="x", at_ms=0)
    assert bookings_of(result(findings=(found,)), CAMPAIGN, PROVIDER) == []

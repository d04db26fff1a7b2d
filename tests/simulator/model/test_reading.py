"""Values read out of what people say on the phone: money, days, times, yes and no."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.model.reading.dates import days
from simulator.model.reading.money import amounts
from simulator.model.reading.numbers import all_numbers
from simulator.model.reading.polarity import polarities
from simulator.model.reading.times import times
from simulator.model.reading.words import sentences, words

MONDAY = date(2026, 11, 23)

NUMBERS = [
    ("seven", [7]),
    ("twenty one", [21]),
    ("forty-five", [45]),
    ("a hundred", [100]),
    ("one hundred and five", [105]),
    ("three hundred twenty", [320]),
    ("twelve hundred", [1200]),
    ("two thousand five hundred and one", [2501]),
    ("one twenty", [120]),
    ("two oh five", [205]),
    ("1,250", [1250]),
    ("3 hundred", [300]),
    ("four or five", [4, 5]),
    ("nobody", []),
]

MONEY = [
    ("It's $120.", [120]),
    ("120 dollars", [120]),
    ("A hundred and twenty dollars.", [120]),
    ("One twenty.", [120]),
    ("That would be one twenty five.", [125]),
    ("Twelve hundred dollars for the crown.", [1200]),
    ("$1,250.50", [1250.5]),
    ("ninety-nine dollars and fifty cents", [99.5]),
    ("seventy five bucks", [75]),
    ("50 cents", [0.5]),
    ("It's 120, no, sorry, 135.", [135]),
    ("It's $120. Oh wait, actually it's $135 now.", [135]),
    ("It's 120 no weight 135.", [135]),
    ("It used to be $100, it's $110 now.", [110]),
    ("Not $90, $95.", [95]),
    ("There's no copay.", [0]),
    ("It's free of charge.", [0]),
    ("That is covered in full.", [0]),
    ("It won't cost you anything.", [0]),
    ("Your copay would be zero dollars.", [0]),
    ("between 100 and 150 dollars", [None]),
    ("$100 to $150", [None]),
    ("It starts at $99.", [None]),
    ("anywhere from eighty to a hundred and ten", [None]),
    ("Call us at 408-555-0186.", []),
    ("We open at 9.", []),
    ("About 30 minutes.", []),
    ("It's 80 percent covered.", []),
    ("We have been here for 25 years.", []),
    ("ninety nine fifty", []),  # 99.50 or 9950: nobody knows
    ("Our zip code 78704.", []),
]

DAYS = [
    ("tomorrow", "2026-11-24"),
    ("the day after tomorrow", "2026-11-25"),
    ("today", "2026-11-23"),
    ("Tuesday", "2026-11-24"),
    ("this Friday", "2026-11-27"),
    ("on Monday", "2026-11-30"),
    ("next Tuesday", "2026-12-01"),
    ("Tuesday of next week", "2026-12-01"),
    ("December first", "2026-12-01"),
    ("December 1st", "2026-12-01"),
    ("Dec. 3", "2026-12-03"),
    ("the first of December", "2026-12-01"),
    ("the twenty-fourth", "2026-11-24"),
    ("Wednesday the second", "2026-12-02"),
    ("Tuesday, December 8th", "2026-12-08"),
    ("March 5th", "2027-03-05"),
    ("January 4, 2027", "2027-01-04"),
    ("12/1", "2026-12-01"),
    ("12/15/26", "2026-12-15"),
    ("2026-12-04", "2026-12-04"),
    ("in two weeks", "2026-12-07"),
    ("in three days", "2026-11-26"),
    ("a week from Friday", "2026-12-04"),
    ("Thursday, no, Friday", "2026-11-27"),
    ("not Tuesday, Wednesday", "2026-11-25"),
    ("I said the third, sorry, I meant the fourth.", "2026-12-04"),
]
NO_DAYS = [
    "We are open Monday through Friday.",
    "You may come in any time.",
    "One of our dentists is out.",
    "We are booked for the next two months.",
    "The second one is fine.",
    "every Thursday",
    "February 30th",
]

TIMES = [
    ("at 10:30 AM", "10:30"),
    ("at 10.30 a.m.", "10:30"),
    ("2 PM", "14:00"),
    ("at ten thirty", "10:30"),
    ("two fifteen", "14:15"),
    ("at nine", "09:00"),
    ("nine o'clock", "09:00"),
    ("three o'clock", "15:00"),
    ("half past two", "14:30"),
    ("quarter to three", "14:45"),
    ("a quarter past nine", "09:15"),
    ("noon", "12:00"),
    ("at 12", "12:00"),
    ("8 in the morning", "08:00"),
    ("at seven in the evening", "19:00"),
    ("nine oh five", "09:05"),
    ("14:30", "14:30"),
    ("eleven forty-five a.m.", "11:45"),
    ("12:30 p.m.", "12:30"),
    ("12:15 am", "00:15"),
    ("at 1015 AM", "10:15"),
    ("930 a.m.", "09:30"),
    ("at 9, no wait, at 10", "10:00"),
]
NO_TIMES = ["120 dollars", "December 1st", "three openings", "We have 5 dentists."]

ANSWERS = [
    ("Yes.", "yes"),
    ("Yes, we do.", "yes"),
    ("Yeah, sure.", "yes"),
    ("Mm-hmm.", "yes"),
    ("Um, yes.", "yes"),
    ("We sure do.", "yes"),
    ("Absolutely, we take that.", "yes"),
    ("I think so.", "yes"),
    ("I believe we do, yes.", "yes"),
    ("That's right.", "yes"),
    ("No problem at all.", "yes"),
    ("We're in-network with most plans.", "yes"),
    ("No.", "no"),
    ("No, sorry.", "no"),
    ("No, we don't.", "no"),
    ("Nope.", "no"),
    ("I'm sorry, we don't take that.", "no"),
    ("Unfortunately not.", "no"),
    ("I'm afraid not.", "no"),
    ("I don't think so.", "no"),
    ("Not anymore.", "no"),
    ("We used to, but not anymore.", "no"),
    ("We stopped accepting it last year.", "no"),
    ("Yes, but we are out of network.", "no"),
    ("They do not do cosmetic services.", "no"),
    ("I'm not sure.", "unsure"),
    ("It depends.", "unsure"),
    ("Maybe.", "unsure"),
    ("I'd have to check.", "unsure"),
    ("Yes and no.", "unsure"),
    ("I don't know.", "unsure"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_as_they_are_said(text, expected):
    assert [number.value for number in all_numbers(words(text))] == expected


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_is_read_and_what_is_none_is_not(text, expected):
    found = amounts(text)

    assert [money.value for money in found] == expected
    assert all(money.span.of(text) in text for money in found)


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_are_found_from_the_day_of_the_call(text, expected):
    assert [day.value for day in days(text, MONDAY)] == [expected]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_not_taken_for_one(text):
    assert days(text, MONDAY) == []


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_are_read_within_office_hours(text, expected):
    assert [time.value for time in times(text)] == [expected]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_not_taken_for_one(text):
    assert times(text) == []


@pytest.mark.parametrize(("text", "expected"), ANSWERS)
def test_yes_no_and_doubt_are_told_apart(text, expected):
    assert [one.answer for one in polarities(text)][-1:] == [expected]


def test_a_sentence_ends_at_its_full_stop_only():
    text = "It's 10.30 a.m. on Dec 1. Dr. Lee is in! Anything else?"

    assert [span.of(text) for span in sentences(text)] == [
        "It's 10.30 a.m. on Dec 1.",
        "Dr. Lee is in!",
        "Anything else?",
    ]

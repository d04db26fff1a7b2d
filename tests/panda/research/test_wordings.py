"""One value in many wordings is one value; words without a value have none."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from panda.research.answer import answer
from panda.research.questionnaire import FieldType, Question
from panda.research.reading.numerals import in_figures

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Chicago"))
FEE = Question(name="fee", type=FieldType.MONEY, ask="How much is a fitting?")
AT = Question(name="at", type=FieldType.TIME, ask="At what time is the fitting?")
DAY = Question(name="day", type=FieldType.DATE, ask="On which day is the fitting?")
MANY = Question(name="many", type=FieldType.NUMBER, ask="How many tailors are there?")
QUESTIONS = [FEE, AT, DAY, MANY]
FEW = settings(max_examples=40, deadline=None)

ONES = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = str.split("x x twenty thirty forty fifty sixty seventy eighty ninety")


def spelled(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    rest = f" {spelled(number % 1000)}" if number % 1000 else ""
    return f"{spelled(number // 1000)} thousand{rest}"


AMOUNTS = [
    "It's ${n}.",
    "That would be {words} dollars.",
    "A fitting runs about {n} dollars, usually.",
    "Well, let's see, a fitting is {words} bucks.",
    "We charge ${n:,} for a fitting, and ${more:,} for alterations.",
    "It used to be ${more:,}, but now it's ${n:,}.",
    "${more:,}. Sorry, no, I meant ${n:,}.",
]


@FEW
@given(st.integers(2, 9999), st.sampled_from(AMOUNTS))
def test_a_price_is_the_same_in_any_words(number, wording):
    said = wording.format(n=number, more=number + 7, words=spelled(number))
    assert answer(FEE, said, NOW) == number


@FEW
@given(
    st.integers(10, 500),
    st.integers(1, 300),
    st.sampled_from(
        ["From ${low} to ${high}.", "Between {low} and {high} dollars.",
         "It's {low} to {high} bucks, depending on the cloth."]
    ),
)  # fmt: skip
def test_a_range_is_both_its_ends_and_no_price(low, more, wording):
    said = wording.format(low=low, high=low + more)
    assert answer(FEE, said, NOW) == (low, low + more)


@FEW
@given(
    st.integers(1, 12),
    st.sampled_from([0, 5, 10, 15, 20, 30, 45]),
    st.sampled_from(["a.m.", "p.m."]),
    st.sampled_from(
        ["Come at {h}:{m:02d} {half}.", "We have {h}:{m:02d} {half} open.",
         "How about {words} {half}?", "At four. No, sorry, at {h}:{m:02d} {half}."]
    ),
)  # fmt: skip
def test_a_time_is_the_same_in_any_words(hour, minute, half, wording):
    minutes = {0: "", 5: " oh five"}.get(minute, f" {spelled(minute)}")
    words = f"{spelled(hour)}{minutes}"
    said = wording.format(h=hour, m=minute, half=half, words=words)
    in_24 = hour % 12 + (12 if half == "p.m." else 0)
    assert answer(AT, said, NOW) == f"{in_24:02d}:{minute:02d}"


@FEW
@given(
    st.integers(1, 300),
    st.sampled_from(
        ["{d:%B} {n}.", "It would be {d:%A}, {d:%B} {n}.", "On the {th} of {d:%B}.",
         "We're full until {d:%B} {n}, so that day.", "{d:%Y-%m-%d}"]
    ),
)  # fmt: skip
def test_a_day_is_the_same_in_any_words(ahead, wording):
    day = date(2026, 11, 23) + timedelta(days=ahead)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    ordinal = f"{day.day}{'th' if 11 <= day.day <= 13 else ending}"
    said = wording.format(d=day, n=day.day, th=ordinal)
    assert answer(DAY, said, NOW) == day.isoformat()


OPENINGS = ["Well,", "Hm,", "Sorry,", "You know,", "Thanks for holding,", "So,"]
NOTHINGS = [
    "you would have to ask the tailor.", "it depends on the cloth.",
    "our manager knows that.", "could you hold for a moment?",
    "what is it about?", "that is a good question.", "I couldn't tell you.",
    "please see our website.", "we'd need to look at it first.",
    "my colleague is at lunch.", "call us on 217-555-0123.",
    "we are at 410 Main Street.",
]  # fmt: skip


@FEW
@given(st.sampled_from(OPENINGS), st.sampled_from(NOTHINGS), st.sampled_from(QUESTIONS))
def test_words_without_a_value_are_no_answer(opening, nothing, question):
    assert answer(question, f"{opening} {nothing}", NOW) is None


@pytest.mark.parametrize(
    ("language", "words", "figures"),
    [
        ("es", "doscientos cincuenta y tres", "253"),
        ("es", "mil novecientos noventa", "1990"),
        ("es", "veinte y treinta", "20 30"),
        ("fr", "quatre-vingt-dix-sept", "97"),
        ("fr", "soixante-quinze", "75"),
        ("fr", "deux cent trente et un", "231"),
        ("de", "zweihundertfünfundvierzig", "245"),
        ("de", "eintausendzweihundert", "1200"),
        ("de", "siebzehn", "17"),
        ("pt", "cento e cinquenta", "150"),
        ("pt", "mil e duzentos", "1200"),
        ("de", "ein Termin", "ein Termin"),
        ("es", "una cita", "una cita"),
    ],
)
def test_numbers_of_four_languages_become_figures_in_their_place(
    language, words, figures
):
    said = in_figures(words, language)
    assert len(said) == len(words)
    kept = [part for part in said.split() if part != "y"]
    assert kept == figures.split()

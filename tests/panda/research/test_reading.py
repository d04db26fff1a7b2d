"""What can be read out of what people say on the phone, and what cannot."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from panda.research.questionnaire import FieldType, Question
from panda.research.reading import readings
from panda.research.reading.read import relevant
from panda.research.reading.texts import read_words

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Chicago"))
"""A Monday."""


def read(question, text, now, *, language="en"):
    """The one value that the readers find; whether it bears on the question is not
    asked here, but by `answer`."""
    found = relevant(question, text, readings(question, text, now, language=language))
    values = list(dict.fromkeys(one.stated for one in found))
    if any(one.is_range for one in found):
        return None
    if question.type in (FieldType.DATE, FieldType.TIME, FieldType.DATETIME):
        return values[0] if values else None
    return values[0] if len(values) == 1 else None


def ask(kind, text, about="", **more):
    return Question(name="x", type=kind, ask=about or "What is it?", **more), text


def value(kind, text, about="", language="en", **more):
    question, text = ask(kind, text, about, **more)
    return read(question, text, NOW, language=language)


# --- yes and no

TAKES = "Do you accept Delta Dental insurance?"
YES = [
    "Yes.",
    "Yes, we do.",
    "Yeah, we take Delta.",
    "Yep!",
    "We do, yes.",
    "We do. Delta Dental is no problem.",
    "Sure, not a problem.",
    "Of course we do.",
    "Absolutely, Delta Dental is fine.",
    "Oh yes, we're in network with Delta Dental.",
    "We accept Delta Dental.",
    "We're a Delta Dental provider, so we are in network.",
    "Delta Dental is accepted here.",
    "We work with Delta Dental, Cigna, and Aetna.",
    "We take most PPO plans, Delta Dental included.",
    "That's right, we do.",
    "Correct.",
    "Hi, yes, we accept it.",
    "Um, yes, we do take that.",
    "Yes, we take it, but we don't take Cigna.",
    "We don't take Cigna, but we do take Delta Dental.",
    "We take every plan except Medicaid, so Delta Dental is covered.",
    "Yes, it depends on your plan what you pay, but we accept it.",
    "Sí, aceptamos Delta Dental.",
    "Yes, only the premier plan has a waiting period.",
]
NO = [
    "No.",
    "No, we don't.",
    "Nope, sorry.",
    "Unfortunately we don't take Delta.",
    "Sorry, no.",
    "I'm afraid we don't accept that.",
    "We do not accept Delta Dental.",
    "We don't.",
    "We're out of network with Delta Dental.",
    "We no longer take Delta Dental.",
    "Not anymore.",
    "We used to take Delta Dental.",
    "We stopped accepting Delta Dental last year.",
    "We are not in network with Delta Dental.",
    "No, we only take cash and card.",
    "We only take Cigna and Aetna.",
    "We take Cigna, but not Delta Dental.",
    "We accept most plans except Delta Dental.",
    "Not at this time.",
    "We can't take Delta Dental patients right now.",
    "No, lo siento.",
    "No, we have never worked with them.",
]
UNSURE = [
    "I think so.",
    "I think we take Delta.",
    "I don't think we take Delta Dental.",
    "I'm not sure.",
    "I don't know, let me check.",
    "Probably, but I would have to check.",
    "Maybe.",
    "It depends on the plan.",
    "You would have to ask the billing office, I don't know.",
    "We might.",
    "Let me check that for you.",
    "I believe so.",
    "Can you hold, please?",
    "What was the name again?",
    "Hmm.",
]


@pytest.mark.parametrize("text", YES)
def test_a_yes_is_a_yes_however_it_is_put(text):
    assert value(FieldType.YES_NO, text, TAKES) is True


@pytest.mark.parametrize("text", NO)
def test_a_no_is_a_no_however_it_is_put(text):
    assert value(FieldType.YES_NO, text, TAKES) is False


@pytest.mark.parametrize("text", UNSURE)
def test_who_is_not_sure_says_neither(text):
    assert value(FieldType.YES_NO, text, TAKES) is None


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("We're closed on Saturdays.", "Are you open on Saturdays?", None),
        ("Yes, Tuesday.", "Are you open Tuesday or Thursday?", True),
        ("No, only Friday.", "Are you open Tuesday or Thursday?", False),
        ("We're closed Tuesday.", "Are you open Tuesday or Thursday?", None),
        ("Yes, Tuesday.", "Are you open on Saturdays?", None),
        ("We see children too.", "Do you see children?", True),
        ("No, we only see adults.", "Do you see children?", False),
        ("We don't see children under three.", "Do you see children?", False),
        ("You don't need a referral.", "Do I need a referral?", False),
        ("Yes, a referral is required.", "Do I need a referral?", True),
        ("We are not taking new patients.", "Do you take new patients?", False),
        ("We are accepting new patients.", "Do you take new patients?", True),
        (
            "We have parking behind the building. We don't validate.",
            "Is there parking?",
            True,
        ),
    ],
)
def test_other_questions_are_answered_alike(text, about, expected):
    got = value(FieldType.YES_NO, text, about)
    assert got is expected or (expected is None and got is False)


# --- money

CLEANING = "How much is a cleaning without insurance?"
MONEY = [
    ("It's $120.", 120),
    ("A cleaning is $1,250.50.", 1250.5),
    ("That would be 95 dollars.", 95),
    ("ninety-five dollars", 95),
    ("a hundred and twenty dollars", 120),
    ("A hundred twenty.", 120),
    ("One twenty.", 120),
    ("one twenty-five", 125),
    ("It's one hundred and five.", 105),
    ("one oh nine", 109),
    ("Twelve hundred dollars.", 1200),
    ("It's eighty-nine ninety-nine.", 89.99),
    ("$89.99 plus tax", 89.99),
    ("89 dollars and 50 cents", 89.5),
    ("It's free for new patients.", 0),
    ("There is no charge for that.", 0),
    ("It's about $100.", 100),
    ("usually around $100", 100),
    ("It's $95, sorry, $120.", 120),
    ("$95. No wait, it's $110 now.", 110),
    ("It is 80, I mean 90 dollars.", 90),
    ("It used to be $95, now it's $110.", 110),
    ("It's not $95, it's $110.", 110),
    ("An exam is $60 and a cleaning is $110.", 110),
    ("A cleaning is $110, X-rays are $45.", 110),
    ("The cleaning takes 45 minutes and costs $110.", 110),
    ("With insurance it's $20, without insurance it's $110.", 110),
    ("For a cleaning we charge $140, and the exam is $70.", 140),
    ("Our cleaning special is $99 at 10 AM on Tuesdays.", 99),
    ("It's 120 and takes 30 minutes.", 120),
    ("A cleaning runs you $1,100.", 1100),
    ("La limpieza cuesta ochenta y cinco dólares.", 85),
    ("Five hundred.", 500),
    ("It is a hundred and fifty-five dollars without insurance.", 155),
]
NO_MONEY = [
    "It depends on your insurance.",
    "Between $100 and $150.",
    "It's $100 to $150.",
    "100 to 150 dollars",
    "Somewhere from 90 to 120 dollars.",
    "It starts at $99.",
    "At least $100.",
    "From $90 and up.",
    "Up to $200.",
    "It's $100 or $120, depending on the doctor.",
    "I'm not sure, maybe $100.",
    "Don't quote me on that, but it might be $100.",
    "I can see you at 10:30.",
    "We open at 9.",
    "It takes 45 minutes.",
    "We have 3 dentists.",
    "Call us at 217-555-0123.",
    "December 1st.",
    "Feel free to come in.",
    "80 percent is covered.",
    "Less than $200.",
    "under a hundred dollars",
]


@pytest.mark.parametrize(("text", "amount"), MONEY)
def test_a_price_is_read_in_figures_and_in_words(text, amount):
    assert value(FieldType.MONEY, text, CLEANING) == amount


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_single_price_is_none(text):
    assert value(FieldType.MONEY, text, CLEANING) is None


def test_dots_mark_thousands_where_people_write_so():
    assert value(FieldType.MONEY, "Cuesta $2.500.", language="es") == 2500
    assert value(FieldType.MONEY, "It is $2.50.", language="en") == 2.5


def test_a_range_is_known_to_be_one():
    question, text = ask(FieldType.MONEY, "Between $100 and $150.")

    assert [one.is_range for one in readings(question, text, NOW)] == [True, True]


@pytest.mark.parametrize(
    ("text", "about", "number"),
    [
        ("We have three dentists.", "How many dentists do you have?", 3),
        ("There are 2 locations.", "How many locations?", 2),
        ("It takes forty-five minutes.", "How many minutes does it take?", 45),
        ("We have 3 dentists and 12 chairs.", "How many chairs?", 12),
        ("We're at 4.8 stars.", "What is the rating?", 4.8),
        ("We open at 9 AM.", "How many dentists?", None),
        ("I'm not sure, maybe five.", "How many dentists?", None),
        ("Call 217-555-0123.", "How many dentists?", None),
    ],
)
def test_a_number_is_read(text, about, number):
    assert value(FieldType.NUMBER, text, about) == number


# --- days and times

DAYS = [
    ("December 1st", "2026-12-01"),
    ("the first of December", "2026-12-01"),
    ("December first", "2026-12-01"),
    ("Dec. 1", "2026-12-01"),
    ("1 December", "2026-12-01"),
    ("on 12/1", "2026-12-01"),
    ("12/01/2026", "2026-12-01"),
    ("2026-12-01", "2026-12-01"),
    ("December 1st, 2026", "2026-12-01"),
    ("the twenty-first of December", "2026-12-21"),
    ("December twenty-third", "2026-12-23"),
    ("January 5th", "2027-01-05"),
    ("March 14", "2027-03-14"),
    ("Tuesday, December 1st", "2026-12-01"),
    ("Tuesday the 1st", "2026-12-01"),
    ("Tuesday the first of December", "2026-12-01"),
    ("today", "2026-11-23"),
    ("tomorrow", "2026-11-24"),
    ("the day after tomorrow", "2026-11-25"),
    ("Friday", "2026-11-27"),
    ("this Friday", "2026-11-27"),
    ("next Friday", "2026-12-04"),
    ("Friday next week", "2026-12-04"),
    ("next week on Wednesday", "2026-12-02"),
    ("Monday", "2026-11-30"),
    ("in two weeks", "2026-12-07"),
    ("in 3 days", "2026-11-26"),
    ("a week from Thursday", "2026-12-03"),
    ("in two weeks from Thursday", "2026-12-10"),
    ("three days from tomorrow", "2026-11-27"),
    ("two days after the 3rd of December", "2026-12-05"),
    ("a week from today", "2026-11-30"),
    ("the 30th", "2026-11-30"),
    ("Not Tuesday, but Wednesday", "2026-11-25"),
    ("Tuesday's full, so Thursday", "2026-11-26"),
    ("Tuesday, no sorry, Wednesday", "2026-11-25"),
    ("December 3rd. Oh wait, I mean December 4th.", "2026-12-04"),
    ("We have nothing until December 8th.", "2026-12-08"),
    ("el martes", "2026-11-24"),
    ("el 3 de diciembre", "2026-12-03"),
    ("mañana", "2026-11-24"),
]
NO_DAYS = [
    "We have nothing this month.",
    "about three weeks from now",
    "the week after December 1st",
    "a couple of days after the 4th of December",
    "I'd have to look.",
    "It costs $120.",
    "You may come any time.",
    "We're open 24/7.",
    "Tuesday, December 2nd",  # a Wednesday: one of the two is wrong
    "February 30th",
    "the second one is better",
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_from_today_on(text, day):
    assert value(FieldType.DATE, text) == day


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_names_no_day_is_none(text):
    assert value(FieldType.DATE, text) is None


def test_next_friday_has_two_meanings():
    question, text = ask(FieldType.DATE, "next Friday")
    (one,) = readings(question, text, NOW)

    assert one.means("2026-11-27")
    assert one.means("2026-12-04")
    assert not one.means("2026-12-11")


TIMES = [
    ("10:30", "10:30"),
    ("at 10:30 AM", "10:30"),
    ("4 p.m.", "16:00"),
    ("4 PM", "16:00"),
    ("at four thirty pm", "16:30"),
    ("two thirty", "14:30"),
    ("ten thirty", "10:30"),
    ("9.15 a.m.", "09:15"),
    ("half past ten", "10:30"),
    ("quarter to three", "14:45"),
    ("a quarter past nine in the morning", "09:15"),
    ("noon", "12:00"),
    ("12 PM", "12:00"),
    ("eleven o'clock", "11:00"),
    ("at eleven", "11:00"),
    ("at 2", "14:00"),
    ("two in the afternoon", "14:00"),
    ("at nine in the morning", "09:00"),
    ("16:45", "16:45"),
    ("10 o'clock, no wait, 11 o'clock", "11:00"),
    ("a las 3 de la tarde", "15:00"),
]
NO_TIMES = [
    "It's $120.",
    "tomorrow",
    "We have 3 dentists.",
    "It takes 45 minutes.",
    "I'm at extension 12, press 2.",
]


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_a_time_is_read_as_office_hours_mean_it(text, time):
    assert value(FieldType.TIME, text) == time


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_names_no_time_is_none(text):
    assert value(FieldType.TIME, text) is None


MOMENTS = [
    ("Tuesday, December 1st at 10:30 AM.", "2026-12-01T10:30"),
    ("The next opening we have is Thursday, December 3rd at 2:30 PM.",
     "2026-12-03T14:30"),
    ("I can see you tomorrow at nine.", "2026-11-24T09:00"),
    ("We have a 3 PM slot available on Friday.", "2026-11-27T15:00"),
    ("How about December 8th, eleven o'clock?", "2026-12-08T11:00"),
    ("at 4:15 on the first of December", "2026-12-01T16:15"),
    ("Wednesday at 2, no sorry, Thursday at 3.", "2026-11-26T15:00"),
    ("Tuesday at 10 or Wednesday at 2.", "2026-11-24T10:00"),
    ("December 2nd at two thirty in the afternoon", "2026-12-02T14:30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_day_and_a_time_make_a_moment(text, moment):
    assert value(FieldType.DATETIME, text) == moment


@pytest.mark.parametrize("text", ["Tuesday", "at 10:30", "We close at five."])
def test_half_a_moment_is_none(text):
    assert value(FieldType.DATETIME, text) is None


# --- choices

PLANS = ("HMO", "PPO", "PPO plus", "none")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("We take PPO.", "PPO"),
        ("We take the PPO Plus.", "PPO plus"),
        ("hmo only", "HMO"),
        ("Not HMO, PPO.", "PPO"),
        ("We take everything.", None),
        ("HMO and PPO.", None),
    ],
)
def test_a_choice_is_read_in_its_own_words(text, choice):
    assert value(FieldType.CHOICE, text, choices=PLANS) == choice


# --- as a recogniser writes down what was said on a bad line

DELTA = Question(name="delta", type=FieldType.YES_NO, ask=TAKES)
CLEANED = Question(name="cleaning", type=FieldType.MONEY, ask=CLEANING)
COPAY = Question(
    name="copay",
    type=FieldType.MONEY,
    ask="What is the copay for a cleaning with Delta Dental?",
)
OPENING = Question(
    name="opening",
    type=FieldType.DATETIME,
    ask="When is your next available appointment for a cleaning?",
)
ON_THE_LINE = [
    (DELTA, "yes we do take delta dental", True),
    (DELTA, "uh huh we do", True),
    (DELTA, "we're contracted with delta dental ppo and cigna", True),
    (DELTA, "We participate with all major insurers including Delta.", True),
    (DELTA, "Delta? Yeah, no problem.", True),
    (DELTA, "Delta Dental, sure, we see a lot of those patients.", True),
    (DELTA, "no we are a fee for service office", False),
    (DELTA, "I'm sorry, we're not able to take that one.", False),
    (DELTA, "We file with Delta but we're out of network.", False),
    (DELTA, "Well, we used to, but not since last year.", False),
    (DELTA, "Delta Dental isn't one we take.", False),
    (DELTA, "We're not sure about Delta, Janet would know.", None),
    (DELTA, "Is that the PPO or the HMO?", None),
    (DELTA, "One moment while I look that up.", None),
    (DELTA, "I'd have to double check with our billing department.", None),
    (DELTA, "We should.", None),
    (DELTA, "It's possible.", None),
    (DELTA, "That depends, which plan do you have?", None),
    (DELTA, "Yes. Anything else?", True),
    (DELTA, "We sure do!", True),
    (DELTA, "Mhm, Delta's fine.", True),
    (DELTA, "Negative.", False),
    (DELTA, "Oh no, unfortunately not.", False),
    (DELTA, "Thank you for calling, how can I help?", None),
    (CLEANED, "a cleaning without insurance is one hundred and forty dollars", 140),
    (CLEANED, "that'll be one forty", 140),
    (CLEANED, "It's $115 if you pay out of pocket.", 115),
    (
        CLEANED,
        (
            "Without insurance it comes to a hundred and ten, with insurance "
            "it's usually nothing."
        ),
        110,
    ),
    (CLEANED, "So the exam is 75 and then the cleaning is 110.", 110),
    (CLEANED, "We charge $130, that includes the exam.", 130),
    (CLEANED, "$130 with x-rays.", 130),
    (
        CLEANED,
        "Our new patient special is $99, which includes a cleaning, exam, and X-rays.",
        99,
    ),
    (CLEANED, "Anywhere between 90 and 150 depending on how long it takes.", None),
    (CLEANED, "It runs from $120 to $180.", None),
    (CLEANED, "It varies, I can't give you a price over the phone.", None),
    (CLEANED, "It's one hundred twenty five dollars and fifty cents.", 125.5),
    (CLEANED, "I want to say $120, but let me check. Yes, $120.", 120),
    (CLEANED, "A hundred even.", 100),
    (CLEANED, "$120. Sorry, no, that's the old price. It's $135 now.", None),
    (CLEANED, "It went up from $120 to $135.", None),
    (CLEANED, "That's 10% off, so $90.", 90),
    (CLEANED, "it is 1 20", None),
    (COPAY, "Your copay would be $25.", 25),
    (COPAY, "There's no copay with Delta Dental.", 0),
    (COPAY, "Cleanings are covered at 100 percent, so you pay nothing.", 0),
    (COPAY, "The copay's twenty bucks.", 20),
    (COPAY, "We don't know your copay, Delta would have to tell you.", None),
    (OPENING, "december third at two thirty pm", "2026-12-03T14:30"),
    (OPENING, "our next one is on thursday december 3rd at 2:30", "2026-12-03T14:30"),
    (OPENING, "I have this Wednesday at 9 a.m.", "2026-11-25T09:00"),
    (
        OPENING,
        "The soonest is Monday the 30th at quarter past one.",
        "2026-11-30T13:15",
    ),
    (OPENING, "How does next Tuesday at 10:30 sound?", "2026-12-01T10:30"),
    (
        OPENING,
        (
            "We're booked this week, so the earliest would be Tuesday, December 1st, "
            "9 30 in the morning."
        ),
        "2026-12-01T09:30",
    ),
    (OPENING, "We could do the 4th of December at four o'clock.", "2026-12-04T16:00"),
    (OPENING, "Tomorrow afternoon at three.", "2026-11-24T15:00"),
    (OPENING, "We open at 8 and our next opening is Friday at 11.", "2026-11-27T11:00"),
    (OPENING, "I've got December 8th, 11 AM.", "2026-12-08T11:00"),
    (OPENING, "December 8, 2026, at 11:00.", "2026-12-08T11:00"),
    (OPENING, "Sometime next week, probably Tuesday.", None),
    (OPENING, "Tuesday, December 1st at 9.30 a.m.", "2026-12-01T09:30"),
    (OPENING, "That is Tuesday December 1 at 930 AM", "2026-12-01T09:30"),
    (OPENING, "on friday the fourth of december at four p m", "2026-12-04T16:00"),
]


@pytest.mark.parametrize(("question", "text", "expected"), ON_THE_LINE)
def test_it_is_read_as_it_was_meant_or_not_at_all(question, text, expected):
    assert read(question, text, NOW) == expected


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("We're at 212 Maple Avenue, Suite 340.", "212 Maple Avenue, Suite 340"),
        ("The lab is at 80 Birch Road #12, upstairs.", "80 Birch Road #12"),
        ("Come to 9 Harbor Loop Unit 5B.", "9 Harbor Loop Unit 5B"),
        ("It's 77 Quarry Lane # C.", "77 Quarry Lane # C"),
        ("We're at 650 Fulton Street Northwest.", "650 Fulton Street Northwest"),
        ("It is on 31 Cedar Drive West of the park.", "31 Cedar Drive"),
        ("We're at 31 Cedar Drive, 4 blocks away.", "31 Cedar Drive"),
        ("We're at 31 Cedar Drive. A tooth is $90.", "31 Cedar Drive"),
        ("Es 45 Mission Street, oficina 210.", "45 Mission Street, oficina 210"),
        ("We are at 3 Place des Tilleuls.", None),
    ],
)
def test_an_address_is_read_to_its_door_or_not_at_all(
    said: str, address: str | None
) -> None:
    found = [one.value for one in read_words(said, "What is your address?")]

    assert found == ([] if address is None else [address])

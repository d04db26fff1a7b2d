"""Words answer the question they were said to, or the one they are about."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from panda.errors import FunctionError
from panda.research.evidence import check
from panda.research.finding import Claim
from panda.research.questionnaire import FieldType, Question
from panda.supervisor.consultation import Line

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Chicago"))

TAKES = Question(
    name="accepts_insurance",
    type=FieldType.YES_NO,
    ask="Do you accept Delta Dental insurance?",
)
PRICE = Question(
    name="cleaning_price",
    type=FieldType.MONEY,
    ask="How much is a cleaning without insurance?",
)
COPAY = Question(
    name="copay",
    type=FieldType.MONEY,
    ask="What is the copay for a cleaning with Delta Dental?",
)
NEXT = Question(
    name="next_appointment",
    type=FieldType.DATETIME,
    ask="When is your next available appointment for a cleaning?",
)
PARKING = Question(name="parking", type=FieldType.YES_NO, ask="Is there parking?")
DAY = Question(name="day", type=FieldType.DATE, ask="On which day could she come?")
STAFF = Question(name="staff", type=FieldType.NUMBER, ask="How many dentists?")
WHO = Question(name="who", type=FieldType.TEXT, ask="Who would see her?")
HALF = Question(
    name="half",
    type=FieldType.CHOICE,
    ask="Is that in the morning or the afternoon?",
    choices=("morning", "afternoon"),
)
FORM = (TAKES, PRICE, COPAY, NEXT, PARKING, DAY, STAFF, WHO, HALF)
DENTAL = FORM[:4]


def talk(*said):
    """Read "US: ..." and "THEM: ..." lines."""
    lines = []
    for place, line in enumerate(said):
        who, _, text = line.partition(": ")
        speaker = {"US": "agent", "THEM": "business"}[who]
        lines.append(Line(speaker=speaker, text=text, at_ms=1000 * place))
    return lines


def holds(question, value, quote, said, fields=DENTAL):
    """Say whether a claim passes."""
    claim = Claim(field=question.name, value=value, quote=quote)
    try:
        check(claim, question, said, NOW, fields=fields)
    except FunctionError:
        return False
    return True


def after(question, reply, *between):
    """A talk in which a question was put, and then came a reply."""
    return talk(f"US: Thank you. {question.ask}", *between, f"THEM: {reply}")


STILL_THERE = "US: Are you still there?"

SMALL_TALK = [
    "Yes, I can hear you.", "Yes, I can hear you fine.", "Yeah, I can hear you now.",
    "Yes, we can hear you.", "Yes, loud and clear.", "Yes, speaking.",
    "Yes, this is Amy.", "Yes, this is Amy speaking.", "Yes, Amy speaking.",
    "Yes, this is Lakeside Family Dental.", "Yes, this is the front desk.",
    "Yes, it's Karen.", "Yes, that's me.", "Yes, you've reached Lakeside Dental.",
    "Yes, I'm here.", "Yes, I'm still here.", "Yes, we're still here.",
    "Yes, still here.", "Yeah, right here.", "Yes, I'm listening.",
    "Yes, I'm with you.", "Yes, I'm back.", "Yes, go ahead.", "Sure, go ahead.",
    "Yes, please go ahead.", "Yes, hold on.", "Yes, hold on a second.",
    "Yes, please hold.", "Yes, hold please.", "Yes, one moment.",
    "Sure, one moment please.", "Yes, just a moment.", "Yeah, just a sec.",
    "Sure, give me one second.", "Yes, bear with me.", "Yes, hang on.",
    "Yes, let me check.", "Sure, let me check that for you.", "Yes, let me see.",
    "Of course, let me look.", "Sure, I'll check.", "Yes, I'll be right with you.",
    "Yes, I will transfer you.", "Yes, can you hold?", "Yes, could you hold please?",
    "Yes, how can I help you?", "Yes, what can I do for you?",
    "Yes, may I ask who is calling?", "Yes, who is calling please?",
    "Yes, who am I speaking with?", "Yes, what is your name?",
    "Yes, can I have your name?", "Sure, I can take a message.",
    "Yes, thank you for calling.", "Yes, thanks for holding.",
    "Yes, good morning.", "Yes, hello.", "Yes, hi there.", "Yes, sorry about the wait.",
    "Yes, sorry, I was on another line.", "Yes, I understand.", "Yes, I see.",
    "Yeah, I know.", "Yes, got it.", "Yes, makes sense.", "Sure, no problem.",
    "Yes, no worries.", "Sure, take your time.", "Yes, you're welcome.",
    "Yes, have a nice day.", "Yes, bye.", "Yes, I'm doing well.", "Yes, I'm fine.",
    "Yes, I am a person.", "Yes, I'm a human.", "No, I'm not a robot.",
    "No, I'm still here.", "No, hold on.", "No, one moment please.", "No, no problem.",
    "No, go ahead.", "No worries, go ahead.", "No, I can't hear you.",
]  # fmt: skip


@pytest.mark.parametrize("field", [TAKES, PARKING], ids=lambda one: one.name)
@pytest.mark.parametrize("reply", SMALL_TALK)
def test_small_talk_answers_nothing_whatever_was_asked(reply, field):
    value = not reply.startswith("No")
    for quote in (reply, reply.split(",")[0]):
        asked = after(field, reply)
        nudged = after(field, reply, STILL_THERE)
        assert not holds(field, value, quote, asked, FORM)
        assert not holds(field, value, quote, nudged, FORM)
        assert not holds(field, not value, quote, asked, FORM)


YES = st.sampled_from(["Yes", "Yeah", "Yep", "Sure", "Okay, yes", "No", "Of course"])
COURTESIES = st.sampled_from(
    [
        "I can hear you", "we hear you", "this is Amy", "speaking", "hold on", "thanks",
        "one moment", "just a second", "go ahead", "I'm here", "let me check that",
        "how can I help you?", "bear with me", "I understand", "please hold",
    ]
)  # fmt: skip


@given(YES, st.lists(COURTESIES, min_size=1, max_size=3), st.booleans())
def test_no_claim_passes_whose_quote_is_small_talk(answer, courtesies, nudged):
    reply = ", ".join([answer, *courtesies])
    between = [STILL_THERE] if nudged else []
    said = after(TAKES, reply, *between)
    for value in (True, False):
        for quote in (reply, answer, courtesies[0]):
            assert not holds(TAKES, value, quote, said)


PLAIN = [
    ("Yes.", True), ("Yeah.", True), ("Yep, sure.", True), ("Yes, we do.", True),
    ("We do.", True), ("We sure do.", True), ("Sure.", True), ("Absolutely.", True),
    ("Of course.", True), ("That's right.", True), ("That's correct, yes.", True),
    ("Correct.", True), ("Oh yes, definitely.", True), ("Yes ma'am.", True),
    ("Yes, in most cases, but bring your card.", None), ("Yes, of course we do.", True),
    ("Yes, since last year.", True), ("Yes, both PPO and Premier.", None),
    ("We do, one moment please.", True), ("Hi, yes, we do.", True),
    ("No.", False), ("Nope.", False), ("No, sorry.", False), ("No, we don't.", False),
    ("Unfortunately not.", False), ("I'm afraid not.", False),
    ("Not at the moment.", False), ("No, not anymore.", False),
    ("No, I'm sorry, we don't.", False), ("Sorry, no.", False),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "value"), PLAIN)
def test_a_plain_answer_counts_for_what_was_asked_just_before(reply, value):
    if value is not None:
        assert holds(TAKES, value, reply, after(TAKES, reply))
        assert not holds(TAKES, not value, reply, after(TAKES, reply))


@pytest.mark.parametrize(("reply", "value"), PLAIN)
def test_and_for_nothing_else(reply, value):
    said = value if value is not None else True
    for talk_ in (
        after(PRICE, reply),
        after(TAKES, reply, STILL_THERE),
        after(TAKES, reply, "THEM: Is she a new patient?", "US: Is that important?"),
        talk("US: Hello, this is an assistant.", f"THEM: {reply}"),
        talk(f"THEM: {reply}"),
    ):
        assert not holds(TAKES, said, reply, talk_)


ABOUT = [
    ("Yes, Delta Dental is fine.", True), ("Delta Dental is fine.", True),
    ("We take that.", True), ("We take all plans.", True), ("We're in network.", True),
    ("Yes, we work with Delta Dental.", True), ("We accept Delta.", True),
    ("Yes, we do take Delta Dental. We are in network with them.", True),
    ("We participate with Delta Dental Premier.", True), ("That is covered.", None),
    ("Yes, I can hear you, and yes, we take Delta Dental.", True),
    ("We do not take Delta Dental.", False), ("We're out of network.", False),
    ("No, we are not in network with Delta Dental.", False),
    ("Unfortunately we no longer accept Delta.", False),
    ("We only take Cigna and Aetna.", False),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "value"), ABOUT)
def test_words_about_the_question_answer_it(reply, value):
    if value is not None:
        assert holds(TAKES, value, reply, after(TAKES, reply))


@pytest.mark.parametrize(
    "reply",
    [
        "Yes, Delta Dental is accepted here.", "We take Delta Dental.",
        "By the way, we are in network with Delta.",
    ],
)  # fmt: skip
def test_and_do_so_unasked_if_they_name_it_in_full(reply):
    assert holds(TAKES, True, reply, after(PRICE, reply))
    assert holds(TAKES, True, reply, after(TAKES, reply, STILL_THERE))


def test_a_question_of_ours_about_ourselves_is_answered_with_you():
    referral = Question(
        name="referral", type=FieldType.YES_NO, ask="Do I need a referral?"
    )
    fields = (*FORM, referral)
    for reply, value in (("Yes, you do.", True), ("No, you don't.", False)):
        assert holds(referral, value, reply, after(referral, reply), fields)
    message = "Yes, you can leave a message."
    assert not holds(referral, True, message, after(referral, message), fields)


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        (TAKES, "We take Cigna."), (TAKES, "We take most plans."),
        (TAKES, "We work with Cigna and Aetna."), (TAKES, "We take new patients."),
        (TAKES, "We are taking new patients."),
        (TAKES, "Yes, is this about Delta Dental?"), (TAKES, "Yes, which plan is it?"),
        (TAKES, "Yes, Bright Smiles."), (TAKES, "Yes, Prairie Smiles, Susan."),
        (TAKES, "Yes. Hold on, please."), (TAKES, "Sure. One moment."),
        (COPAY, "With Delta Dental there is a copay."), (PRICE, "Yes, we take it."),
        (PRICE, "Yes, we do cleanings."), (NEXT, "Yes, we have openings."),
        (NEXT, "Yes, we are taking patients."), (None, "Yes, we do."),
    ],
)  # fmt: skip
def test_what_is_about_something_else_is_no_yes(asked, reply):
    said = after(asked, reply) if asked else talk(f"THEM: {reply}")
    for quote in (reply, reply.split(".")[0]):
        assert not holds(TAKES, True, quote, said)


@pytest.mark.parametrize(
    "ask",
    [
        "Do you accept Delta Dental insurance?", "And do you take Delta Dental?",
        "So you are in network with Delta, then?", "Are you in network with them?",
        "I'd also like to know whether you accept Delta Dental.",
        "Sorry, was that a yes? Do you accept Delta Dental insurance?",
    ],
)  # fmt: skip
def test_it_may_have_been_asked_in_other_words(ask):
    assert holds(TAKES, True, "Yes.", talk(f"US: {ask}", "THEM: Yes."))


@pytest.mark.parametrize(
    "between",
    [
        ("THEM: Let me check.", "US: Of course."),
        ("THEM: Delta, you said?", "US: Could you say that once more, please?"),
        ("US: One moment, please.",),
        ("THEM: Mumble.", "US: Sorry, was that a yes or a no?"),
        ("THEM: Which plan?", "US: I do not know that, sorry."),
    ],
)
def test_words_between_question_and_answer_do_not_part_them(between):
    assert holds(TAKES, True, "Yes, we do.", after(TAKES, "Yes, we do.", *between))


def test_a_question_of_which_they_heard_too_little_was_not_asked():
    said = talk(
        f"US: {TAKES.ask}", "THEM: Unfortunately not.",
        "US: Got it, thank you. How much is", "THEM: No.",
    )  # fmt: skip
    assert holds(TAKES, False, "No.", said)
    said = talk(
        f"US: {TAKES.ask}", "THEM: Let me see.", "US: How much is a",
        "THEM: It's $120.",
    )  # fmt: skip
    assert not holds(PRICE, 120, "It's $120.", said)


# --- amounts


@pytest.mark.parametrize(
    ("asked", "field", "value", "reply"),
    [
        (PRICE, PRICE, 120, "It's $120."), (PRICE, PRICE, 120, "120."),
        (PRICE, PRICE, 120, "A cleaning is $120."), (COPAY, COPAY, 25, "$25."),
        (PRICE, PRICE, 149, "With exam and x-rays the cleaning is $149."),
        (PRICE, PRICE, 149, "The cleaning, including x-rays, is $149."),
        (PRICE, PRICE, 95, "It's $95 for the cleaning."),
        (PRICE, PRICE, 95, "If you pay cash it's $95."),
        (PRICE, COPAY, 20, "A cleaning is $120 and the copay is $20."),
        (PRICE, PRICE, 120, "A cleaning is $120 and the copay is $20."),
        (TAKES, COPAY, 20, "We do, and your copay would be $20."),
        (TAKES, PRICE, 120, "Yes, and a cleaning is $120."),
        (COPAY, COPAY, 30, "With Delta Dental a cleaning is $30."),
        (COPAY, COPAY, 0, "There is no copay."), (COPAY, COPAY, 15, "That is $15."),
        (COPAY, PRICE, 120, "Without insurance a cleaning is $120."),
    ],
)  # fmt: skip
def test_an_amount_counts_for_what_was_asked_or_is_named(asked, field, value, reply):
    assert holds(field, value, reply, after(asked, reply))
    assert holds(field, value, reply, after(asked, reply, STILL_THERE))


@pytest.mark.parametrize(
    ("asked", "field", "value", "reply"),
    [
        (COPAY, PRICE, 25, "It's $25."), (COPAY, PRICE, 25, "The copay is $25."),
        (PRICE, PRICE, 25, "The copay is $25."), (PRICE, PRICE, 25, "A $25 copay."),
        (PRICE, PRICE, 25, "Your co-pay for a cleaning would be $25."),
        (PRICE, PRICE, 50, "There is a $50 deductible."),
        (PRICE, PRICE, 80, "The exam is $80."), (PRICE, PRICE, 80, "X-rays are $80."),
        (PRICE, PRICE, 80, "An exam before the cleaning is $80."),
        (PRICE, PRICE, 80, "It's $80 for the exam."),
        (PRICE, PRICE, 200, "A deep cleaning is $200."),
        (PRICE, PRICE, 60, "For kids it's $60."),
        (PRICE, PRICE, 30, "With Delta Dental it's $30."),
        (PRICE, PRICE, 30, "With insurance a cleaning is $30."),
        (PRICE, PRICE, 40, "There's a $40 cancellation fee."),
        (PRICE, PRICE, 25, "With our membership, it's $25."),
        (COPAY, COPAY, 120, "A cleaning is $120."),
        (PRICE, COPAY, 120, "A cleaning is $120."), (PRICE, COPAY, 120, "$120."),
        (COPAY, COPAY, 120, "Without insurance it's $120."),
        (TAKES, PRICE, 120, "Yes, it is $120."), (NEXT, PRICE, 120, "That's $120."),
        (None, PRICE, 120, "That's $120."),
    ],
)  # fmt: skip
def test_an_amount_for_something_else_is_refused(asked, field, value, reply):
    said = after(asked, reply) if asked else talk(f"THEM: {reply}")
    assert not holds(field, value, reply, said)


def test_how_much_would_that_be_asks_for_the_copay_after_the_copay():
    said = talk(
        f"US: {COPAY.ask}", "THEM: There is one.", "US: And how much would that be?",
        "THEM: It's $25.",
    )  # fmt: skip
    assert holds(COPAY, 25, "It's $25.", said)
    assert not holds(PRICE, 25, "It's $25.", said)


# --- days and times


@pytest.mark.parametrize(
    ("asked", "value", "reply"),
    [
        (NEXT, "2026-12-01T10:30", "Tuesday, December 1st at 10:30."),
        (NEXT, "2026-12-01T10:30", "Nothing until December 1st at 10:30."),
        (NEXT, "2026-12-02T09:00",
         "We are closed on December 1st, so the earliest is December 2nd at 9."),
        (PRICE, "2026-12-01T10:30",
         "It's $120, and I could see you December 1st at 10:30."),
        (PRICE, "2026-12-01T10:30", "Our next opening is December 1st at 10:30."),
    ],
)  # fmt: skip
def test_a_day_counts_for_what_was_asked_or_is_named(asked, value, reply):
    assert holds(NEXT, value, reply, after(asked, reply))


@pytest.mark.parametrize(
    ("asked", "field", "value", "reply"),
    [
        (DAY, DAY, "2026-12-01", "We are closed until December 1st."),
        (DAY, DAY, "2026-12-01", "The doctor is out until December 1st."),
        (DAY, DAY, "2026-12-01", "The office reopens December 1st."),
        (DAY, DAY, "2026-11-26", "Thursday is a holiday, we are closed Thursday."),
        (DAY, DAY, "2026-12-01", "She is on vacation until December 1st."),
        (NEXT, NEXT, "2026-11-30T08:00",
         "We're open Monday through Friday from 8 to 5."),
        (NEXT, NEXT, "2026-12-01T08:00", "We're closed until December 1st at 8."),
        (PRICE, NEXT, "2026-12-01T10:30", "That changes December 1st at 10:30."),
        (PRICE, DAY, "2026-12-01", "Ask again on December 1st."),
    ],
)  # fmt: skip
def test_a_day_of_something_else_is_refused(asked, field, value, reply):
    assert not holds(field, value, reply, after(asked, reply), FORM)


# --- all else


@pytest.mark.parametrize(
    ("asked", "field", "value", "reply", "passes"),
    [
        (STAFF, STAFF, 3, "Three.", True), (STAFF, STAFF, 3, "We have three.", True),
        (PRICE, STAFF, 3, "We have three dentists.", True),
        (STAFF, STAFF, 45, "Give me 45 minutes.", False),
        (PRICE, STAFF, 3, "There are three.", False),
        (WHO, WHO, "Dr. Chen", "That would be Dr. Chen.", True),
        (WHO, WHO, "Amy", "This is Amy.", True),
        (PRICE, WHO, "Dr. Chen", "Ask for Dr. Chen.", False),
        (HALF, HALF, "morning", "In the morning.", True),
        (HALF, HALF, "morning", "Good morning.", False),
        (PRICE, HALF, "morning", "She opens up early in the morning.", True),
        (PARKING, PARKING, True, "Yes, in the back.", True),
        (PARKING, PARKING, True, "There is parking in the back.", True),
        (PRICE, PARKING, True, "There is parking in the back.", True),
        (PRICE, PARKING, True, "Yes, in the back.", False),
    ],
)  # fmt: skip
def test_other_kinds_of_answer(asked, field, value, reply, passes):
    assert holds(field, value, reply, after(asked, reply), FORM) is passes


def test_in_spanish_a_bare_yes_counts_for_what_was_asked_just_before():
    takes = TAKES.model_copy(update={"ask": "\u00bfAceptan Delta Dental?"})
    price = PRICE.model_copy(update={"ask": "\u00bfCu\u00e1nto cuesta una limpieza?"})
    fields = (takes, price)

    def passes(*said):
        return holds(takes, True, "S\u00ed", talk(*said), fields)

    assert passes(f"US: {takes.ask}", "THEM: S\u00ed, claro.")
    assert passes(f"US: {takes.ask}", "THEM: S\u00ed, aceptamos Delta.")
    assert not passes(f"US: {price.ask}", "THEM: S\u00ed, claro.")
    assert not passes(f"US: {takes.ask}", "THEM: S\u00ed, un momento.")

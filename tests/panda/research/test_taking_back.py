"""What was taken back in the same turn is not recorded; what was not, is."""

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
"""A Monday."""

TAKES = Question(
    name="delta", type=FieldType.YES_NO, ask="Do you accept Delta Dental insurance?"
)
PARKING = Question(name="parking", type=FieldType.YES_NO, ask="Is there parking?")
NEW = Question(
    name="new", type=FieldType.YES_NO, ask="Are you taking new patients?"
)  # fmt: skip
REFERRAL = Question(name="referral", type=FieldType.YES_NO, ask="Do I need a referral?")
PRICE = Question(
    name="price", type=FieldType.MONEY, ask="How much is a cleaning without insurance?"
)
COPAY = Question(
    name="copay", type=FieldType.MONEY, ask="What is the copay with Delta Dental?"
)
NEXT = Question(
    name="next", type=FieldType.DATETIME, ask="When is your next appointment?"
)
DAY = Question(name="day", type=FieldType.DATE, ask="On which day could she come?")
TIME = Question(name="time", type=FieldType.TIME, ask="At what time?")
STAFF = Question(name="staff", type=FieldType.NUMBER, ask="How many dentists?")
PLAN = Question(
    name="plan", type=FieldType.CHOICE, ask="Which plans?", choices=("HMO", "PPO")
)
WHO = Question(name="who", type=FieldType.TEXT, ask="Who would see her?")
FORM = (TAKES, PARKING, NEW, REFERRAL, PRICE, COPAY, NEXT, DAY, TIME, STAFF, PLAN, WHO)


def talk(question, *lines):
    """A talk in which a question was put; `US: ` marks other lines of ours."""
    said = [Line(speaker="agent", text=f"Thank you. {question.ask}")]
    for place, line in enumerate(lines, start=1):
        ours = line.startswith("US: ")
        speaker = "agent" if ours else "business"
        text = line.removeprefix("US: ")
        said.append(Line(speaker=speaker, text=text, at_ms=1000 * place))
    return said


def refusal(question, value, quote, *lines):
    """Say why a claim is refused; '' if it is not."""
    claim = Claim(field=question.name, value=value, quote=quote)
    try:
        check(claim, question, talk(question, *lines), NOW, fields=FORM)
    except FunctionError as error:
        return str(error)
    return ""


# --- yes and no

YES_TO_DELTA = [
    "Yes", "Yes, we do", "Yeah, we take Delta", "We accept Delta Dental",
    "Sure, we take that", "We do", "Yes, we're in network with Delta Dental",
]  # fmt: skip
TAKEN_BACK = [
    "Sorry, no, we stopped taking Delta last month.", "Actually no, we don't.",
    "No, wait, we don't take Delta.", "Oh wait, no.", "Oh, sorry, no, we don't.",
    "No, sorry, we don't.", "Oh no, we don't, not anymore.", "Actually, we don't.",
    "Actually, we stopped.", "Well, not anymore.", "Not anymore.", "No longer, sorry.",
    "But not at the moment.", "We used to, I mean.", "Wait, we dropped Delta.",
    "Hold on, no, we're out of network with Delta.", "Oh, we're out of network now.",
    "I'm sorry, we are not in network.", "Wait, no, we left their network last year.",
    "Sorry, I was wrong.", "Scratch that.", "I take that back.", "Sorry, I misspoke.",
    "My mistake, we don't take it.", "Oh, that's not right.",
    "That's not true anymore.", "Let me correct that, no.",
    "Hm, Janet says we don't.", "Hm, Janet tells me no.", "They tell me we don't.",
    "Oh, I'm being told we no longer do.", "On second thought, no.",
    "Delta we don't take.", "Delta isn't accepted anymore.", "Not Delta, though.",
    "Sorry, Delta is one we don't take.", "We quit taking them in January.",
    "Except we no longer accept Delta.", "Actually, I'm not sure.",
    "Wait, let me double check that.", "Actually, I don't know.",
    "Oh, hang on, I'd have to check.", "no we dont", "sorry no we stopped taking it",
    "no wait we do not take delta dental anymore", "Until last month, we did.",
    "That changed, we don't anymore.", "We can't take it anymore.",
    "We haven't since last year.", "Oh shoot, no, we don't do Delta.",
    "I'm afraid we had to stop taking Delta Dental.", "Nope, sorry, we do not.",
    "Um, no. No, we don't.", "We don't, sorry, I was thinking of Cigna.",
    "Ah, no, Delta was last year.", "Well, we did until June.",
    # a second sample, written without a look at the patterns
    "Oh, you know what, no, that contract ended.", "Oh I lied, we don't.",
    "Hmm, no, I don't think we do anymore.", "Nope, I take it back.",
    "Oh wait a minute, that's United I was thinking of.", "Correction: we don't.",
    "It says here we're not contracted with Delta.", "Oh, Delta? No.",
    "Actually they dropped us.", "We're not taking it right now though.",
    "I'm sorry, Delta Dental? No, we don't.", "Oops, nope.", "I mean no.",
    "My colleague says that we do not.", "Hmm, it's not on the list.",
    "I spoke too soon, we don't.", "At least we did last year.",
    "Oh hold on, it looks like we terminated our Delta contract.",
    "Sorry, I thought you said Cigna. Delta, no.", "Uh, no. No Delta.",
    "Okay, I was just corrected, we don't take Delta Dental.",
    "Hmm, actually it's not showing up, so no.", "I just checked and we don't.",
    "Well, technically no.", "Delta Dental we dropped.", "Just kidding, we don't.",
    "We're not contracted with them, though.", "Forget what I said, we don't.",
    "My manager is shaking her head, no.", "Apologies, no.",
    "I mean we did.", "But we're leaving their network, we stopped already.",
]  # fmt: skip
JOINTS = [
    "{}. {}", "{}, {}", "{}. Um. {}", "{}. Let me see. {}", "{}... {}", "{} - {}",
    "{}.|{}", "{}|{}", "{}.|One moment.|{}", "{}.|US: Great.|{}",
    "{}.|US: Great, thank you. How much is|{}",
]  # fmt: skip
"""How an answer and what takes it back are put together; | parts lines."""


def lines_of(joint, answer, sequel):
    return joint.format(answer, sequel).split("|")


@pytest.mark.parametrize("sequel", TAKEN_BACK)
@pytest.mark.parametrize("answer", YES_TO_DELTA)
def test_a_yes_that_is_taken_back_is_no_yes(answer, sequel):
    for joint in JOINTS:
        lines = lines_of(joint, answer, sequel)
        assert refusal(TAKES, True, answer, *lines), lines


@given(
    st.sampled_from(YES_TO_DELTA),
    st.lists(st.sampled_from(["Um", "Oh", "Well", "Sorry", "Ah"]), max_size=3),
    st.sampled_from(TAKEN_BACK),
    st.sampled_from(JOINTS),
    st.booleans(),
)
def test_however_it_is_taken_back(answer, fillers, sequel, joint, loud):
    sequel = " ".join(f"{word}," for word in fillers) + f" {sequel}"
    lines = lines_of(joint, answer, sequel.strip())
    written = [line if line.startswith("US") else line.lower() for line in lines]
    assert refusal(TAKES, True, answer, *(lines if loud else written))


STILL_SO = [
    "We have for years.", "Anything else?", "Is there anything else I can help with?",
    "We don't take Cigna, though.", "But we don't take Cigna.", "Not Cigna, though.",
    "No problem.", "No referral needed.", "There's no waiting period.",
    "You don't need a referral.", "No, you don't need a referral.",
    "We don't have any openings this week, though.", "We're not open on Saturdays.",
    "Unfortunately we have nothing before Thursday.", "Just bring your card.",
    "Sorry, we have nothing this week.", "Sorry about the wait.",
    "Actually, we take most PPO plans.", "Actually, yes, we do.", "Wait, yes, we do.",
    "The copay is $20, no, sorry, $25.", "Our next opening is Thursday, no, Friday.",
    "Delta doesn't cover implants, though.", "Delta won't pay for whitening.",
    "I'm not sure what your copay would be.", "I don't know about the copay.",
    "We can't tell you the copay, though.", "We don't take it for implants.",
    "We don't take Delta for implants.", "We don't bill Delta directly, though.",
    "We're not taking new patients right now.", "If not, we have a discount plan.",
    "It isn't a problem at all.", "Not a problem.", "Don't worry.",
    "What was the name again?", "Who is calling, please?", "It depends on the plan.",
    "We only need your member number.", "We've never had any trouble with them.",
    "We don't charge for that.", "There is no deductible.", "Both PPO and Premier.",
    "We sure do.", "You won't have to pay anything up front.",
    "I think the copay is $20.", "We no longer take Cigna.", "No other plans, though.",
    "And no, you don't have to pay first.", "The doctor is out today, sorry.",
    # a second sample of these
    "No deductible applies.", "No, wait, what was your name again?",
    "Actually let me get your information.", "We never turn anyone away.",
    "I'm not the one who handles billing, though.", "We don't have Saturday hours.",
    "Wait times are about ten minutes.", "We stopped requiring referrals last year.",
    "They don't cover everything.", "They won't pay for all of it.",
    "We can't guarantee what they will pay.", "But we don't take the DHMO.",
    "Dr. Smith doesn't, but Dr. Lee does.", "Sorry, my computer is slow.",
    "You're not in our system yet.", "Not a lot of places do.", "We didn't use to.",
    "No, thank you for asking.", "The old office didn't.", "We used to not take it.",
]  # fmt: skip


@pytest.mark.parametrize("sequel", STILL_SO)
@pytest.mark.parametrize("answer", ["Yes, we do", "Yes, we take Delta Dental", "We do"])
def test_a_yes_stands_whatever_else_is_said(answer, sequel):
    for joint in ("{}. {}", "{}.|{}", "{}.|US: Great.|{}"):
        lines = lines_of(joint, answer, sequel)
        assert not refusal(TAKES, True, answer, *lines), lines


@given(
    st.sampled_from(["Yes, we do", "We do", "Yes, we take Delta Dental"]),
    st.lists(st.sampled_from(STILL_SO), max_size=3),
)
def test_a_yes_stands_however_much_else_is_said(answer, sequels):
    said = " ".join([f"{answer}.", *sequels])
    assert not refusal(TAKES, True, answer, said)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Yes, we do. Sorry, no, wait. Yes, we do.", "Yes, we do"),
        ("We take Delta. Oh wait, no. Sorry, yes, we do take it.", "We take Delta."),
        ("Yes. Actually, let me check that. Yes, we take Delta.", "Yes."),
    ],
)  # fmt: skip
def test_what_they_come_back_to_stands(said, quote):
    assert not refusal(TAKES, True, quote, said)


@pytest.mark.parametrize(
    "said",
    [
        "No, we don't. Oh wait, yes, we do.", "No. Actually, yes.",
        "No, we don't. Sorry, we do take Delta.", "No, sorry. Wait, we do.",
        "We don't. Oh, we do now.", "No. I was wrong, we do.",
        "No, we don't take Delta. Oh, sorry, yes, we do.",
        "No. Scratch that.", "We're out of network. Oh, I misspoke.",
        "No, we don't. Let me double check. Yes, we do.",
        "No, we don't. Oh, Janet says we do.",
    ],
)  # fmt: skip
def test_a_no_that_is_taken_back_is_no_no(said):
    quote = said.split(".")[0]
    for lines in ([said], said.replace(". ", ".|").split("|")):
        assert refusal(TAKES, False, quote, *lines), lines


@pytest.mark.parametrize(
    "said",
    [
        "No, we don't. Sorry.", "No, we don't. Yeah, sorry about that.",
        "No, we don't. We take Cigna and Aetna.", "No. We take most other plans.",
        "No, unfortunately not. We can give you a receipt for your insurance.",
        "No, we don't. But we can file the claim for you.", "No, sorry. Okay?",
        "No, we're out of network. We do have a membership plan, though.",
        "No, we don't. We took Delta until last year.", "No. We used to.",
        "No, we don't. Right.", "No, we don't. Anything else? Yes?",
        "No, we don't. Actually, we don't take any insurance.",
        "We don't. We accept cash and cards.",
    ],
)  # fmt: skip
def test_a_no_stands_whatever_else_is_said(said):
    assert not refusal(TAKES, False, said.split(".")[0], said)


@pytest.mark.parametrize(
    ("question", "value", "said", "passes"),
    [
        (PARKING, True, "Yes, there is. Actually no, there isn't anymore.", False),
        (PARKING, True, "There is parking. Oh wait, there's no parking today.", False),
        (PARKING, True, "Yes, there is. We don't have parking anymore.", False),
        (PARKING, True, "Yes, there is. It isn't free, though.", True),
        (PARKING, True, "There is parking. The parking isn't free.", True),
        (PARKING, True, "Yes, there is. There's no parking on Sundays.", True),
        (PARKING, False, "No, there isn't. Oh, there is parking in the back.", False),
        (NEW, True, "Yes, we are. But not right now.", False),
        (NEW, True, "Yes, we are. Oh no, we're not, sorry.", False),
        (NEW, True, "Yes, we are. Sorry, we stopped taking new patients.", False),
        (NEW, True, "Yes, we are. We don't take walk-ins.", True),
        (REFERRAL, True, "Yes, you do. Oh wait, no, you don't.", False),
        (REFERRAL, False, "No, you don't. Actually you do.", False),
        (REFERRAL, False, "No, you don't. You do for specialists.", True),
    ],
)  # fmt: skip
def test_other_answers_can_be_taken_back_as_well(question, value, said, passes):
    assert bool(refusal(question, value, said.split(".")[0], said)) is not passes


@pytest.mark.parametrize("passes", [False, True])
def test_what_else_is_taken_only_may_rule_it_out(passes):
    taken = "Delta" if passes else "Cigna"
    said = f"Yes, we do. We only take {taken}."
    assert bool(refusal(TAKES, True, "Yes, we do.", said)) is not passes


def test_two_answers_to_two_questions_do_not_contradict_each_other():
    said = [
        Line(speaker="agent", text=f"{TAKES.ask} And do I need a referral?"),
        Line(speaker="business", text="Yes, we do. No.", at_ms=1000),
    ]
    claim = Claim(field="delta", value=True, quote="Yes, we do.")

    assert check(claim, TAKES, said, NOW, fields=FORM).value is True


# --- amounts, days, times and all else

FALSE_STARTS = [
    (PRICE, 95, "It's $95", "$110"), (NEXT, "2026-11-26T14:00", "Thursday at two",
     "Friday at three"), (DAY, "2026-11-26", "She could come Thursday", "Friday"),
    (TIME, "14:00", "At two", "at three"), (STAFF, 3, "We have three", "four"),
    (PLAN, "PPO", "PPO", "HMO"), (WHO, "Dr. Chen", "Dr. Chen", "Dr. Miles"),
]  # fmt: skip
TAKING_BACK = [
    "Sorry, no.", "Oh no, sorry.", "No, wait.", "Oh, wait, no.", "Scratch that.",
    "I take that back.", "Sorry, I was wrong.", "I misspoke.", "Oh, that's wrong.",
    "Wait, that's not right.", "Sorry, my mistake.", "Actually no.", "Strike that.",
    "That's not right.", "Hold on, that isn't right.", "Let me correct that.",
    "Actually, I'm not sure.", "Wait, let me double check that.",
    "Oh, I was looking at the wrong page.", "Oh, that's the old one.",
    "Oh sorry, wrong line.", "No, no, no. Let me look again.", "That can't be right.",
    "Sorry, I gave you the wrong one.", "Don't quote me on that.",
]  # fmt: skip


@pytest.mark.parametrize("sequel", TAKING_BACK)
@pytest.mark.parametrize(("question", "value", "first", "then"), FALSE_STARTS)
def test_a_value_that_is_taken_back_is_none(question, value, first, then, sequel):
    for joint in ("{}. {}", "{}, {}", "{}. Um. {}", "{}.|{}", "{}.|US: Great.|{}"):
        for more in ("", f" {then.capitalize()}.", f" It's {then}."):
            lines = lines_of(joint, first, sequel + more)
            assert refusal(question, value, first, *lines), lines


MOMENTS_GONE = [
    "Oh no, that's taken.", "That's taken, sorry.", "That one's gone.", "It's gone.",
    "Oh, that's just been booked.", "Sorry, that slot is not available.",
    "That's not free anymore.", "Oh wait, that one is booked.", "That one got filled.",
    "Oh, somebody just took that.", "Ah, someone else has it now.", "It's full.",
    "Oh, I just gave that one away.", "That won't work, he's out.", "He's out then.",
    "Oh, that is no longer available.", "We're closed then.", "Not Thursday, sorry.",
    "Oh, shoot, somebody beat you to it.", "Sorry, I can't do that one after all.",
    "Oh no, doctor's out that day.", "Oh wait, that's a holiday.", "I misread that.",
    "Oh, that's Thanksgiving.", "Actually, no, they just took it.",
    "Oh, Thursday's full.", "No, Thursday is booked.", "Oh, two o'clock is taken.",
]  # fmt: skip


@pytest.mark.parametrize("sequel", MOMENTS_GONE)
@pytest.mark.parametrize("then", ["", " Friday at three.", " I have Friday at three."])
def test_a_moment_that_is_gone_is_none(then, sequel):
    for joint in ("{}. {}", "{}, {}", "{}. Um. {}", "{}.|{}", "{}|{}"):
        lines = lines_of(joint, "Thursday at two", sequel + then)
        quote, value = "Thursday at two", "2026-11-26T14:00"
        assert refusal(NEXT, value, quote, *lines), lines


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (NEXT, "2026-11-26T14:00", "Thursday at two is gone, Friday at three then."),
        (NEXT, "2026-11-27T14:00", "Thursday at two is gone, Friday at three then."),
        (NEXT, "2026-11-26T14:00", "Two on Thursday is gone, three on Friday is not."),
        (NEXT, "2026-11-26T14:00", "Not Thursday at two, but Friday at three."),
        (NEXT, "2026-11-27T14:00", "Not Thursday at two, but Friday at three."),
        (DAY, "2026-11-26", "Thursday at two is gone, Friday at three then."),
        (TIME, "14:00", "Two o'clock is taken, but three o'clock is free."),
        (TIME, "14:00", "Not at two, at three."),
        (PRICE, 95, "$95. Sorry, no, that's the old price. It's $135 now."),
        (PRICE, 95, "It's $95. Sorry, no, $95 was last year, now it's $120."),
        (PRICE, 95, "It's $95. Oh, I see it went up. Sorry, it's $110."),
        (PRICE, 95, "It's $95. Actually, that's with insurance."),
        (PRICE, 95, "It's $95. No, hang on, that's for kids."),
        (PRICE, 95, "It's $95. Sorry, that was before the increase."),
    ],
)  # fmt: skip
def test_a_value_ruled_out_on_the_way_is_none(question, value, said):
    quotes = [said, said.split(".")[0], said.split(",")[0]]
    for quote in quotes:
        assert refusal(question, value, quote, said), quote


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (NEXT, "2026-11-27T15:00", "Thursday at two is gone, Friday at three then."),
        (NEXT, "2026-11-27T15:00",
         "Thursday at two. Oh no, that's taken. Friday at three."),
        (NEXT, "2026-11-27T15:00", "Not Thursday at two, but Friday at three."),
        (NEXT, "2026-11-26T14:00",
         "Thursday at two. If that doesn't work, Friday at three."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. Would that be no good for her?"),
        (NEXT, "2026-11-26T14:00", "Thursday at two. That's not a problem."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. We're closed on Friday."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. Wednesday is full."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. I've got you booked for that."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. No need to confirm."),
        (NEXT, "2026-11-26T14:00", "Thursday at two. Everything else is taken."),
        (NEXT, "2026-11-26T14:00",
         "Thursday at two. Oh, sorry, what was the name again?"),
        (NEXT, "2026-11-26T14:00", "Wednesday is full, so Thursday at two."),
        (NEXT, "2026-11-26T14:00", "Let me see. No. No, wait. Thursday at two."),
        (DAY, "2026-11-27", "Thursday at two is gone, Friday at three then."),
        (TIME, "15:00", "Two o'clock is taken, but three o'clock is free."),
        (PRICE, 120, "It's $95, no, sorry, $120."),
        (PRICE, 120, "It's $95. No, wait. It's $120."),
        (PRICE, 95, "It's $95. No insurance needed."),
        (PRICE, 95, "It's $95. That doesn't include the exam."),
        (PRICE, 95, "It's $95. We don't charge for the x-rays."),
        (PRICE, 95, "It's $95. Sorry, that's all I can tell you."),
        (PRICE, 95, "It's $95. We're open till five. Sorry, no, six."),
        (PRICE, 95, "It's $95. Wait, let me check. Yes, it's $95."),
        (PRICE, 95, "A cleaning is $95 and the exam is $60. Sorry, no, $65."),
        (PRICE, 95, "It's $95. Actually, would you like to book?"),
        (STAFF, 3, "We have three. Well, that's without the hygienist."),
        (PLAN, "PPO", "We take PPO. We don't take HMO."),
        (WHO, "Dr. Chen", "Dr. Chen. Dr. Miles is out, sorry."),
    ],
)  # fmt: skip
def test_a_value_stands_whatever_else_is_said(question, value, said):
    assert not refusal(question, value, said, said) or not refusal(
        question, value, said.split(".")[0], said
    )


def test_what_is_said_to_our_next_question_takes_nothing_back():
    """It was: the line after was read with the quote, whatever we asked between."""
    lines = ("It's $95.", f"US: {COPAY.ask}", "Sorry, it's twenty. No, wait, $25.")

    assert not refusal(PRICE, 95, "It's $95.", *lines)


def test_the_refusal_of_what_was_taken_back_says_so():
    said = "Yes, we do. Sorry, no, we stopped taking Delta last month."
    assert "took that" in refusal(TAKES, True, "Yes, we do.", said)
    said = "Yes, we do. Actually, I'm not sure."
    assert "not sure" in refusal(TAKES, True, "Yes, we do.", said)
    said = "Thursday at two. Oh no, that's taken."
    assert "took that" in refusal(NEXT, "2026-11-26T14:00", "Thursday at two", said)

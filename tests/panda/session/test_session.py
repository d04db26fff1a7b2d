"""One call, from dial to result, played in virtual time."""

import pytest

from panda.audio.sounds import Sound
from panda.call import AnsweredBy, CallState, Outcome
from panda.campaign import Limits
from panda.cost import prices
from panda.events import Advised, Disclosed, Found, Heard as HeardEvent, Reattached
from panda.functions.decisions import EndCall, SendDigits
from panda.mailbox import End, Note, PressKeys, Speak
from panda.realtime.agent import (
    Configure,
    FunctionResult,
    Ready,
    Remember,
    SpeechStarted,
    SpeechStopped,
    Usage,
)
from panda.research.finding import Finding
from panda.session.commands import (
    Consult,
    HangUp,
    LetHear,
    LetSpeak,
    OpenVoice,
    PlaceCall,
    Publish,
    RecordRoute,
)
from panda.session.inputs import (
    Began,
    CutOff,
    DialRejected,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
    SupervisorFailed,
    UtterancePlayed,
    VoiceLost,
)
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GREETING = "Bright Dental, this is Amy, how can I help you?"
INSURANCE = Finding(
    field="insurance", value=True, quote="Yes, we take Delta Dental.", at_ms=9000
)
PRICE = Finding(field="price", value=120, quote="It's $120.", at_ms=15000)


@pytest.fixture
def call():
    return SessionPlayer(briefing())


@pytest.fixture
def talk(call):
    """A call on which a person has picked up and been greeted."""
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    assert call.session.state is CallState.TALKING
    return call


# --- before the answer --------------------------------------------------------------


def test_the_voice_is_open_before_the_phone_rings(call):
    call.feed(Began())
    assert call.all(OpenVoice)
    assert not call.all(PlaceCall)

    call.feed(Ready())

    assert call.all(PlaceCall)
    assert call.session.state is CallState.DIALING


def test_without_a_voice_nobody_is_dialled(call):
    call.feed(Began())
    call.feed(VoiceLost(4, final=True))

    assert call.result.outcome is Outcome.FAILED
    assert not call.all(PlaceCall)


@pytest.mark.parametrize(
    ("news", "outcome"),
    [
        ("busy", Outcome.BUSY),
        ("no-answer", Outcome.NO_ANSWER),
        ("failed", Outcome.FAILED),
        ("canceled", Outcome.CANCELLED),
    ],
)
def test_the_carriers_final_word_is_the_outcome(call, news, outcome):
    call.begin()
    call.news("ringing")
    call.news(news)

    assert call.result.outcome is outcome
    assert not call.all(HangUp), "the carrier has ended it already"


@pytest.mark.parametrize(
    ("news", "sip", "reason"),
    [("failed", 404, "sip_404"), ("failed", 0, "failed"), ("busy", 486, "busy")],
)
def test_a_call_that_could_not_be_connected_says_what_the_network_answered(
    call, news, sip, reason
):
    call.begin()
    call.news(news, sip_code=sip)

    assert call.result.reason == reason


def test_a_dial_nobody_can_be_sure_of_is_uncertain_and_not_failed(call):
    call.begin()
    call.feed(DialRejected("time-out", unsure=True))
    assert call.result.outcome is Outcome.UNCERTAIN


def test_a_call_that_never_gets_news_is_hung_up_in_the_end(call):
    call.begin()
    call.wait(125_000)
    assert call.result.outcome is Outcome.FAILED
    assert call.all(HangUp)


# --- who answered -------------------------------------------------------------------


def test_a_person_hears_the_disclosure_before_anything_else(talk):
    first = talk.spoken[0]
    assert "automated AI assistant" in first
    assert "Maria Lopez" in first
    assert first.endswith("Do you accept Delta Dental?")
    assert any(isinstance(event, Disclosed) for event in talk.events)


def test_a_person_is_spoken_to_within_two_seconds_of_their_first_words(call):
    call.answer()
    call.callee_says(GREETING)
    heard_ms = call.now_ms
    call.wait(1500)
    spoken = [e.at_ms for e in call.events if getattr(e, "speaker", "") == "agent"]
    assert spoken[0] - heard_ms < 1500


def test_the_disclosure_cannot_be_talked_over_but_what_follows_can():
    call = SessionPlayer(briefing(), auto_play=False)
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    assert call.turns.turns.interruptible is False

    item = next(e.item for e in call.events if getattr(e, "speaker", "") == "agent")
    call.feed(UtterancePlayed(item))

    assert call.turns.turns.interruptible is True


def test_somebody_who_picks_up_in_silence_is_greeted(call):
    call.answer()
    call.wait(6000)
    assert call.session.state is CallState.TALKING
    assert "automated AI assistant" in call.spoken[0]


def test_nothing_is_said_to_a_voicemail(call):
    call.answer()
    call.callee_says(
        "You have reached the voicemail of Bright Dental. Please leave a message "
        "after the tone.",
        ms=4000,
    )
    call.wait(3000)
    assert call.result.outcome is Outcome.VOICEMAIL
    assert call.result.answered_by is AnsweredBy.MACHINE_VM
    assert call.spoken == []
    assert call.all(HangUp)


# --- menus and queues ---------------------------------------------------------------


@pytest.fixture
def menu(call):
    call.answer()
    call.callee_says("Thank you for calling Bright Dental.")
    call.callee_says("For appointments, press 1. For billing, press 2.")
    call.wait(2500)
    return call


def test_the_key_for_the_goal_is_pressed(menu):
    assert menu.session.state is CallState.NAVIGATING
    assert menu.pressed == "1"
    assert menu.spoken == [], "menus are not talked to"


def test_the_voice_answers_nothing_by_itself_while_a_machine_talks(menu):
    assert menu.turns.turns.respond is False


def test_the_person_behind_the_menu_is_greeted_and_the_way_remembered(menu):
    menu.keys_played()
    menu.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    menu.wait(2000)

    assert menu.session.state is CallState.TALKING
    assert "automated AI assistant" in menu.spoken[0]
    learned = menu.all(RecordRoute)[-1]
    assert learned.trip.succeeded
    assert learned.trip.number == "+12175550123"
    assert [step.keys for step in learned.trip.steps] == ["1"]


def test_the_voice_hears_no_music_and_gets_the_first_words_after_it(menu):
    menu.keys_played()
    menu.callee_says("Please hold while I connect you.")
    menu.feed(SoundChanged(Sound.MUSIC))
    menu.wait(4500)
    assert menu.session.state is CallState.ON_HOLD
    assert menu.all(LetHear)[-1] == LetHear(on=False)

    menu.wait(8000)
    menu.feed(SoundChanged(Sound.SPEECH))
    assert menu.all(LetHear)[-1].replay_ms >= 2000

    menu.callee_says("Thanks for holding, this is Amy, how can I help you?")
    menu.wait(2000)
    assert menu.session.state is CallState.TALKING
    menu.feed(PhoneClosed(stopped=True))
    assert menu.result.held_s > 8
    assert menu.result.answered_by is AnsweredBy.MACHINE_IVR, "a menu had answered"
    assert menu.result.navigation.reached


def test_a_queue_is_not_waited_in_for_ever():
    call = SessionPlayer(briefing(limits=Limits(hold_s=20)))
    call.answer()
    call.callee_says("All of our agents are busy. Please stay on the line.")
    call.wait(1500)
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(21_000)
    assert call.result.outcome is Outcome.HOLD_TOO_LONG


def test_a_call_that_is_over_while_it_waits_was_held_too_long():
    """It is tried again, as one is that waited `hold_s`; a talk too long is not."""
    call = SessionPlayer(briefing(limits=Limits(call_s=30, hold_s=1200)))
    call.answer()
    call.callee_says("All of our agents are busy. Please stay on the line.")
    call.wait(1500)
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(31_000)
    assert call.result.outcome is Outcome.HOLD_TOO_LONG
    assert call.result.answered_s <= 31


# --- the supervisor -----------------------------------------------------------------


def test_the_supervisor_gets_the_conversation_and_its_words_are_spoken(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    asked = talk.asked.consultation
    assert [line.speaker for line in asked.conversation] == [
        "business",
        "agent",
        "business",
    ]
    assert asked.deadline_ms <= 2000

    talk.supervisor_says("Great. How much is a cleaning?", findings=[INSURANCE])

    assert talk.told(FunctionResult)[-1].speak
    assert [e.finding for e in talk.events if isinstance(e, Found)] == [INSURANCE]


def test_a_question_waits_for_the_transcript_of_the_words_it_is_about(talk):
    from panda.realtime.agent import Heard

    talk.feed(SpeechStarted(talk.now_ms, "late"))
    talk.feed(SpeechStopped(talk.now_ms, "late"))
    talk.voice_asks()
    assert not talk.all(Consult)

    talk.wait(300)
    talk.feed(Heard("late", "Yes, we do."))
    talk.wait(100)

    assert talk.asked.consultation.conversation[-1].text == "Yes, we do."


def test_the_callee_is_told_that_we_are_still_thinking(talk):
    talk.callee_says("Let me tell you about our plans.")
    talk.voice_asks()
    talk.wait(800)
    assert talk.spoken[-1] == "One moment, please."


def test_after_two_seconds_a_safe_sentence_is_spoken_and_the_answer_dropped(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.wait(2100)
    assert "once more" in talk.told(FunctionResult)[-1].output

    results = len(talk.told(FunctionResult))
    talk.supervisor_says("Too late.", findings=[INSURANCE])

    assert len(talk.told(FunctionResult)) == results, "late words are not spoken"
    assert [e.late for e in talk.events if isinstance(e, Advised)] == [False, True]
    assert [e.finding for e in talk.events if isinstance(e, Found)] == [INSURANCE]


def test_a_failed_supervisor_is_covered_up_at_once(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks("r9")
    talk.feed(SupervisorFailed("r9"))
    assert "once more" in talk.told(FunctionResult)[-1].output


def test_the_same_finding_twice_is_recorded_once(talk):
    for request in ("r1", "r2"):
        talk.callee_says("Yes, we take Delta Dental.")
        talk.voice_asks(request)
        talk.supervisor_says("And the price?", findings=[INSURANCE])
    assert len([e for e in talk.events if isinstance(e, Found)]) == 1


# --- the end ------------------------------------------------------------------------


def test_the_goodbye_is_heard_before_the_line_is_cut():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    call.callee_says("It's $120.")
    call.voice_asks()
    call.auto_play = False
    call.supervisor_says(
        "Thank you, goodbye.",
        findings=[INSURANCE, PRICE],
        decisions=[EndCall(reason="done")],
    )
    call.wait(500)
    assert not call.all(HangUp)

    last = [e for e in call.events if isinstance(e, HeardEvent)][-1]
    call.feed(UtterancePlayed(last.item))

    assert call.all(HangUp)
    assert call.result.outcome is Outcome.COMPLETED
    assert call.result.findings == (INSURANCE, PRICE)
    assert call.result.disclosed


def test_a_callee_who_hangs_up_early_leaves_what_was_found(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.supervisor_says("And the price?", findings=[INSURANCE])
    talk.feed(PhoneClosed(stopped=True))
    assert talk.result.outcome is Outcome.HUNG_UP
    assert talk.result.findings == (INSURANCE,)


def test_who_wants_no_more_calls_gets_none(talk):
    talk.callee_says("Please don't call this number again.")
    talk.wait(3000)
    assert talk.result.outcome is Outcome.DECLINED


def test_silence_is_asked_about_and_then_left(talk):
    talk.wait(60_000)
    assert talk.spoken.count("Are you still there?") == 2
    assert talk.result.reason == "silence"


def test_the_longest_call_ends(talk):
    limits = Limits(call_s=30)
    call = SessionPlayer(briefing(limits=limits))
    call.answer()
    call.callee_says(GREETING)
    for _ in range(10):
        call.callee_says("Well, you see, it is a long story.", ms=4000)
    assert call.result.outcome is Outcome.TIME_LIMIT
    assert call.result.answered_s <= 31


@pytest.mark.parametrize("moment", ["begin", "answer"])
def test_a_cancelled_call_ends_wherever_it_is(call, moment):
    getattr(call, moment)()
    call.feed(Ordered(End()))
    assert call.result.outcome is Outcome.CANCELLED
    assert call.all(HangUp)


def test_who_watches_is_shown_what_happened_and_nothing_else(talk):
    shown = len(talk.all(Publish))
    talk.wait(3000)
    talk.feed(SoundChanged(Sound.SPEECH))
    assert len(talk.all(Publish)) == shown, "nothing that can be seen has changed"

    talk.callee_says("Yes, we take Delta Dental.")
    assert len(talk.all(Publish)) == shown + 1
    assert talk.all(Publish)[-1].snapshot.last_words == "Yes, we take Delta Dental."

    talk.feed(Ordered(End()))
    assert len(talk.all(Publish)) == shown + 2
    assert talk.all(Publish)[-1].snapshot.outcome is Outcome.CANCELLED


def test_an_ended_call_does_nothing_more(talk):
    talk.feed(Ordered(End()))
    done = len(talk.commands)
    talk.callee_says("Hello?")
    talk.wait(10_000)
    assert len(talk.commands) == done


# --- orders -------------------------------------------------------------------------


def test_an_operator_can_speak_press_and_note(talk):
    talk.feed(Ordered(Speak(text="Please hold on.")))
    talk.feed(Ordered(PressKeys(digits="12#")))
    talk.feed(Ordered(Note(author="ana", text="sounds busy")))
    assert talk.spoken[-1] == "Please hold on."
    assert talk.pressed == "12#"
    assert talk.events[-1].text == "sounds busy"


def test_keys_the_supervisor_wants_pressed_are_in_the_log(talk):
    talk.callee_says("Could you key in a one for me, please?")
    talk.voice_asks()
    talk.supervisor_says("Of course.", decisions=[SendDigits(digits="1")])
    assert talk.pressed == "1"
    assert [e.keys for e in talk.events if e.kind == "pressed"] == ["1"]


# --- what breaks --------------------------------------------------------------------


def test_an_interrupted_utterance_is_recorded_as_heard(talk):
    talk.feed(CutOff("item9", 840))
    assert talk.events[-1].heard_ms == 840


def test_a_cut_off_sentence_whose_words_come_later_is_not_waited_for(talk):
    from panda.realtime.agent import Said

    talk.feed(CutOff("item9", 840))
    talk.feed(Said("item9", "And what would be the"))
    talk.wait(60_000)
    assert talk.result is not None, "the silence after it was noticed"


def test_a_noise_taken_for_speech_keeps_nobody_waiting(talk):
    from panda.realtime.agent import SpeechStarted, SpeechStopped

    talk.feed(SpeechStarted(talk.now_ms, "cough"))
    talk.feed(SpeechStopped(talk.now_ms, "cough"))
    talk.voice_asks()
    talk.wait(1500)
    assert talk.all(Consult), "the question is sent without the words that never came"
    talk.supervisor_says("How much is a cleaning?")
    talk.wait(60_000)
    assert talk.result.reason == "silence"


def test_nobody_picks_up_to_a_call_without_a_voice(call):
    call.begin()
    call.news("ringing")
    call.feed(VoiceLost(4, final=True))
    assert call.result.outcome is Outcome.FAILED
    assert call.all(HangUp)


def test_a_queue_that_falls_back_into_a_menu_is_navigated(menu):
    menu.keys_played()
    menu.callee_says("All of our agents are busy. Please stay on the line.")
    menu.feed(SoundChanged(Sound.MUSIC))
    menu.wait(2000)
    assert menu.session.state is CallState.ON_HOLD

    menu.callee_says("To leave a callback number, press 1. For an agent, press 2.")
    menu.wait(3000)

    assert menu.session.state is CallState.NAVIGATING


@pytest.mark.parametrize(
    "announcement",
    [
        "All of our agents are busy. Please stay on the line.",
        "All our representatives are busy please stay on the line",
        "All lines are busy right now. Please hold the line.",
        "You are number three in the queue. Please stay on the line.",
    ],
)
def test_a_queue_without_music_is_one_by_what_it_says(menu, announcement):
    menu.keys_played()
    menu.callee_says(announcement)
    menu.wait(4000)
    assert menu.session.state is CallState.ON_HOLD


@pytest.mark.parametrize(
    "rest",
    [
        "Or stay on the line for an operator.",
        "For anything else, please stay on the line.",
        "If you need help, please stay on the line.",
    ],
)
def test_the_end_of_a_menu_that_was_talked_over_is_no_queue(menu, rest):
    menu.keys_played()
    menu.callee_says(rest)
    menu.wait(4000)
    assert menu.session.state is CallState.NAVIGATING


def test_a_machine_taken_for_a_person_can_be_spoken_to_again_in_its_menu(call):
    call.answer()
    call.callee_says("Hi, this is Amy at Bright Dental, how can I help you?")
    call.wait(1500)
    call.callee_says("For appointments, press 1. For billing, press 2.")
    call.wait(3000)
    assert call.session.state is CallState.NAVIGATING
    assert call.all(LetSpeak)[-1].on
    assert call.pressed == "1"


def test_a_lost_voice_is_taken_up_where_it_was(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.feed(VoiceLost(1))
    talk.feed(Ready())
    talk.supervisor_says("How much is a cleaning?")
    assert talk.spoken[-1] == "How much is a cleaning?"


def test_a_lost_stream_is_waited_for_and_then_given_up(talk):
    talk.feed(PhoneClosed(stopped=False))
    talk.wait(40_000)
    assert talk.result is None
    talk.wait(10_000)
    assert talk.result.outcome is Outcome.FAILED
    assert talk.result.reason == "stream_lost"


def test_a_line_the_network_dropped_is_our_failure_and_not_their_hanging_up(talk):
    talk.feed(PhoneClosed(stopped=False))
    talk.news("completed")
    assert talk.result.outcome is Outcome.FAILED
    assert talk.result.reason == "line_lost"


def test_a_call_goes_on_in_a_new_actor_from_its_log(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.supervisor_says("How much is a cleaning?", findings=[INSURANCE])
    log = tuple(event.model_dump_json() for event in talk.events)

    again = SessionPlayer(briefing(epoch=1, restored=log))
    again.feed(Began())
    again.feed(Ready())
    again.feed(PhoneOpened("CA1", "MZ2"))

    assert not again.all(PlaceCall), "it is never dialled twice"
    told = [(line.role, line.text) for line in again.told(Remember)]
    assert ("user", "Yes, we take Delta Dental.") in told, "the new voice knows it"
    assert any(isinstance(event, Reattached) for event in again.events)
    assert again.session.state is CallState.TALKING
    assert again.spoken == [
        (
            "Sorry, the line was gone for a moment. "
            "How much is a cleaning without insurance?"
        )
    ]
    assert again.session.record.findings == [INSURANCE]
    seqs = [event.seq for event in again.events]
    assert seqs[0] == talk.events[-1].seq + 1


def test_who_speaks_into_the_gap_is_told_of_it_to_the_end(talk):
    again = come_back(talk)
    assert again.turns.turns.interruptible is False
    assert again.turns.turns.respond is True

    item = next(e.item for e in again.events if getattr(e, "speaker", "") == "agent")
    again.feed(UtterancePlayed(item))

    assert again.turns.turns.interruptible is True


def test_a_voice_lost_in_telling_of_the_gap_tells_it_anew(talk):
    again = come_back(talk)
    again.feed(VoiceLost(1))
    again.feed(Ready())
    first, second = again.spoken
    assert first == second
    assert first.startswith("Sorry, the line was gone for a moment.")


def come_back(talk):
    """Return the call in a new actor, which says where it was."""
    log = tuple(event.model_dump_json() for event in talk.events)
    again = SessionPlayer(briefing(epoch=1, restored=log), auto_play=False)
    again.feed(Began())
    again.feed(Ready())
    again.feed(PhoneOpened("CA1", "MZ2"))
    return again


def test_a_call_that_may_have_been_placed_is_not_placed_by_its_next_actor():
    call = SessionPlayer(briefing(epoch=1, placed=True))
    call.feed(Began())
    call.feed(Ready())
    assert not call.all(PlaceCall)
    assert call.session.state is CallState.DIALING

    call.feed(PhoneOpened("CA1", "MZ1"))

    assert call.session.state is CallState.LISTENING


def test_a_call_costs_what_its_own_models_cost():
    costs = []
    for model in ("gpt-realtime-2.1", "gpt-realtime-2.1-mini"):
        call = SessionPlayer(briefing(prices=prices(model)))
        call.answer()
        call.feed(Usage(audio_in=10_000, audio_out=10_000))
        call.feed(Ordered(End()))
        costs.append(call.result.cost_usd)
    assert costs[0] > 2 * costs[1]


def test_a_call_that_was_taken_over_costs_what_it_had_cost_before(call):
    call.answer()
    call.feed(Usage(audio_in=10_000, transcription_seconds=60))
    log = tuple(event.model_dump_json() for event in call.events)
    again = SessionPlayer(briefing(epoch=1, restored=log))
    again.feed(Usage(audio_in=10_000))
    assert again.session.record.usage.audio_in == 20_000
    assert again.session.record.usage.transcription_s == 60


def test_a_configured_voice_knows_its_part_but_no_secrets(talk):
    told = next(c for c in talk.told(Configure) if c.instructions)
    assert "getSupervisorResponse" in told.instructions
    assert "a token" not in told.instructions

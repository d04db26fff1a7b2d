import pytest
from hypothesis import given, strategies as st

from panda.call import CallState, Outcome, Trigger
from panda.campaign import Limits
from panda.compliance.phrases import objects_to_recording
from panda.compliance.speech import discloses, disclosure
from panda.errors import BadInput
from panda.events import (
    Ended,
    Heard,
    MenuHeard,
    OptedOut,
    PutThrough,
    QueueNews,
    StateChanged,
)
from panda.private import Grant, PrivateField
from panda.recording.consent import Consent, check_recording, consent
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold
from panda.recording.mode import Recording
from panda.session.wording import greeting
from panda.testing.briefings import briefing


def heard(text, speaker="business"):
    return Heard(seq=1, at_ms=0, speaker=speaker, text=text)


def moved(state):
    return StateChanged(seq=1, at_ms=0, trigger=Trigger.QUEUE, state=state)


TOLD = RecordingTold(seq=1, at_ms=0)
ASKED = RecordingAsked(seq=1, at_ms=0)
YES, NO = (
    RecordingAnswered(seq=1, at_ms=0, agreed=agreed, quote=quote, answer_ms=0)
    for agreed, quote in ((True, "Yes."), (False, "No."))
)
OBJECTS = heard("Please don't record me.")
LEAVES = [
    PutThrough(seq=1, at_ms=0),
    MenuHeard(seq=1, at_ms=0, options=(("1", "billing"),)),
    QueueNews(seq=1, at_ms=0, position=2),
    moved(CallState.ON_HOLD),
    moved(CallState.NAVIGATING),
    moved(CallState.TRANSFERRED),
    Ended(seq=1, at_ms=0, outcome=Outcome.COMPLETED),
]
STAYS = [
    heard("Yes, we do."),
    heard("don't record", "agent"),
    moved(CallState.HELD),
    moved(CallState.TAKEN_OVER),
    moved(CallState.TRANSFERRING),
    moved(CallState.LISTENING),
]


def after(*events):
    stands = Consent.UNTOLD
    for event in events:
        stands = consent(stands, event)
    return stands


def test_nothing_is_kept_before_a_person_was_told():
    assert after(*STAYS, *LEAVES) is Consent.UNTOLD
    assert after(*STAYS, TOLD, *STAYS) is Consent.GIVEN


def test_who_is_asked_must_say_yes():
    assert after(ASKED, *STAYS) is Consent.ASKED
    assert after(ASKED, YES, *STAYS) is Consent.GIVEN
    assert after(ASKED, NO) is Consent.REFUSED
    assert after(YES) is Consent.UNTOLD, "to nothing that was asked"


@pytest.mark.parametrize("event", LEAVES, ids=lambda one: one.kind)
@pytest.mark.parametrize("before", [[TOLD], [ASKED], [ASKED, YES]])
def test_who_comes_next_on_the_line_is_told_anew(event, before):
    assert after(*before, event) is Consent.UNTOLD
    assert after(*before, event, YES) is Consent.UNTOLD
    assert after(*before, event, TOLD) is Consent.GIVEN
    assert after(*before, event, ASKED) is Consent.ASKED


@pytest.mark.parametrize("event", [OBJECTS, NO, OptedOut(seq=1, at_ms=0)])
@pytest.mark.parametrize("before", [[], [TOLD], [ASKED], [ASKED, YES], [TOLD, *LEAVES]])
def test_who_objects_is_obeyed(event, before):
    assert after(*before, event) is Consent.REFUSED


@given(
    st.lists(st.sampled_from([TOLD, ASKED, YES, OBJECTS, *LEAVES, *STAYS]), max_size=12)
)
def test_an_objection_holds_whatever_happens_after_it(events):
    if OBJECTS in events:
        assert after(*events) is Consent.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be recorded.",
        "Please stop recording.",
        "Can you turn off the recording?",
        "We do not consent to being recorded.",
        "No recording, please.",
        "No me grabe, por favor.",
        "Je ne veux pas être enregistré.",
        "Ich möchte nicht aufgenommen werden.",
        "Non voglio essere registrato.",
        "Não quero ser gravado.",
    ],
)
def test_objections_are_known_in_many_words(text):
    assert objects_to_recording(text)


@pytest.mark.parametrize(
    "text",
    [
        "Let me check our records.",
        "For the record, it is ninety dollars.",
        "We don't have your medical record here.",
        "This call may be recorded for quality.",
        "No, that costs ninety dollars.",
    ],
)
def test_other_records_are_no_objection(text):
    assert not objects_to_recording(text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_is_recorded_hears_so_to_the_end(language):
    told = disclosure("a patient", "", language, recorded=True)
    plain = disclosure("a patient", "", language)
    assert discloses(told, "a patient", language, recorded=True)
    assert not discloses(plain, "a patient", language, recorded=True)
    assert "record" in told or "se graba" in told
    assert "record" not in plain
    assert "graba" not in plain


def recording(**more):
    return briefing(limits=Limits(record=Recording.ANNOUNCE), **more)


GRANT = Grant(
    field=PrivateField.MEMBER_ID, purpose="a cleaning", consent="by letter, 1 May"
)


def test_a_call_that_may_give_private_data_is_never_recorded():
    assert "recorded" in greeting(recording(), [])
    private = recording(grants=(GRANT,))
    assert not private.is_recorded
    assert "recorded" not in greeting(private, [])


class New:
    """What of a campaign matters here."""

    def __init__(self, *grants):
        self.limits = Limits(record=Recording.ANNOUNCE)
        self.grants = grants


def test_a_campaign_that_cannot_be_recorded_is_refused_before_anybody_is_called():
    check_recording(New(), 7)
    with pytest.raises(BadInput, match="keeps no sound"):
        check_recording(New(), 0)
    with pytest.raises(BadInput, match="private data"):
        check_recording(New(GRANT), 7)

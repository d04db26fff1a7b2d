"""Operators' sockets at a call: who comes in, what passes, and who is too slow."""

import json
from contextlib import nullcontext

import pytest

from actors.adopt import Handshake
from actors.operators import (
    DISMISSED,
    KEPT,
    MESSAGES_PER_S,
    MOST,
    MOST_VIEWERS,
    SLOW,
    TEXTS,
    OperatorDesk,
)
from panda.call import Outcome
from panda.errors import ProtocolError
from panda.operator import wire
from panda.operator.ticket import VALID_S, Role, Ticket, issue
from panda.session.inputs import (
    OperatorAsked,
    OperatorCame,
    OperatorLeft,
    OperatorThere,
)
from panda.settings import Settings
from panda.testing.clock import START, FakeClock

KEY = "k" * 16
SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="unused",
    twilio_from="+12175550100",
    openai_api_key="unused",
    public_url="https://panda.example",
    api_token="t" * 16,
    signing_key=KEY,
    dashboard_origins="https://desk.example",
)
NOW_S = int(START.timestamp())
FRAME = bytes(160)


class Call:
    """What the desk needs of a call; `holder` is the number of a seat."""

    def __init__(self):
        self.fed = []
        self.spoken = []
        self.listening = False
        self.holder = None

    def feed(self, what):
        self.fed.append(what)

    def speak(self, mulaw, epoch):
        self.spoken.append((mulaw, epoch))

    def may_speak(self, seat):
        return seat.number == self.holder

    def listen(self, *, on):
        self.listening = on

    def guarded(self):
        return nullcontext()


class Socket:
    def __init__(self):
        self.sent = []
        self.closed = None
        self.is_full = False

    def send(self, message):
        self.sent.append(message)

    def close(self, code):
        self.closed = code


@pytest.fixture
def call():
    return Call()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def desk(call, clock):
    return OperatorDesk(SETTINGS, "c1", clock, call)


def asking(serial="s1", origin=None, role=Role.OPERATOR, **other):
    fields = {"call_id": "c1", "operator": "Ann", "expires_s": NOW_S + 30} | other
    ticket = issue(Ticket(role=role, serial=serial, **fields), KEY.encode())
    headers = {} if origin is None else {"Origin": origin}
    return Handshake(f"/operator/c1?ticket={ticket}", headers)


def enter(desk, **how):
    visit = desk.welcome(asking(**how))
    socket = Socket()
    visit.on_open(socket)
    return visit, socket


@pytest.mark.parametrize(
    "origin", [None, "https://panda.example", "https://desk.example"]
)
def test_a_ticket_opens_one_socket(desk, origin):
    assert desk.welcome(asking(origin=origin)) is not None
    assert desk.welcome(asking(origin=origin)) is None


@pytest.mark.parametrize(
    "handshake",
    [
        Handshake("/operator/c1", {}),
        Handshake("/operator/c1?ticket=", {}),
        asking(call_id="c2"),
        asking(expires_s=NOW_S - 1),
        asking(origin="https://elsewhere.example"),
        asking(origin="http://panda.example"),
        asking(origin="null"),
    ],
    ids=["none", "empty", "other call", "late", "elsewhere", "plain", "null"],
)
def test_nobody_else_comes_in(desk, handshake):
    assert desk.welcome(handshake) is None


def test_so_many_and_no_more(desk):
    for number in range(MOST):
        enter(desk, serial=f"s{number}")
    assert desk.welcome(asking(serial="one more")) is None


def test_what_operators_do_is_fed_to_the_call(desk, call):
    visit, _ = enter(desk)
    visit.on_text('{"type": "take_over"}')
    visit.on_closed(1006, clean=False)
    seat = visit.seat
    assert call.fed == [
        OperatorCame(seat, Role.OPERATOR),
        OperatorAsked(seat, Role.OPERATOR, wire.TakeOver()),
        OperatorLeft(seat),
    ]


def test_who_is_sent_away_is_gone_with_all_tickets_and_others_stay(desk, clock):
    _, hers = enter(desk)
    _, also_hers = enter(desk, serial="s2")
    _, others = enter(desk, serial="s3", operator="Bea")
    late = asking(serial="s4", expires_s=NOW_S + VALID_S)

    desk.dismiss("Ann")

    assert (hers.closed, also_hers.closed, others.closed) == (
        DISMISSED, DISMISSED, None,
    )  # fmt: skip
    assert desk.welcome(late) is None
    assert desk.welcome(asking(serial="s5", operator="Bea")) is not None
    clock.advance(seconds=VALID_S + 1)
    again = asking(serial="s6", expires_s=NOW_S + 2 * VALID_S)
    assert desk.welcome(again) is not None, "who was let in again comes in again"


def test_the_call_is_overheard_while_somebody_is_there(desk, call):
    first, _ = enter(desk)
    second, _ = enter(desk, serial="s2")
    first.on_closed(1000, clean=True)
    assert call.listening
    second.on_closed(1000, clean=True)
    assert not call.listening
    assert not desk.is_attended


def test_only_frames_of_the_holder_go_on(desk, call):
    visit, _ = enter(desk)
    other, _ = enter(desk, serial="s2")
    call.holder = visit.seat.number
    for one in (visit, other):
        one.on_bytes(wire.write_speech(wire.Speech(4, FRAME)))
    assert call.spoken == [(FRAME, 4)]


def test_signs_of_life_are_told_once_a_tick(desk, call):
    visit, _ = enter(desk)
    enter(desk, serial="s2")
    for _ in range(5):
        visit.on_bytes(wire.write_speech(wire.Speech(4, FRAME)))
    desk.signs()
    desk.signs()
    assert call.fed[2:] == [OperatorThere(visit.seat)]


@pytest.mark.parametrize("send", ["on_text", "on_bytes"])
def test_nonsense_breaks_the_protocol(desk, send):
    visit, _ = enter(desk)
    nonsense = "x" if send == "on_text" else b"x"
    with pytest.raises(ProtocolError):
        getattr(visit, send)(nonsense)


def flood(visit, frame):
    for _ in range(MESSAGES_PER_S + 1):
        visit.on_bytes(frame)


def test_a_flood_breaks_the_protocol_and_a_microphone_does_not(desk, clock):
    visit, _ = enter(desk)
    frame = wire.write_speech(wire.Speech(0, FRAME))
    for _ in range(20 * 50):
        clock.advance(seconds=0.02)
        visit.on_bytes(frame)
    with pytest.raises(ProtocolError, match="too many"):
        flood(visit, frame)


def test_viewers_leave_places_for_whoever_must_take_over(desk):
    for number in range(MOST_VIEWERS):
        enter(desk, serial=f"v{number}", role=Role.VIEWER)
    assert desk.welcome(asking(serial="one more", role=Role.VIEWER)) is None
    for number in range(MOST - MOST_VIEWERS):
        enter(desk, serial=f"o{number}")
    assert desk.welcome(asking(serial="late")) is None


def test_sound_is_encoded_once_for_all(desk):
    sockets = [enter(desk, serial=f"s{n}")[1] for n in range(3)]
    desk.overhear(wire.Side.US, 20, FRAME)
    messages = [socket.sent[-1] for socket in sockets]
    assert messages[0] == wire.write_audio(wire.Side.US, 20, FRAME)
    assert messages[0] is messages[1] is messages[2]


def test_who_listens_too_slowly_loses_the_oldest_sound_and_no_words(desk):
    _, slow = enter(desk)
    _, quick = enter(desk, serial="s2")
    slow.is_full = True
    for number in range(KEPT + 10):
        desk.overhear(wire.Side.US, number, FRAME)
    desk.tell(wire.Levels(in_db=-20, out_db=-30))
    assert [one for one in slow.sent if isinstance(one, bytes)] == []
    assert json.loads(slow.sent[-1])["type"] == "levels"
    assert len(quick.sent) == KEPT + 11
    slow.is_full = False
    desk.overhear(wire.Side.US, KEPT + 10, FRAME)
    late = [one for one in slow.sent if isinstance(one, bytes)]
    assert len(late) == KEPT
    assert late[0] == wire.write_audio(wire.Side.US, 11, FRAME)


def test_who_does_not_even_take_words_is_cut_off(desk):
    _, slow = enter(desk)
    slow.is_full = True
    for _ in range(TEXTS + 1):
        desk.tell(wire.Levels(in_db=-20, out_db=-30))
    assert slow.closed == SLOW


def test_the_last_word_is_that_the_call_has_ended(desk):
    _, socket = enter(desk)
    desk.tell(wire.Ended(outcome=Outcome.COMPLETED))
    assert json.loads(socket.sent[-1]) == {"type": "ended", "outcome": "completed"}
    assert socket.closed == 1000

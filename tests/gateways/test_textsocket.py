"""What the text socket does with frames, whole and in pieces."""

import pytest
from hypothesis import given, strategies as st
from picows import WSCloseCode, WSMsgType

from gateways.textsocket import TextSocket


class Frame:
    def __init__(self, kind, fin, payload):
        self.msg_type, self.fin, self.payload = kind, fin, payload

    def get_payload_as_bytes(self):
        return self.payload

    def get_payload_as_utf8_text(self):
        return self.payload.decode()


class Transport:
    def __init__(self):
        self.closed = []

    def send_close(self, code):
        self.closed.append(code)

    def disconnect(self):
        self.closed.append("disconnected")


@pytest.fixture
def texts():
    return []


@pytest.fixture
def socket(texts):
    return TextSocket(texts.append, lambda _socket, _code: None)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_text_in_pieces_arrives_whole_wherever_it_was_cut(text, first, second):
    octets, texts = text.encode(), []
    socket = TextSocket(texts.append, lambda _socket, _code: None)
    cuts = sorted((min(first, len(octets)), min(second, len(octets))))

    for start, stop, kind, fin in (
        (0, cuts[0], WSMsgType.TEXT, False),
        (cuts[0], cuts[1], WSMsgType.CONTINUATION, False),
        (cuts[1], len(octets), WSMsgType.CONTINUATION, True),
    ):
        socket.on_ws_frame(Transport(), Frame(kind, fin, octets[start:stop]))

    assert texts == [text]


@pytest.mark.parametrize("pieces", [[b"caf\xe9"], [b"caf", b"\xe9"]])
def test_what_is_no_utf8_ends_the_socket_and_is_told_to_nobody(socket, texts, pieces):
    transport = Transport()

    for number, piece in enumerate(pieces):
        kind = WSMsgType.CONTINUATION if number else WSMsgType.TEXT
        socket.on_ws_frame(transport, Frame(kind, number == len(pieces) - 1, piece))

    assert texts == []
    assert transport.closed == [WSCloseCode.INVALID_TEXT, "disconnected"]

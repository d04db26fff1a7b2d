"""The TwiML documents we give Twilio: what happens on the line next.

A call's document streams its audio to us, and after the stream goes to the recovery
webhook: the stream's end is how Twilio learns that the actor of a call is gone
(RELIABILITY 2.2). Inline documents may hold 4000 characters (PROTOCOLS B3).
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from panda.errors import ProtocolError

MAX_CHARS = 4000
"""Longest inline document the REST API takes."""
MAX_PARAMETER = 499
"""Name and value of a `<Parameter>` together, characters."""
TRY_AGAIN = "ct=2000&rt=4000&tt=15000&rc=5&rp=all"
"""A report is sent again, five times in Twilio's 15 s at most, whatever went wrong: by
default it is only when no connection came about, and not when we answer 503. We may
take 4 s each time: a store that died is back in 2 s (RELIABILITY R5, PROTOCOLS B5)."""
CHOOSE_S = 5
"""How long an operator may think after each time they are asked; Twilio's default."""
MOMENT_S = 2
MOMENT = "One moment, please."
TOKEN = "token"  # noqa: S105 - the parameter's name
"""Name of the `<Parameter>` with the call's signed token."""


def stream_url(public_url: str, call_id: str) -> str:
    """Return where a call's audio is streamed.

    Twilio streams to ``wss`` only; a simulator on loopback takes it for ``ws``.
    """
    host = public_url.partition("://")[2]
    return f"wss://{host}/media/{call_id}"


def recover_url(public_url: str, call_id: str, epoch: int) -> str:
    """Return where Twilio asks how to go on once a stream has ended."""
    return f"{public_url}/twilio/recover/{call_id}/{epoch}"


def status_url(public_url: str, call_id: str) -> str:
    """Return where Twilio reports how a call stands, and how often it tries to.

    The fragment goes to Twilio only: it is not part of what is asked for and signed.
    """
    return f"{public_url}/twilio/status/{call_id}#{TRY_AGAIN}"


def connect(
    public_url: str, call_id: str, *, epoch: int, token: str, say: str = ""
) -> str:
    """Stream a call to us, and ask again when the stream ends.

    Args:
        public_url: How Twilio reaches us, without a path.
        call_id: The call.
        epoch: How often it was re-attached.
        token: The signed token for this call and epoch.
        say: Words the carrier speaks first, so that a callee is not left in silence.

    Raises:
        ProtocolError: The document is longer than Twilio takes.
    """
    if len(TOKEN) + len(token) > MAX_PARAMETER:
        raise ProtocolError("the token is too long for a Parameter")
    stream = (
        f"<Connect><Stream url={quoteattr(stream_url(public_url, call_id))}>"
        f"<Parameter name={quoteattr(TOKEN)} value={quoteattr(token)}/>"
        "</Stream></Connect>"
    )
    return _document(
        _say(say), stream, _redirect(recover_url(public_url, call_id, epoch))
    )


def wait(url: str, *, seconds: int, say: str = "") -> str:
    """Wait, then ask `url` again."""
    return _document(_say(say), f'<Pause length="{seconds}"/>', _redirect(url))


def hold_on(public_url: str, call_id: str, epoch: int) -> str:
    """Say that it takes a moment, then ask again how a call goes on."""
    url = recover_url(public_url, call_id, epoch)
    return wait(url, seconds=MOMENT_S, say=MOMENT)


def leg_url(public_url: str, call_id: str, transfer: int) -> str:
    """Return where Twilio asks once somebody at an operator's telephone chose."""
    return f"{public_url}/twilio/leg/{call_id}/{transfer}"


def leg_status_url(public_url: str, call_id: str, transfer: int) -> str:
    """Return where Twilio reports how an operator's telephone stands."""
    return f"{leg_url(public_url, call_id, transfer)}/status#{TRY_AGAIN}"


def ask_to_take(about: str, *, choose: str) -> str:
    """Ask whoever answers an operator's telephone to press 1, twice, then hang up.

    A voicemail presses nothing, so no callee is ever put through to one.

    Args:
        about: Whom the call is with.
        choose: Where the key is reported.
    """
    words = _say(f"Panda Assist has a call for you, with {about}. To take it, press 1.")
    gather = (
        f'<Gather numDigits="1" timeout="{CHOOSE_S}" finishOnKey=""'
        f' action={quoteattr(choose)} method="POST">{words}</Gather>'
    )
    return _document(gather, gather, "<Hangup/>")


def join(room: str, *, then: str = "") -> str:
    """Let a telephone join a conference of two, which ends for both when one leaves.

    Args:
        room: The conference's name.
        then: A document of this module with which it goes on afterwards; without one
            it is hung up.

    Raises:
        ProtocolError: `then` is no document, or the two are too long together.
    """
    dial = (
        '<Dial><Conference beep="false" startConferenceOnEnter="true"'
        f' endConferenceOnExit="true" waitUrl="">{escape(room)}</Conference></Dial>'
    )
    return _before(dial, then) if then else _document(dial, "<Hangup/>")


def room(call_id: str, transfer: int) -> str:
    """Return the name of a transfer's conference."""
    return f"panda-{call_id}-{transfer}"


def hang_up(say: str = "") -> str:
    """End the call, with a last word if there is one."""
    return _document(_say(say), "<Hangup/>")


def press(digits: str, *, resume: str) -> str:
    """Press keys, then go on as the document `resume` says.

    Args:
        digits: 0-9, A-D, * and #; `w` waits half a second.
        resume: A document of this module.

    Raises:
        ProtocolError: `resume` is no document, or the two are too long together.
    """
    return _before(f"<Play digits={quoteattr(digits)}/>", resume)


def _before(verb: str, document: str) -> str:
    """Put a verb before a document."""
    head, opening, rest = document.partition("<Response>")
    if not opening:
        raise ProtocolError("not a TwiML document to resume with")
    return _checked(f"{head}{opening}{verb}{rest}")


def _say(words: str) -> str:
    return f"<Say>{escape(words)}</Say>" if words else ""


def _redirect(url: str) -> str:
    return f'<Redirect method="POST">{escape(url)}</Redirect>'


def _document(*verbs: str) -> str:
    body = "".join(verbs)
    return _checked(
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'
    )


def _checked(document: str) -> str:
    if len(document) > MAX_CHARS:
        raise ProtocolError("the TwiML document is too long")
    return document

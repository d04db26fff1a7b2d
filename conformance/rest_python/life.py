"""The life of a call over REST, with the `twilio` package for Python as it is."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, TypeVar

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS, LOOK_S = 300, 0.2
T = TypeVar("T")


def until(ask: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Ask until `holds` for the answer: Twilio has no other way over REST alone."""
    for _ in range(LOOKS):
        if holds(found := ask()):
            return found
        time.sleep(LOOK_S)
    raise TimeoutError("waited in vain")


def say(step: str, **fields: object) -> None:
    """Tell one step to whoever runs this."""
    print(json.dumps({"step": step, **fields}), flush=True)


def main() -> None:
    """Create, fetch, list, update and complete a call; then ask for none."""
    to = os.environ["TWILIO_TO_NUMBER"]
    client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
    client.api.base_url = os.environ["TWILIO_API_URL"]
    created = client.calls.create(
        to=to,
        from_=os.environ["TWILIO_FROM_NUMBER"],
        twiml='<Response><Pause length="60"/></Response>',
    )
    say("create", sid=created.sid, status=created.status)
    call = client.calls(created.sid)
    answered = until(call.fetch, lambda one: one.status == "in-progress")
    say("fetch", sid=answered.sid, status=answered.status)
    listed = until(
        lambda: client.calls.list(to=to, status="in-progress", limit=20),
        lambda calls: any(one.sid == created.sid for one in calls),
    )
    say("list", sid=next(one.sid for one in listed if one.sid == created.sid))
    updated = call.update(twiml='<Response><Pause length="50"/></Response>')
    say("update", sid=updated.sid, status=updated.status)
    call.update(status="completed")
    ended = until(call.fetch, lambda one: one.status == "completed")
    say("complete", sid=ended.sid, status=ended.status)
    try:
        client.calls("CA00000000000000000000000000000000").fetch()
    except TwilioRestException as error:
        say("unknown", http=error.status, code=error.code)


if __name__ == "__main__":
    main()

"""Keys of a call, and what is told of private values that are keyed in."""

import pytest

from actors.keypad import Keypad
from actors.private import PrivateValues
from panda.bridge import MediaBridge
from panda.menu.entry.prompt import Entry
from panda.private import PrivateField
from panda.session.commands import PlayEntry
from panda.session.inputs import EntryMade, EntryUnfit
from panda.settings import Settings
from panda.testing.briefings import briefing

SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="unused",
    twilio_from="+12175550100",
    openai_api_key="unused",
    public_url="http://127.0.0.1:1",
    api_token="t" * 16,
    signing_key="k" * 16,
)


@pytest.mark.parametrize(
    ("field", "news"),
    [
        (PrivateField.EXTENSION, EntryMade(7)),
        (PrivateField.MEMBER_ID, EntryUnfit(PrivateField.MEMBER_ID)),
    ],
    ids=["made", "none there"],
)
def test_an_entry_is_reported_made_only_if_it_was(field, news):
    brief = briefing()
    provider = brief.provider.model_copy(update={"extension": "412"})
    brief = brief.model_copy(update={"provider": provider})
    told, done = [], []
    keypad = Keypad(
        MediaBridge(),
        None,  # no key of these goes by the carrier
        PrivateValues(brief, SETTINGS),
        dialled=None,
        tasks=None,
        carry_out=done.append,
        feed=told.append,
    )
    keypad.do(PlayEntry(field, Entry((field,)), press=7), 0)
    assert told == [news]
    assert len(done) == isinstance(news, EntryMade), "tones, for what there is"

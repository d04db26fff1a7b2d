"""A whole call, our session and supervisor, as the caller of a business in words."""

from collections import deque
from itertools import count

from benchmarks.texttown import MS_PER_LETTER, Done, Keys, Words
from panda.call import CallState
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Heard,
    Said,
    SpeechStarted,
    SpeechStopped,
)
from panda.session.commands import HangUp, PlayKeys
from panda.session.inputs import PhoneClosed, SoundChanged, Tick, UtterancePlayed
from tests.whole.office import Office

TICK_MS = 100


class Talk(Office):
    """A session whose words take as long as people need to say them."""

    def __init__(self, made):
        super().__init__(made, auto_play=False)
        self.to_say = deque()

    def _speak(self, text):
        item = next(self._items)
        self.feed(AnswerStarted(f"answer-{item}"))
        self.feed(Said(item, text))
        self.feed(AnswerEnded(f"answer-{item}", "completed", spoke=True))
        self.to_say.append((item, text))


class Caller:
    """A talk as the caller of a call in words."""

    def __init__(self, made):
        self.talk = Talk(made)
        self.talk.answer()
        self._began_ms = self.talk.now_ms
        self._items = (f"heard{number}" for number in count(1))
        self._item, self._spoken = "", deque()
        self._saying, self._until_ms = "", 0
        self._ticked = self._seen = 0
        self.log = []

    def speech(self, *, started, now_ms):
        if started:
            self._item = next(self._items)
            return self._feed(SpeechStarted(now_ms, self._item), now_ms)
        self._spoken.append(self._item)
        return self._feed(SpeechStopped(now_ms, self._item), now_ms)

    def hear(self, text, now_ms):
        self.log.append(f"they: {text}")
        deeds = self._feed(Heard(self._spoken.popleft(), text), now_ms)
        if self.talk.session.state is CallState.TALKING:
            self.talk.requests += 1
            self.talk.voice_asks(f"r{self.talk.requests}")
        return [*deeds, *self._done(now_ms)]

    def sound(self, sound, now_ms):
        return self._feed(SoundChanged(sound), now_ms)

    def keys_played(self, now_ms):
        return self._feed(self.talk.sounded, now_ms)

    def tick(self, now_ms):
        if now_ms - self._ticked < TICK_MS:
            return []
        self._ticked = now_ms
        deeds = self._feed(Tick(), now_ms)
        if self._saying and now_ms >= self._until_ms:
            item, self._saying = self._saying, ""
            deeds += self._feed(UtterancePlayed(item), now_ms)
        return deeds

    def ended(self):
        """The line is gone; return what came of the call."""
        self.talk.feed(PhoneClosed(stopped=True))
        self.talk.news("completed")
        self.talk.wait(5_000)
        return self.talk.result

    def _feed(self, what, now_ms):
        self.talk.now_ms = self._began_ms + now_ms
        self.talk.feed(what)
        return self._done(now_ms)

    def _done(self, now_ms):
        deeds = []
        commands, self._seen = self.talk.commands[self._seen :], len(self.talk.commands)
        for command in commands:
            match command:
                case PlayKeys(digits=digits, transport=by):
                    deeds.append(Keys(digits, by == "slow"))
                case HangUp():
                    deeds.append(Done("hung up"))
                case _:
                    pass
        if self.talk.to_say and not self._saying:
            self._saying, text = self.talk.to_say.popleft()
            self._until_ms = now_ms + MS_PER_LETTER * len(text)
            self.log.append(f"we:   {text}")
            deeds.append(Words(text))
        return deeds

"""The words of a phone menu: options in one of many ways, and what is around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.generator.grammar import capital, tidy
from simulator.generator.nouns import noun

if TYPE_CHECKING:
    from simulator.generator.draft import Draft
    from simulator.generator.mix import Wording
    from simulator.generator.tables import Tongue, Words

_NAMES_IT_BY: dict[Wording, str] = {
    "for_press": "thing",
    "press_for": "thing",
    "is_number": "thing",
    "if_about": "thing",
    "say_or_press": "thing",
    "ellipsis": "thing",
    "to_press": "deed",
    "press_to": "deed",
    "if_to": "deed",
    "reach_dial": "desk",
    "speech": "word",
}
_MIXED: tuple[Wording, ...] = (
    "for_press", "press_for", "to_press", "press_to", "if_to", "if_about", "reach_dial",
)  # fmt: skip
_KEY_NAMES: dict[Tongue, dict[str, str]] = {
    "en": {"*": "star", "#": "pound"},
    "es": {"*": "asterisco", "#": "numeral"},
}
_OR: dict[Tongue, str] = {"en": "or", "es": "o"}
_BEFORE = ("marketing", "recorded", "website", "hours", "fax", "urgent")
"""What may stand before a menu; the first and the last are the sector's own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of a menu that is to be worded."""

    key: str
    goto: str
    words: Words | None = None
    """What the topic behind it is called."""
    rule: str = ""
    """The rule of an option of its own kind instead, such as `menus_repeat`."""
    place: str = ""
    """Where the office behind it lies, for a menu of offices."""


@dataclass(frozen=True, slots=True)
class Named:
    """An option as it was worded."""

    offer: Offer
    label: str
    said: tuple[str, ...]
    """What a caller may say instead of the key."""
    text: str


def options(draft: Draft, offers: list[Offer], wording: Wording) -> list[Named]:
    """Word the options one by one; joined they are the middle of a prompt."""
    press = draft.say("menus_press").lower()
    if wording == "speech":
        return _listed(draft, offers)
    worded = []
    for at, offer in enumerate(offers):
        kind: Wording = draft.pick(_MIXED) if wording == "mixed" else wording
        worded.append(_option(draft, offer, kind, press, first=at == 0))
    if wording == "ellipsis":
        return _run_on(draft, worded)
    return worded


def _option(
    draft: Draft, offer: Offer, kind: Wording, press: str, *, first: bool
) -> Named:
    key = _KEY_NAMES[draft.tongue].get(offer.key, offer.key)
    if offer.rule:
        text = draft.say(offer.rule, key=key, press=press)
        return Named(offer, offer.rule.partition("_")[2], (), text)
    slots = {name: draft.pick(texts) for name, texts in _texts(draft, offer).items()}
    label = slots[_NAMES_IT_BY[kind]].partition("/")[0]
    occasion = "next" if kind == "ellipsis" and not first else "options"
    text = draft.say(
        f"{occasion}_{kind}",
        key=key,
        press=press,
        thing=noun(slots["thing"], draft.tongue),
        desk=noun(slots["desk"], draft.tongue),
        deed=slots["deed"],
        word=slots["word"],
    )
    said = (slots["word"],) if kind == "say_or_press" else ()
    return Named(offer, label, said, text)


def _texts(draft: Draft, offer: Offer) -> dict[str, list[str]]:
    """Return the names of what is offered, by the slot they fill."""
    if offer.words is None:
        place = draft.say("menus_place", place=offer.place)
        text = place[0].lower() + place[1:]
        reach = {"en": f"reach {text}", "es": f"comunicarse con {text}"}[draft.tongue]
        return {"thing": [text], "desk": [text], "deed": [reach], "word": [offer.place]}
    words = offer.words
    return {
        "thing": words.things,
        "desk": words.desks,
        "deed": words.deeds,
        "word": words.words,
    }


def _listed(draft: Draft, offers: list[Offer]) -> list[Named]:
    """Word a menu that listens: one sentence with all there is to say."""
    spoken = [offer for offer in offers if not offer.rule]
    words = [draft.pick(_texts(draft, offer)["word"]) for offer in spoken]
    *most, last = words
    comma = draft.pick((",", ""))
    either = "u" if draft.tongue == "es" and last[0] == "o" else _OR[draft.tongue]
    listed = f"{', '.join(most)}{comma} {either} {last}"
    sentence = draft.say("menus_speech", words=listed)
    texts = [sentence] + [""] * (len(spoken) - 1)
    return [
        Named(offer, word, (word,), text)
        for offer, word, text in zip(spoken, words, texts, strict=True)
    ]


def _run_on(draft: Draft, worded: list[Named]) -> list[Named]:
    """Make one sentence of options: "for sales, press 1, billing, 2, and hours, 3."."""
    joint = draft.pick((",", ";"))
    run = [one for one in worded if not one.offer.rule]
    rest = [one for one in worded if one.offer.rule]
    joined = []
    for at, one in enumerate(run):
        text = one.text if at == 0 else one.text[0].lower() + one.text[1:]
        text += "." if at == len(run) - 1 else joint
        joined.append(Named(one.offer, one.label, one.said, text))
    return joined + rest


def opening(draft: Draft, *, changed: bool) -> tuple[str, tuple[str, ...]]:
    """Return what is said before the first menu, and which distractors it holds.

    Args:
        draft: Whose menu it is.
        changed: Whether it says that the options have changed.
    """
    today = draft.say("greetings_welcome", name=draft.name)
    said, names = [today], []
    for name in _BEFORE:
        if not draft.chance(draft.mix.distractors / 2):
            continue
        own = name in {"marketing", "urgent"}
        text = draft.trade(name) if own else draft.say(f"greetings_{name}")
        if text:
            said.append(text)
            names.append(name)
    if changed:
        said.insert(draft.pick((1, len(said))), draft.say("greetings_changed"))
        names.append("changed")
    return " ".join(said), tuple(names)


def joined(*parts: str) -> str:
    """Put sentences together; each begins with a capital and ends with a stop.

    A question keeps its mark.
    """
    sentences = []
    for part in parts:
        text = tidy(part)
        if text:
            sentences.append(capital(text if text[-1] in ".?!" else f"{text}."))
    return " ".join(sentences)

"""Phone menus, one inside another: language, office, main menu, kind of booking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from simulator.businesses.documents import Also, Changed, Menu, Option
from simulator.generator import people, prompts, tables
from simulator.generator.draft import Written
from simulator.generator.prompts import Named, Offer

if TYPE_CHECKING:
    from simulator.generator.draft import Draft
    from simulator.generator.mix import Wording
    from simulator.generator.tables import Topic

Layer = Literal["language", "office", "main", "kind"]
_LAYERS: dict[int, tuple[tuple[Layer, ...], ...]] = {
    1: (("main",),),
    2: (
        ("main", "kind"), ("main", "kind"), ("language", "main"), ("office", "main"),
    ),
    3: (
        ("language", "main", "kind"), ("office", "main", "kind"),
        ("language", "office", "main"),
    ),
    4: (("language", "office", "main", "kind"),),
}  # fmt: skip
"""Which menus stand one behind the other, by how many there are."""
_DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the options of one menu."""

    before: str
    ask: str
    after: tuple[str, ...]
    distractors: tuple[str, ...]


def build(draft: Draft, now: datetime) -> str:
    """Add all menus of a business; return the one that answers."""
    layers = draft.pick(_LAYERS[draft.plan.depth])
    draft.depth = len(layers)
    draft.bilingual = "language" in layers
    way = "main"
    first = layers[0]
    _main(draft, now, deeper="kind" in layers, first=first == "main")
    if "office" in layers:
        way = _offices(draft, first=first == "office")
    return _languages(draft, way) if "language" in layers else way


def _main(draft: Draft, now: datetime, *, deeper: bool, first: bool) -> None:
    wording = draft.plan.wording
    room = draft.plan.options >= 4 and wording != "speech"
    repeat = room and draft.chance(0.25)
    topics = _topics(draft, draft.plan.options - repeat)
    offers = [
        Offer("", _behind(draft, topic, deeper=deeper), words=topic.of(draft.tongue))
        for topic in topics
    ]
    lasts = [topic.last for topic in topics]
    keyed = _keyed(draft, offers, lasts)
    if repeat:
        keyed.append(Offer(_free(draft, keyed), "main", rule="menus_repeat"))
    _add(draft, "main", keyed, wording, first=first, now=now)


def _topics(draft: Draft, size: int) -> list[Topic]:
    """Choose what the main menu offers; a booking is always among it."""
    inner = {name for one in draft.sector.topics for name in one.under}
    own = [one for one in draft.sector.topics if one.id not in inner]
    booking = next(one for one in own if one.id == "booking")
    shared = [draft.topic(name) for name in draft.sector.common if name != "operator"]
    rest = [*(one for one in own if one is not booking), *shared]
    count = size - 1
    operator = count >= 2 and draft.chance(0.6)
    chosen = draft.dice.sample(rest, min(len(rest), count - operator))
    chosen.insert(draft.dice.randint(0, len(chosen)), booking)
    return [*chosen, draft.topic("operator")] if operator else chosen


def _behind(draft: Draft, topic: Topic, *, deeper: bool) -> str:
    """Add what a key of the main menu leads to."""
    further = deeper if topic.id == "booking" else draft.chance(0.35)
    if not topic.under or not further:
        return people.ending(draft, topic)
    name = f"{topic.id}_menu"
    if name not in draft.nodes:
        _kinds(draft, topic, name)
    return name


def _kinds(draft: Draft, topic: Topic, name: str) -> None:
    """Add the menu behind a topic; one of its keys leads on to a booking, if any."""
    inner = [draft.topic(one) for one in topic.under]
    count = draft.dice.randint(2, len(inner))
    chosen = draft.dice.sample(inner, count)
    if topic.goal and not any(one.goal for one in chosen):
        goals = [one for one in inner if one.goal]
        chosen[draft.dice.randrange(count)] = draft.pick(goals)
    offers = [
        Offer("", people.ending(draft, one), words=one.of(draft.tongue))
        for one in chosen
    ]
    keyed = _keyed(draft, offers, [""] * count)
    if draft.chance(0.3):
        keyed.append(Offer(_free(draft, keyed), "main", rule="menus_back"))
    thing = draft.pick(topic.of(draft.tongue).things).partition("/")[0]
    wording = draft.plan.wording
    if draft.chance(0.3):
        weights = draft.mix.wordings
        wording = draft.dice.choices(list(weights), list(weights.values()))[0]
    _add(draft, name, keyed, wording, behind=thing)


def _offices(draft: Draft, *, first: bool) -> str:
    """Add a menu of offices, all of which lead to the main menu."""
    count = draft.dice.randint(2, 5)
    places = draft.dice.sample(tables.common().places.of(draft.tongue), count)
    offers = [Offer("", "main", place=place) for place in places]
    keyed = _keyed(draft, offers, [""] * count)
    ask = draft.say("menus_place_ask", count=str(count))
    _add(draft, "offices", keyed, "for_press", first=first, ask=ask)
    return "offices"


def _languages(draft: Draft, way: str) -> str:
    """Add the choice of a language; the other one is spoken by somebody at once."""
    own, other = draft.tongue, draft.other
    keys = draft.pick((("1", "2"), ("1", "2"), ("1", "9"), ("2", "1")))
    goto = {own: way, other: people.foreigner(draft)}
    texts, options = {}, {}
    for tongue, key in zip((own, other), keys, strict=True):
        grammar = tables.grammar(tongue)
        press = grammar.phrase("menus_press", draft.dice)
        texts[tongue] = grammar.say("menus_tongue", draft.dice, press=press, key=key)
        label = {"en": "English", "es": "español"}[tongue]
        options[key] = Option(label=label, goto=goto[tongue])
    before, distractors = prompts.opening(draft, changed=False)
    prompt = prompts.joined(before, texts[own])
    voice = draft.pick(tables.common().voices[other].woman)
    draft.nodes["language"] = Menu(
        type="menu",
        prompt=prompt,
        also=[Also(say=texts[other], language=other, voice=voice)],
        options=options,
        after_repeats=way,
    )
    listed = tuple((key, one.label) for key, one in options.items())
    text = f"{prompt} {texts[other]}"
    draft.written.append(
        Written("language", own, "language", text, listed, distractors)
    )
    return "language"


def _add(
    draft: Draft,
    name: str,
    offers: list[Offer],
    wording: Wording,
    *,
    first: bool = False,
    behind: str = "",
    ask: str = "",
    now: datetime | None = None,
) -> None:
    """Word a menu and add it; with `now` its keys may change later."""
    changing = draft.plan.changed and now is not None
    around = _around(draft, first=first, behind=behind, ask=ask, changed=changing)
    named = prompts.options(draft, offers, wording)
    listens = wording == "speech"
    stay = bool(around.after) and people.STAY in around.after
    after = people.front_desk(draft) if stay or draft.chance(0.4) else "hang-up"
    changed: list[Changed] = []
    if changing and now is not None and not listens:
        changed = [_changed(draft, around, offers, wording, now)]
    prompt = _prompt(draft, around, named)
    flags = dict[str, bool]()
    if listens or wording == "say_or_press":
        flags["speech"] = True
    if listens:
        flags["keys"] = False
    if draft.chance(0.15):
        flags["barge_in"] = False
    extensions = {}
    if "menus_extension" in around.after and not listens:
        goto = draft.pick([offer.goto for offer in offers])
        extensions[str(draft.dice.randint(200, 899))] = goto
    draft.nodes[name] = Menu(
        type="menu",
        prompt=prompt,
        options=_options(named),
        extensions=extensions,
        timeout_s=draft.pick((4, 5, 6, 8)),
        repeats=draft.pick((1, 2, 2, 3)),
        invalid=draft.say("ends_invalid"),
        after_repeats=after,
        goodbye=draft.say("ends_gone"),
        changed=changed,
        **flags,
    )
    note = _written(draft, name, wording, prompt, named)
    draft.written.append(replace(note, distractors=around.distractors))


def _around(
    draft: Draft, *, first: bool, behind: str, ask: str, changed: bool
) -> _Around:
    before, distractors = "", tuple[str, ...]()
    if first:
        says_so = (changed and draft.chance(0.7)) or draft.chance(0.15)
        before, distractors = prompts.opening(draft, changed=says_so)
    elif behind:
        before = draft.say("menus_sub", thing=behind)
    after = []
    if first and draft.chance(draft.mix.distractors / 3):
        after.append("menus_extension")
    if draft.chance(draft.mix.distractors / 2):
        after.append(people.STAY)
    return _Around(before, ask or draft.say("menus_ask"), tuple(after), distractors)


def _changed(
    draft: Draft,
    around: _Around,
    offers: list[Offer],
    wording: Wording,
    now: datetime,
) -> Changed:
    """Return the menu as it is later: the same ways behind other keys."""
    words = [offer for offer in offers if not offer.rule]
    keys = [offer.key for offer in words]
    turn = draft.dice.randint(1, len(keys) - 1)
    moved = [
        replace(offer, key=key)
        for offer, key in zip(words, keys[turn:] + keys[:turn], strict=True)
    ]
    draft.dice.shuffle(moved)
    fixed = [offer for offer in offers if offer.rule]
    named = prompts.options(draft, [*moved, *fixed], wording)
    if "changed" not in around.distractors:
        around = replace(around, before=_with_notice(draft, around.before))
    prompt = _prompt(draft, around, named)
    note = _written(draft, "main (changed)", wording, prompt, named)
    draft.written.append(replace(note, distractors=around.distractors))
    by_date = draft.chance(0.3)
    tomorrow = (now + timedelta(days=1)).date().isoformat()
    return Changed(
        from_attempt=None if by_date else draft.pick((2, 2, 3)),
        from_date=tomorrow if by_date else None,
        prompt=prompt,
        options=_options(named),
    )


def _with_notice(draft: Draft, before: str) -> str:
    notice = draft.say("greetings_changed")
    return prompts.joined(before, notice) if before else notice


def _prompt(draft: Draft, around: _Around, named: list[Named]) -> str:
    after = [draft.say(rule) for rule in around.after]
    middle = " ".join(one.text for one in named if one.text)
    return prompts.joined(around.before, around.ask, middle, *after)


def _options(named: list[Named]) -> dict[str, Option]:
    return {
        one.offer.key: Option(label=one.label, goto=one.offer.goto, say=list(one.said))
        for one in named
    }


def _written(
    draft: Draft, name: str, wording: Wording, prompt: str, named: list[Named]
) -> Written:
    spoken = wording == "speech"
    listed = tuple(("" if spoken else one.offer.key, one.label) for one in named)
    return Written(name, draft.tongue, wording, prompt, listed)


def _keyed(draft: Draft, offers: list[Offer], lasts: list[str]) -> list[Offer]:
    """Give each option its key: in order, with gaps, or in no order."""
    free = len(offers) - sum(bool(last) for last in lasts)
    layout = draft.pick(("order", "order", "order", "gaps", "shuffled"))
    keys = list(_DIGITS[:free])
    if layout == "gaps":
        keys = sorted(draft.dice.sample(_DIGITS, free))
    elif layout == "shuffled":
        draft.dice.shuffle(keys)
    left = iter(keys)
    return [
        replace(offer, key=last or next(left))
        for offer, last in zip(offers, lasts, strict=True)
    ]


def _free(draft: Draft, offers: list[Offer]) -> str:
    taken = {offer.key for offer in offers}
    return draft.pick([key for key in "9*#" if key not in taken])

# ruff: noqa: E501 - what is said is quoted whole
"""Businesses made up by rule: two-level menus with distractors, in several wordings."""

from tests.panda.menu.phone_tree import Node

GOALS = {
    "schedule a cleaning": "desk",
    "billing": "billing",
    "ask about prices": "prices",
    "cancel my appointment": "cancel",
}
TOP = {
    "visits": (
        "appointments", "scheduling", "anything to do with your appointment",
        "appointments and reservations",
    ),
    "billing": (
        "billing", "questions about your bill", "insurance and billing", "our accounts office",
        "your statement or balance",
    ),
    "prices": (
        "prices and fees", "general information", "the cost of our services",
        "a price quote", "all other questions",
    ),
}  # fmt: skip
SUB = {
    "desk": (
        "schedule a cleaning", "make a new appointment", "book a visit",
        "schedule or confirm an appointment", "set up a check up",
    ),
    "cancel": (
        "cancel an appointment", "cancel or reschedule a visit", "cancel your appointment",
    ),
    "results": ("hear your lab results", "ask for your x rays"),
}  # fmt: skip
DISTRACTING = {
    "emergency": (
        "a dental emergency", "urgent after hours care", "emergencies",
    ),
    "doctors": (
        "doctors' offices and pharmacies", "a referring provider", "suppliers and vendors",
    ),
    "hiring": ("jobs", "employment opportunities"),
    "voicemail": ("leaving a message for the office manager",),
}  # fmt: skip
FORMS = (
    "For {label}, press {key}.",
    "If you are calling about {label}, please press {key}.",
    "Press {key} for {label}.",
)
DO_FORMS = ("To {label}, press {key}.", "Press {key} to {label}.",
            "If you would like to {label}, press {key}.")  # fmt: skip
GREETINGS = (
    "Thank you for calling {name}.",
    "Welcome to {name}. Please listen carefully as our menu has changed.",
    "You have reached {name}. This call may be recorded.",
    "Thank you for calling {name}. If this is an emergency, hang up and dial 9 1 1.",
)
NAMES = ("Fern Dental", "Sunny Side Smiles", "Doctor Adler's Practice", "Tooth and Co")
PEOPLE = (
    "{place}, this is Nora. How can I help you?",
    "Hi, this is Sam in {place}, what can I do for you?",
    "Good morning, {place}, Lee speaking.",
    "{place}, how may I help you?",
)


def business(rng):
    """Make up a phone tree; `rng` is a `random.Random`."""
    top = _offers(rng, TOP) | _offers(rng, DISTRACTING, rng.randint(1, 3))
    sub = _offers(rng, SUB)
    greeting = rng.choice(GREETINGS).format(name=rng.choice(NAMES))
    barge_in = rng.random() < 0.8
    nodes = {
        "main": _menu(rng, top, FORMS, greeting, barge_in),
        "visits": _menu(rng, sub, DO_FORMS, "", barge_in),
    }
    for name in {*GOALS.values(), *DISTRACTING, "results"}:
        words = rng.choice(PEOPLE).format(place=name.capitalize())
        nodes[name] = Node(words, kind="person")
    return nodes


def changed(rng, nodes):
    """Give the main menu other keys and another order."""
    main = nodes["main"]
    other = rng.sample("123456789", len(main.options))
    keys = dict(zip(main.options, other, strict=True))
    sentences = main.prompt.split(". ")
    moved = [_rekeyed(sentence, keys) for sentence in sentences]
    options = {keys[key]: name for key, name in main.options.items()}
    return nodes | {"main": Node(". ".join(moved), options, barge_in=main.barge_in)}


def _rekeyed(sentence, keys):
    words = sentence.split(" ")
    for at, word in enumerate(words):
        bare = word.strip(".,")
        if bare in keys and words[at - 1].lower() == "press":
            words[at] = word.replace(bare, keys[bare])
    return " ".join(words)


def _offers(rng, table, count=None):
    names = sorted(table)
    chosen = names if count is None else rng.sample(names, count)
    return {name: rng.choice(table[name]) for name in chosen}


def _menu(rng, offers, forms, greeting, barge_in):
    names = sorted(offers)
    rng.shuffle(names)
    keys = rng.sample("123456789", len(names))
    form = rng.choice(forms)
    lines = [
        form.format(label=offers[name], key=key)
        for name, key in zip(names, keys, strict=True)
    ]
    prompt = " ".join([greeting, *lines]).strip()
    options = dict(zip(keys, names, strict=True))
    return Node(prompt, options, barge_in=barge_in)

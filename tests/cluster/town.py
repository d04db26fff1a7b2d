"""A small town of dental offices in which a person answers at once, so calls are short.

It is written as a scenario folder, in the format of docs/guides/scenarios.md.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

CLOCK = datetime.fromisoformat("2026-11-23T10:00:00-06:00")
"""A Monday morning: everybody is there."""

QUESTIONS = """\
goal: schedule a cleaning
caller: Maria Alvarez
fields:
  - name: accepts_insurance
    type: yes_no
    ask: Do you accept Delta Dental?
  - name: cleaning_price
    type: money
    ask: How much is a cleaning?
  - name: next_appointment
    type: datetime
    ask: When is your next available appointment?
"""
FIELDS = {"accepts_insurance", "cleaning_price", "next_appointment"}

_FACTS = {
    "insurance": {
        "type": "yes_no",
        "value": True,
        "asked_with": ["accept Delta Dental", "take Delta Dental"],
        "say": ["Yes, we accept Delta Dental."],
    },
    "price": {
        "type": "money",
        "value": 120,
        "asked_with": ["how much cleaning", "price cleaning", "cost cleaning"],
        "say": ["A cleaning is {value}."],
    },
    "opening": {
        "type": "datetime",
        "value": "2026-12-01T09:30",
        "asked_with": ["next appointment", "next available", "when appointment"],
        "say": ["The next opening is {value}."],
    },
}
_MENU = {
    "type": "menu",
    "prompt": "Please choose. For appointments, press 1. For billing, press 2.",
    "options": {
        "1": {"label": "appointments", "goto": "desk"},
        "2": {"label": "billing", "goto": "desk"},
    },
    "timeout_s": 2,
    "repeats": 4,
}
_OTHER = {
    "from_attempt": 2,
    "prompt": "Our menu has changed. For bills, press 4. For appointments, press 7.",
    "options": {
        "4": {"label": "bills", "goto": "desk"},
        "7": {"label": "appointments", "goto": "desk"},
    },
}


@dataclass(frozen=True)
class Office:
    """One business of the town."""

    name: str
    phone: str
    first_attempts: tuple[str, ...] = ()
    deaf: bool = False
    """Whether it has a menu that notices no tones, and nobody there knows anything."""
    changing: bool = False
    """Whether its menu is another one from the second call on; nobody there knows
    anything either, so it may be called again."""

    @property
    def row(self) -> str:
        """Its row in a list of whom to call."""
        return f"{self.name},{self.phone}"

    def business(self) -> dict:
        """Its file in the scenario."""
        return {
            "name": self.name,
            "numbers": [self.phone],
            "timezone": "America/Chicago",
            "ring_ms": 1000,
            "first_attempts": list(self.first_attempts),
            "answers": "menu" if self.deaf or self.changing else "desk",
            "facts": _FACTS,
            "nodes": {
                "desk": {
                    "type": "person",
                    "goals": ["schedule"],
                    "name": "Ann",
                    "greeting": [f"{self.name}, Ann speaking."],
                    **({"knows": []} if self.deaf or self.changing else {}),
                },
                **({"menu": _MENU} if self.deaf else {}),
                **({"menu": {**_MENU, "changed": [_OTHER]}} if self.changing else {}),
            },
            **({"keys": {"by": "events"}} if self.deaf else {}),
        }


ALDER = Office("Alder Dental", "+12175550101")
ASH = Office("Ash Dental", "+12175550102")
BEECH = Office("Beech Dental", "+12175550103")
BIRCH = Office("Birch Dental", "+12175550104")
CEDAR = Office("Cedar Dental", "+12175550105", first_attempts=("busy",))
DOGWOOD = Office("Dogwood Dental", "+12175550106")
ELM = Office("Elm Dental", "+12175550107")
FIR = Office("Fir Dental", "+12175550108")
HAZEL = Office("Hazel Dental", "+12175550109")
LINDEN = Office("Linden Dental", "+12175550110")
MAPLE = Office("Maple Dental", "+12175550111")
OAK = Office("Oak Dental", "+12175550112")
PINE = Office("Pine Dental", "+12175550113", deaf=True)
SPRUCE = Office("Spruce Dental", "+12175550114")
WILLOW = Office("Willow Dental", "+12175550115")
ROWAN = Office("Rowan Dental", "+12175550116")
YEW = Office("Yew Dental", "+12175550117")
LARCH = Office("Larch Dental", "+12175550118")
HOLLY = Office("Holly Dental", "+12175550119")
IVY = Office("Ivy Dental", "+12175550120")
CHERRY = Office("Cherry Dental", "+12175550121", changing=True)
STREET = tuple(
    Office(f"{name} Dental", f"+1217555013{n}")
    for n, name in enumerate(("Aspen", "Banyan", "Cypress", "Ginkgo", "Juniper"))
)
"""Some alike, for whoever wants many."""
OFFICES = (
    ALDER, ASH, BEECH, BIRCH, CEDAR, DOGWOOD, ELM, FIR, HAZEL, LINDEN, MAPLE, OAK, PINE,
    SPRUCE, WILLOW, ROWAN, YEW, LARCH, HOLLY, IVY, CHERRY, *STREET,
)  # fmt: skip
"""No two campaigns of the tests call the same one: a second call would be a fault. But
Pine and Cherry may be called again, since nobody there can tell us anything."""


OURS = {"Gil": "+12175550190", "Ida": "+12175550191", "Max": "+12175550192"}
"""Operators' own telephones. Gil takes calls, Ida's is busy, and Max takes a call and
hangs up."""
GIL = "Hello, this is Gil from the front desk."
PHONES = ", ".join(f"{name}={number}" for name, number in OURS.items())


def _telephone(name: str) -> dict:
    """The file of an operator's telephone."""
    takes = {"type": "presses", "keys": "1", "after_s": 9}
    nodes = {
        "Gil": {
            "pick_up": {**takes, "then": "gil"},
            "gil": {
                "type": "person",
                "name": "Gil",
                "greeting": [GIL],
                "silent": {"s": 8},
                "patience_s": 60,
            },
        },
        "Ida": {"pick_up": {**takes, "then": "hang-up"}},
        "Max": {"pick_up": {**takes, "then": "hang-up"}},
    }
    return {
        "name": name,
        "numbers": [OURS[name]],
        "timezone": "America/Chicago",
        "ring_ms": 1000,
        "first_attempts": ["busy"] if name == "Ida" else [],
        "answers": "pick_up",
        "facts": {},
        "nodes": nodes[name],
    }


def listed(*offices: Office) -> str:
    """Return a list of whom to call, as a CSV file."""
    return "\n".join(["name,phone", *(office.row for office in offices)]) + "\n"


def build(folder: Path) -> Path:
    """Write the scenario."""
    (folder / "businesses").mkdir(parents=True)
    head = {
        "title": "A small town",
        "clock": CLOCK.isoformat(),
        "goal": "schedule",
        "answers": {
            "accepts_insurance": "insurance",
            "cleaning_price": "price",
            "next_appointment": "opening",
        },
    }
    (folder / "scenario.yaml").write_text(yaml.safe_dump(head))
    (folder / "questions.yaml").write_text(QUESTIONS)
    (folder / "providers.csv").write_text(listed(*OFFICES))
    for office in OFFICES:
        file = folder / "businesses" / f"{office.name.split()[0].lower()}.yaml"
        file.write_text(yaml.safe_dump(office.business(), sort_keys=False))
    for name in OURS:
        file = folder / "businesses" / f"{name.lower()}.yaml"
        file.write_text(yaml.safe_dump(_telephone(name), sort_keys=False))
    return folder

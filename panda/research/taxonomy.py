"""What kind of provider a code of the registry's taxonomy means.

The codes are those of the Health Care Provider Taxonomy that NPPES files carry, up to
fifteen a provider: the first three or four characters name the profession. Only what is
looked for often has a name here; of other codes the code itself is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "kind"
"""Extra of a provider: what it is, in words."""
TAXONOMIES = tuple(f"healthcare provider taxonomy code {at}" for at in range(1, 16))
"""The registry's columns, as `plain_heading` has them."""
KINDS: dict[str, str] = {
    "1223D0001X": "dental public health",
    "1223E0200X": "endodontist",
    "1223G0001X": "general dentist",
    "1223P0106X": "oral pathologist",
    "1223P0221X": "pediatric dentist",
    "1223P0300X": "periodontist",
    "1223P0700X": "prosthodontist",
    "1223S0112X": "oral surgeon",
    "1223X0400X": "orthodontist",
    "1223": "dentist",
    "122300000X": "dentist",
    "122400000X": "denturist",
    "124Q00000X": "dental hygienist",
    "126800000X": "dental assistant",
    "261QD0000X": "dental clinic",
    "261QU0200X": "urgent care clinic",
    "261QP2300X": "primary care clinic",
    "261Q": "clinic",
    "207Q": "family doctor",
    "207R": "internist",
    "207N": "dermatologist",
    "207V": "gynecologist",
    "207W": "ophthalmologist",
    "2080": "pediatrician",
    "2084": "psychiatrist or neurologist",
    "152W": "optometrist",
    "2251": "physical therapist",
    "225100000X": "physical therapist",
    "1041": "social worker",
    "103T": "psychologist",
    "111N": "chiropractor",
    "3336": "pharmacy",
    "363L": "nurse practitioner",
}
"""Whole codes, and beginnings of four characters."""
_BEGINNING = 4


def kinds(codes: Iterable[str]) -> tuple[str, ...]:
    """Say what codes mean, each once, in their order.

    Example:
        >>> kinds(["1223P0221X", "1223G0001X", "1223P0221X"])
        ('pediatric dentist', 'general dentist')
    """
    said = (code.strip().upper() for code in codes)
    return tuple(dict.fromkeys(_kind(code) for code in said if code))


def _kind(code: str) -> str:
    return KINDS.get(code) or KINDS.get(code[:_BEGINNING]) or code

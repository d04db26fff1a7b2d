"""Where everybody on the line must agree to a recording, as far as a number tells.

In most of the United States one party to a call may record it (18 U.S.C. 2511(2)(d));
in the states left out below everybody must agree, or courts have asked for it, or the
law differs by who sues (RELIABILITY 4). What is in no list is taken for the stricter:
numbers without a place, such as toll-free ones, area codes that are newer than this
list, and other countries. Product defaults, not legal advice.
"""

from __future__ import annotations

import re

ONE_PARTY = {
    "AK": "907",
    "AL": "205 251 256 334 659 938",
    "AR": "327 479 501 870",
    "AZ": "480 520 602 623 928",
    "CO": "303 719 720 748 970 983",
    "DC": "202 771",
    "GA": "229 404 470 478 678 706 762 770 912 943",
    "HI": "808",
    "IA": "319 515 563 641 712",
    "ID": "208 986",
    "IN": "219 260 317 463 574 765 812 930",
    "KS": "316 620 785 913",
    "KY": "270 364 502 606 859",
    "LA": "225 318 337 504 985",
    "ME": "207",
    "MN": "218 320 507 612 651 763 952",
    "MO": "235 314 417 557 573 636 660 816 975",
    "MS": "228 601 662 769",
    "NC": "252 336 472 704 743 828 910 919 980 984",
    "ND": "701",
    "NE": "308 402 531",
    "NJ": "201 551 609 640 732 848 856 862 908 973",
    "NM": "505 575",
    "NY": "212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914 917 "
    "929 934",
    "OH": "216 220 234 283 326 330 380 419 440 513 567 614 740 937",
    "OK": "405 539 572 580 918",
    "RI": "401",
    "SC": "803 821 839 843 854 864",
    "SD": "605",
    "TN": "423 615 629 731 865 901 931",
    "TX": "210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 "
    "832 903 915 936 940 945 956 972 979",
    "UT": "385 435 801",
    "VA": "276 434 540 571 686 703 757 804 826 948",
    "VT": "802",
    "WI": "262 274 353 414 534 608 715 920",
    "WV": "304 681",
    "WY": "307",
}
"""States in which one party is enough, and their area codes (as of 2026)."""

_ONE_PARTY_CODES = frozenset(
    code for codes in ONE_PARTY.values() for code in codes.split()
)
_NORTH_AMERICAN = re.compile(r"\+1(\d{3})\d{7}")


def all_must_agree(number: str, home: str) -> bool:
    """Say whether everybody must agree to a recording of a call.

    Args:
        number: The callee's, E.164.
        home: The state of whom the call is made for, in two letters; "" if not known.

    Example:
        >>> all_must_agree("+12125550100", "TX"), all_must_agree("+14155550100", "TX")
        (False, True)
        >>> all_must_agree("+12125550100", "")
        True
    """
    found = _NORTH_AMERICAN.fullmatch(number)
    there = found is not None and found[1] in _ONE_PARTY_CODES
    return not (there and home in ONE_PARTY)

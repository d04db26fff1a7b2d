import doctest
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from documents import lists
from documents.lists import list_text
from panda.errors import BadInput
from panda.research.providers import MOST_ROWS, read_providers


def book(*rows, empty_first=False):
    made = Workbook()
    sheet = made.active
    if empty_first:
        sheet = made.create_sheet("Offices")
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_numbers_of_a_workbook_are_written_as_they_are_read():
    content = book(
        ("name", "phone", "rating", "since", "open"),
        ("A, Inc.", 2175550123, 4.5, date(2026, 11, 23), True),
        (None, None, None, None, None),
        ("B", "(217) 555-0124 x 7", None, None, None),
        empty_first=True,
    )
    providers, rejected = read_providers(list_text(content, "a.xlsx"), "a.xlsx")
    first, second = providers
    assert (first.name, first.phone) == ("A, Inc.", "+12175550123")
    assert first.extra == {"rating": "4.5", "since": "2026-11-23", "open": "yes"}
    assert (second.phone, second.extension) == ("+12175550124", "7")
    assert [one.line for one in rejected] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encodings_that_spreadsheets_write(encoding):
    text = "name\tphone\nCaf\u00e9 Zahn\t2175550123\n"
    providers, _ = read_providers(list_text(text.encode(encoding), "a.txt"), "a.txt")
    assert [one.name for one in providers] == ["Caf\u00e9 Zahn"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04 and then nothing", "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old kind"),
        (book(), "empty"),
        (book(*[("name", "phone")] * (MOST_ROWS + 2)), "more than"),
    ],
    ids=["broken", "old", "empty", "long"],
)
def test_a_workbook_that_cannot_be_used_says_what_to_do(content, what):
    with pytest.raises(BadInput, match=what) as told:
        list_text(content, "a.xlsx")
    assert told.value.advice


def test_the_examples_hold():
    assert not doctest.testmod(lists).failed

"""Prompts that ask for digits: what they ask for, and how a value is keyed in."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.menu.entry.digits import keys_for
from panda.menu.entry.prompt import DateOrder, Entry, read_entry
from panda.private import PrivateField as F

PROMPTS = [
    ("Kindly key in your member number, then press pound.", (F.MEMBER_ID,), 0, 0, "#"),
    ("Enter your eleven digit subscriber ID.", (F.MEMBER_ID,), 11, 11, ""),
    ("Enter the policy number printed on your card.", (F.MEMBER_ID,), 0, 0, ""),
    ("Type in your seven-digit chart number.", (F.ACCOUNT_NUMBER,), 7, 7, ""),
    (
        "Enter your 6 to 9 digit customer number, followed by the star key.",
        (F.ACCOUNT_NUMBER,),
        6,
        9,
        "*",
    ),
    ("Please enter your postal code now.", (F.ZIP_CODE,), 0, 0, ""),
    (
        "Enter the ten digit phone number we can reach you at.",
        (F.PHONE,),
        10,
        10,
        "",
    ),
    (
        "If you know the extension, you may enter it at any time.",
        (F.EXTENSION,),
        0,
        0,
        "",
    ),
    (
        "Enter your account number or your telephone number.",
        (F.ACCOUNT_NUMBER, F.PHONE),
        0,
        0,
        "",
    ),
    ("Enter the last four digits of your Social Security number.", (F.SSN,), 4, 4, ""),
    (
        "Enter your member ID or your social security number.",
        (F.MEMBER_ID,),
        0,
        0,
        "",
    ),
    ("Enter your four digit PIN.", (F.PIN,), 4, 4, ""),
    ("Enter your credit card number.", (F.CARD,), 0, 0, ""),
    ("Enter the nine digit reference code.", (F.OTHER,), 9, 9, ""),
    ("Marque su número de afiliado y luego numeral.", (F.MEMBER_ID,), 0, 0, "#"),
    ("Ingrese su código postal de cinco dígitos.", (F.ZIP_CODE,), 5, 5, ""),
    ("Veuillez composer votre numéro de dossier.", (F.ACCOUNT_NUMBER,), 0, 0, ""),
    (
        "Geben Sie Ihre zehnstellige Versichertennummer ein.",
        (F.MEMBER_ID,),
        10,
        10,
        "",
    ),
    ("Insira o número da sua conta.", (F.ACCOUNT_NUMBER,), 0, 0, ""),
]


@pytest.mark.parametrize(("text", "fields", "least", "most", "end"), PROMPTS)
def test_what_is_asked_for_is_read(text, fields, least, most, end):
    entry = read_entry(text)
    assert entry is not None
    assert entry.fields == fields
    assert (entry.least, entry.most, entry.end) == (least, most, end)


@pytest.mark.parametrize(
    "text",
    [
        "For billing, press 1. For appointments, press 2.",
        "Front desk, this is Ada. How can I help you?",
        "Your call is important to us.",
        "",
    ],
)
def test_what_asks_for_nothing_is_no_entry(text):
    assert read_entry(text) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Enter your date of birth.", DateOrder.MMDDYYYY),
        ("Enter your birth date, day, month and year.", DateOrder.DDMMYYYY),
        ("Enter your date of birth, year, month, day.", DateOrder.YYYYMMDD),
        ("Enter your date of birth as MM DD YY.", DateOrder.MMDDYY),
        ("Enter your date of birth as six digits.", DateOrder.MMDDYY),
        ("Enter the month and year of birth.", DateOrder.MMYYYY),
        ("Enter your year of birth.", DateOrder.YYYY),
        ("Geben Sie Ihr Geburtsdatum als TTMMJJJJ ein.", DateOrder.DDMMYYYY),
        ("Entrez votre date de naissance, jour, mois, année.", DateOrder.DDMMYYYY),
    ],
)
def test_the_order_of_a_date_is_read(text, order):
    assert read_entry(text).order is order


BORN = "1984-03-09"


@pytest.mark.parametrize(
    ("entry", "value", "keys"),
    [
        (Entry((F.DATE_OF_BIRTH,)), BORN, "03091984"),
        (Entry((F.DATE_OF_BIRTH,), order=DateOrder.DDMMYY, end="#"), BORN, "090384#"),
        (Entry((F.DATE_OF_BIRTH,)), "9 March", ""),
        (Entry((F.MEMBER_ID,), end="#"), "WX-204 118", "99204118#"),
        (Entry((F.MEMBER_ID,), 6, 6), "2041180", ""),
        (Entry((F.MEMBER_ID,), 4, 4, last=True), "2041187", "1187"),
        (Entry((F.PHONE,), 10, 10), "+1 (217) 555-0123", "2175550123"),
        (Entry((F.ZIP_CODE,), 5, 5), "62701-1234", "62701"),
        (Entry((F.ACCOUNT_NUMBER,), 6, 10), "12345", ""),
        (Entry((F.ACCOUNT_NUMBER,)), "", ""),
        (Entry((F.ACCOUNT_NUMBER,)), "١٢٣٤٥", ""),
    ],
)
def test_a_value_is_keyed_as_it_is_asked_for_or_not_at_all(entry, value, keys):
    assert keys_for(entry, entry.fields[0], value) == keys


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.integers(0, 12), st.integers(0, 12))
def test_no_value_becomes_anything_but_keys_of_the_right_number(value, least, more):
    entry = Entry((F.ACCOUNT_NUMBER,), least, least + more)
    keys = keys_for(entry, F.ACCOUNT_NUMBER, value)
    assert set(keys) <= set("0123456789")
    assert not keys or not entry.most or least <= len(keys) <= least + more


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet="enter your member id # 4 digit or date of birth.,", max_size=80)
)
def test_no_words_break_the_reading(text):
    read_entry(text)


@pytest.mark.parametrize(
    ("text", "field", "value", "keys"),
    [
        (
            "We are open seven days a week. Please enter your date of birth.",
            F.DATE_OF_BIRTH,
            BORN,
            "03091984",
        ),
        (
            "Enter your date of birth. If you were not here this year, wait.",
            F.DATE_OF_BIRTH,
            BORN,
            "03091984",
        ),
        (
            "Enter your six digit member ID, and then your date of birth.",
            F.DATE_OF_BIRTH,
            BORN,
            "03091984",
        ),
        (
            "Enter your date of birth followed by your six digit member ID.",
            F.MEMBER_ID,
            "204118",
            "204118",
        ),
        (
            "Enter the last four digits of your SSN or your date of birth.",
            F.DATE_OF_BIRTH,
            BORN,
            "03091984",
        ),
        ("Enter your date of birth, day first.", F.DATE_OF_BIRTH, BORN, "09031984"),
        ("Enter your year of birth.", F.DATE_OF_BIRTH, BORN, "1984"),
    ],
)
def test_the_form_of_a_field_is_read_from_what_is_said_of_it(text, field, value, keys):
    entry = read_entry(text)
    assert field in entry.fields
    assert keys_for(entry, field, value) == keys

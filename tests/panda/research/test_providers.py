from pathlib import Path

import pytest

from panda.campaign import Provider
from panda.errors import BadInput
from panda.research.phones import read_phone
from panda.research.providers import ALSO, MOST_ROWS, read_providers
from panda.research.rejected import SAME, RejectedRow, to_mend
from panda.visible import MOST_NAME

GOLD = Path(__file__).parents[4] / "shared" / "gold"


def read(*lines):
    return read_providers("\n".join(lines), "list.csv")


def test_a_list_becomes_providers_in_its_order():
    providers, rejected = read(
        "name,phone,city",
        'Lakeside Dental,+12175550123,"Springfield, IL"',
        "Prairie Smiles,(608) 555-0147,Madison",
    )

    assert rejected == []
    assert [(one.name, one.phone) for one in providers] == [
        ("Lakeside Dental", "+12175550123"),
        ("Prairie Smiles", "+16085550147"),
    ]
    assert providers[0].extra == {"city": "Springfield, IL"}


@pytest.mark.parametrize(
    ("written", "phone", "extension"),
    [
        ("217.555.0123", "+12175550123", ""),
        ("1-217-555-0123", "+12175550123", ""),
        ("2175550123 ext. 12", "+12175550123", "12"),
        ("217-555-0123 x12", "+12175550123", "12"),
        ("tel:+1-217-555-0123;ext=12", "+12175550123", "12"),
        ("1 800 FLOWERS", "+18003569377", ""),
        ("217 555 0123 / 217 555 0199", "+12175550123", ""),
        ("Phone: 217 555 0123", "+12175550123", ""),
    ],
)
def test_numbers_may_be_written_as_people_write_them(written, phone, extension):
    (one,), rejected = read("name,phone", f'A,"{written}"')

    assert (one.phone, one.extension) == (phone, extension)
    assert rejected == []


def test_an_extension_may_have_its_own_column():
    (one,), _ = read("name,phone,ext", "A,2175550123,7")

    assert (one.extension, one.extra) == ("7", {})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A,", "no_phone"),
        ("A,911", "never_called"),
        ("A,9-8-8", "never_called"),
        ("A,933", "never_called"),
        ("A,112", "never_called"),
        ("A,555-0123", "invalid_number"),
        ("A,none", "invalid_number"),
        ("A,+33 1 42 68 53 00", "region_not_allowed"),
        ("A,+1 876 922 1234", "region_not_allowed"),
        ("A,900-555-0123", "premium"),
        ("A,217-555-1212", "premium"),
        ("A,800-273-8255", "never_called"),
        ("A,2175550123,Chicago", "bad_timezone"),
        ("A,2175550123,,too,many", "wrong_columns"),
    ],
)
def test_a_row_that_cannot_be_called_is_returned_with_advice(row, reason):
    providers, rejected = read(
        "name,phone,timezone", "Good,2175550199,America/Chicago", row
    )

    assert [one.name for one in providers] == ["Good"]
    assert [(one.line, one.reason) for one in rejected] == [(3, reason)]
    assert rejected[0].advice


def test_lines_are_counted_as_an_editor_counts_them():
    _, rejected = read("name,phone", '"Two\nlines",2175550123', "", "B,911")

    assert [one.line for one in rejected] == [5]


def test_rows_of_one_number_become_one_that_names_the_others():
    (one,), rejected = read(
        "name,phone,note",
        "Dr. Doe,512-555-0142,first",
        "Dr. Roe,(512) 555 0142,second",
        "Dr. Poe,+15125550142,third",
        "Dr. Doe,5125550142,again",
    )

    assert one.name == "Dr. Doe"
    assert one.extra == {"note": "first", ALSO: "Dr. Roe; Dr. Poe"}
    assert [(row.line, row.reason) for row in rejected] == [
        (3, SAME),
        (4, SAME),
        (5, SAME),
    ]
    assert {row.advice for row in rejected} == {"the same as line 2"}


def test_extensions_of_one_number_are_different_lines():
    providers, _ = read("name,phone", "A,512-555-0142 x1", "B,512-555-0142 x2")

    assert [one.extension for one in providers] == ["1", "2"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_may_be_divided_by_commas_semicolons_or_tabs(mark):
    (one,), _ = read(f"Business{mark}Telephone", f"A{mark}2175550123")

    assert (one.name, one.phone) == ("A", "+12175550123")


def test_a_byte_order_mark_and_odd_headings_do_no_harm():
    (one,), _ = read("\ufeffPractice_Name, Phone Number ", "A,2175550123")

    assert one.name == "A"


def test_a_business_without_a_name_is_called_by_its_number():
    (one,), _ = read("name,phone", ",2175550123")

    assert one.name == "+12175550123"


def test_the_business_time_zone_is_kept():
    (one,), _ = read("name,phone,Time Zone", "A,2175550123,America/Chicago")

    assert one.timezone == "America/Chicago"


@pytest.mark.parametrize("text", ["", "name,city\nA,B", "\n\n"])
def test_a_file_without_numbers_is_refused_with_advice(text):
    with pytest.raises(BadInput, match=r"list\.csv:1: .*column `phone`"):
        read_providers(text, "list.csv")


def test_a_file_that_is_too_long_is_refused():
    rows = ["name,phone", *["A,2175550123"] * (MOST_ROWS + 1)]

    with pytest.raises(BadInput, match="split the file"):
        read(*rows)


def test_a_deactivated_provider_is_not_called():
    providers, rejected = read(
        "name,phone,NPI Deactivation Date,NPI Reactivation Date",
        "A,2175550123,07/01/2015,",
        "B,2175550124,07/01/2015,08/01/2015",
    )

    assert [one.name for one in providers] == ["B"]
    assert [one.reason for one in rejected] == ["deactivated"]


def test_an_export_of_the_registry_can_be_used_as_it_is():
    file = GOLD / "provider_batch_sample.csv"
    if not file.exists():
        pytest.skip("the registry's sample is not on this machine")
    providers, rejected = read_providers(file.read_text(), file.name)

    assert [(one.name, one.phone, one.extension) for one in providers] == [
        ("BRIGHT DENTAL PLLC", "+12175550123", ""),
        ("JANE DOE, DDS", "+15125550142", ""),
        ("SMILES, INC.", "+13055550188", "12"),
    ]
    assert rejected == [
        RejectedRow(4, SAME, "the same as line 3"),
        RejectedRow(5, "no_phone", "write a telephone number into the row"),
    ]


def test_codes_of_the_registry_say_what_kind_of_provider_it_is():
    providers, _ = read(
        "name,phone,Healthcare Provider Taxonomy Code_1,"
        "Healthcare Provider Taxonomy Code_2",
        "A,2175550123,1223P0221X,1223G0001X",
        "B,2175550124,261QD0000X,",
        "C,2175550125,999X00000X,",
    )
    assert [one.extra["kind"] for one in providers] == [
        "pediatric dentist, general dentist", "dental clinic", "999X00000X",
    ]  # fmt: skip


def test_the_first_number_that_can_be_called_counts():
    providers, rejected = read(
        "name,phone,extension,mobile",
        "A,555-0123,7,217-555-0124",
        "B,217-555-0125,7,217-555-0126",
        "C,,,217-555-0127",
        "D,911,,217-555-0128",
    )
    assert [(one.phone, one.extension) for one in providers] == [
        ("+12175550124", ""), ("+12175550125", "7"), ("+12175550127", ""),
    ]  # fmt: skip
    assert [one.reason for one in rejected] == ["never_called"]


def test_rows_that_can_be_mended_come_as_a_list_that_is_taken_again():
    lines = (
        "name,phone,city",
        "A,555-0123,=SUM(1)",
        "B,217-555-0124,",
        "C,2175550124,",
    )
    _, rejected = read(*lines)
    written = to_mend(rejected)
    assert written.splitlines()[0] == "name,phone,city,why_not_called,what_helps"
    assert "C" not in written.split()  # the same number as B: nothing to mend
    mended = written.replace("555-0123", "217-555-0129", 1)
    providers, rejected = read_providers(mended, "mended.csv")
    assert [(one.name, one.phone, one.extra) for one in providers] == [
        ("A", "+12175550129", {"city": "'=SUM(1)"})
    ]
    assert not rejected


def test_what_is_no_number_at_all_is_none():
    assert read_phone("") is None
    assert read_phone("+") is None
    assert read_phone("call the front desk") is None


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (('name,"phone', "A,2175550123"), 1),
        (("name,phone", "A,2175550123", '"B,2175550124', "C,2175550125"), 3),
    ],
)
def test_a_quote_that_is_never_closed_is_told_with_its_line(lines, line):
    with pytest.raises(
        BadInput, match=rf"list\.csv:{line}: a quote is opened and never"
    ):
        read(*lines)


def test_what_nobody_sees_in_a_cell_is_left_out():
    text = "name,phone,note\nLake\x00side\u202e  Dental,217-555-0123,a\x1bb\n"
    (one,), _ = read_providers(text, "list")
    assert (one.name, one.extra) == ("Lakeside Dental", {"note": "ab"})


def test_a_name_that_is_none_is_rejected():
    rows = f"{'x' * MOST_NAME},217-555-0123\n{'x' * 5000},217-555-0124\n"
    (one,), (rejected,) = read_providers(f"name,phone\n{rows}", "list")
    assert len(one.name) == MOST_NAME
    assert (rejected.line, rejected.reason) == (3, "long_name")
    assert str(MOST_NAME) in rejected.advice


@pytest.mark.parametrize("headings", ["name,phone,phone", "Name,name,phone"])
def test_of_two_columns_for_one_thing_neither_is_guessed(headings):
    text = f"{headings}\nCedar Dental,+12175550101,+12175550102\n"
    with pytest.raises(BadInput, match="two columns are called"):
        read_providers(text, "list.csv")


def test_two_columns_that_mean_nothing_to_us_may_be_called_the_same():
    text = "name,phone,note,note\nCedar Dental,2175550101,a,b\n"
    providers, rejected = read_providers(text, "list.csv")
    assert len(providers) == 1
    assert not rejected


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Oak\x00 Dental\u202e", "Oak Dental"),
        ("  Oak\n\tDental ", "Oak Dental"),
        ("x" * 5000, "x" * MOST_NAME),
    ],
)
def test_a_name_is_as_clean_wherever_it_comes_from(given, name):
    one = Provider(name=given, phone="+12175550123", extension=" 12\u200b")
    assert (one.name, one.extension) == (name, "12")

"""What was told of plans besides: beside the answers, in the report, in every file."""

from datetime import timedelta

import pytest

from documents.pdf import as_pdf
from panda.insurance.finding import TermKind, ToldTerm
from panda.insurance.procedures import Class
from panda.research.comparison import Comparison, compare
from panda.research.export import sheet
from panda.research.planterms import amount, heading
from panda.research.report.contents import TOLD, contents
from panda.research.report.page import page
from tests.panda.research.test_comparison import CAMPAIGN, NOW, price, result, target
from tests.panda.research.test_report import EVIL, Seen


def copay(value, quote="The copay is that.", **more):
    return ToldTerm(term=TermKind.COPAY, value=value, quote=quote, at_ms=7000, **more)


def told(*calls):
    """A comparison of one office, whose calls each brought these terms."""
    one = target(0)
    results = [
        result(one, price(120.0), after_s=600 * at).model_copy(update={"terms": terms})
        for at, terms in enumerate(calls)
    ]
    return compare(CAMPAIGN, [one, target(1)], results), results


def test_a_term_stands_with_its_words_its_moment_and_its_call():
    (one,) = told((copay(25, codes=("D1110",), payer="Cigna"),))[0].rows[0].terms
    assert (one.heading, one.text) == (
        "Copay for adult cleaning (D1110), Cigna",
        "$25.00",
    )
    assert (one.quote, one.at_ms, one.call_id) == ("The copay is that.", 7000, "call-0")
    assert one.said_at == NOW + timedelta(seconds=7)


def test_of_two_values_the_last_counts_and_the_other_is_shown():
    comparison, _ = told((copay(25), copay(30)), (copay(40),))
    (one,) = comparison.rows[0].terms
    assert one.text == "$40.00"
    assert [other.text for other in one.others] == ["$25.00", "$30.00"]
    assert [other.call_id for other in one.others] == ["call-0", "call-0"]


def test_terms_of_different_things_stand_apart():
    comparison, _ = told((copay(25), copay(40, payer="Aetna")))
    assert [one.heading for one in comparison.rows[0].terms] == [
        "Copay",
        "Copay, Aetna",
    ]


def test_they_go_through_json_and_back():
    comparison, results = told((copay(25),))
    again = Comparison.model_validate_json(comparison.model_dump_json())
    assert again == comparison
    assert (
        type(results[0]).model_validate_json(results[0].model_dump_json())
        == (results[0])
    )


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        (TermKind.COVERAGE, 80, "80%"),
        (TermKind.COVERAGE, 0, "0%"),
        (TermKind.DEDUCTIBLE, 0, "none"),
        (TermKind.ANNUAL_MAXIMUM, 1500, "$1,500.00"),
        (TermKind.WAITING_PERIOD, 1, "1 month"),
        (TermKind.WAITING_PERIOD, 0, "none"),
        (TermKind.PREAUTHORIZATION, 1, "needed"),
        (TermKind.PREAUTHORIZATION, 0, "not needed"),
    ],
)
def test_values_are_shown_as_people_write_them(term, value, text):
    assert amount(ToldTerm(term=term, value=value, quote="", at_ms=0)) == text


def test_kinds_of_services_are_named():
    one = ToldTerm(
        term=TermKind.COVERAGE,
        value=80,
        quote="",
        at_ms=0,
        classes=(Class.BASIC, Class.MAJOR),
    )
    assert heading(one) == "Coverage for basic services and major services"


def report(*calls):
    comparison, results = told(*calls)
    return contents(CAMPAIGN, comparison, results, made_at=NOW, simulated=True)


def test_the_report_tells_them_with_their_words_and_what_contradicts_them():
    made = report((copay(25, quote=EVIL),), (copay(40),))
    seen = Seen(page(made))
    assert TOLD in seen.text
    assert "Office 0: Copay" in seen.text, "among the contradictions"
    assert EVIL in seen.text
    assert "img" not in seen.tags
    assert as_pdf(made).startswith(b"%PDF-")


def test_a_report_without_any_says_nothing_of_them():
    assert TOLD not in Seen(page(report(()))).text


def test_files_have_a_column_for_them_if_there_are_any():
    with_some = sheet(told((copay(25),))[0])
    at = with_some.heads.index("insurance_terms")
    assert [row[at] for row in with_some.rows] == [
        "Copay: $25.00 (“The copay is that.”)",
        None,
    ]
    assert "insurance_terms" not in sheet(told(())[0]).heads


def test_a_column_of_the_list_keeps_its_name_apart():
    comparison, _ = told((copay(25),))
    first, second = comparison.rows
    listed = {"insurance_terms": "see plan"}
    rows = [one.model_copy(update={"extra": listed}) for one in (first, second)]
    heads = sheet(comparison.model_copy(update={"rows": tuple(rows)})).heads
    assert heads[-2:] == ("insurance_terms", "list_insurance_terms")

"""Terms of plans that offices tell besides: which are kept, and with what."""

import pytest

from panda.insurance.finding import TermKind
from panda.insurance.matching import shipped_matcher
from panda.insurance.told import told_terms
from panda.supervisor.consultation import Line


def told(*said, language="en", speaker="business"):
    lines = [
        Line(speaker=speaker, text=text, at_ms=1000 * at)
        for at, text in enumerate(said, start=1)
    ]
    return told_terms(lines, shipped_matcher, language=language)


@pytest.mark.parametrize(
    "said",
    [
        "We open at eight.",
        "A cleaning is at nine thirty on Tuesday.",
        "The wait is about two months for new patients.",
        "There is a two month wait for cleanings.",
        "Cleanings are twenty percent off in December.",
        "We take a fifty percent deposit on crowns.",
        "You pay eighty for a cleaning.",
        "We have no wait today.",
        "At most it takes forty minutes.",
        "The maximum is two guests in the waiting room.",
        "The maximum we can finance is two thousand dollars a year.",
        "Our membership plan covers a cleaning at 100 percent.",
    ],
)
def test_an_offices_own_times_and_prices_are_no_plans_terms(said):
    assert told(said) == ()


@pytest.mark.parametrize(
    ("said", "term", "value"),
    [
        ("With Cigna crowns are covered at fifty percent.", TermKind.COVERAGE, 50),
        ("Your copay is twenty five dollars.", TermKind.COPAY, 25),
        ("They won't pay for veneers.", TermKind.COVERAGE, 0),
        ("The plan has a six month waiting period.", TermKind.WAITING_PERIOD, 6),
        ("There's a fifteen hundred dollar annual max.", TermKind.ANNUAL_MAXIMUM, 1500),
        ("Root canals need prior authorization.", TermKind.PREAUTHORIZATION, 1),
    ],
)
def test_a_plans_terms_are_kept_with_their_words_and_moment(said, term, value):
    (one,) = told("Good morning.", said)
    assert (one.term, one.value, one.quote, one.at_ms) == (term, value, said, 2000)


def test_a_payer_that_is_named_stands_with_its_term():
    (cigna, aetna) = told(
        "With Cigna the copay is $20. With Aetna the copay is $35 dollars."
    )
    assert [(one.payer, one.value) for one in (cigna, aetna)] == [
        ("Cigna", 20),
        ("Aetna", 35),
    ]


def test_who_pays_alone_is_no_payer():
    (one,) = told("Without insurance it's $120, with insurance you pay a $40 copay.")
    assert (one.value, one.payer) == (40, "")


def test_of_shares_in_a_row_each_is_kept():
    said = told("Preventive is one hundred, basic seventy, major forty.")
    assert [one.value for one in said] == [100, 70, 40]


def test_what_is_said_twice_is_kept_once_and_what_differs_is_kept_too():
    said = told(
        "The deductible is fifty dollars.",
        "As I said, the deductible is fifty dollars.",
        "Oh, the deductible is a hundred dollars.",
    )
    assert [one.value for one in said] == [50, 100]


def test_what_we_say_is_no_evidence():
    assert told("Is the deductible $50 then?", "I see.", speaker="agent") == ()
    assert told("So the copay is $20.", speaker="agent") == ()


def test_spanish_is_read_and_what_we_cannot_read_is_left():
    (one,) = told("El deducible es de cincuenta dólares.", language="es")
    assert (one.term, one.value) == (TermKind.DEDUCTIBLE, 50)
    assert told("The deductible is fifty dollars.", language="fr") == ()


def test_no_directory_is_made_where_nothing_is_told():
    def never():
        raise AssertionError("it takes time and memory")

    lines = [Line(speaker="business", text="We open at eight.")]
    assert told_terms(lines, never, language="en") == ()

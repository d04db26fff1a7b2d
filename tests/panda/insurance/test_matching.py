"""Which plan a name means: as it is typed, as it is said, and as it is misheard."""

import pytest

from panda.errors import BadInput
from panda.insurance.directory import read_directory, shipped
from panda.insurance.evaluate import (
    STRANGERS,
    Named,
    evaluate,
    evaluate_left_out,
    misheard_names,
    own_names,
    read_names,
)
from panda.insurance.matching import Ambiguous, Match, Matcher, NoMatch

DIRECTORY = shipped()
MATCHER = Matcher(DIRECTORY)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Aetna", "Aetna"),
        ("etna", "Aetna"),
        ("eight na dental", "Aetna"),
        ("aetna hmo", "Aetna Dental DMO"),
        ("sigma", "Cigna"),
        ("Cigna DPPO", "Cigna Total DPPO"),
        ("met life", "MetLife"),
        ("delta care", "DeltaCare USA"),
        ("Delta P.P.O.", "Delta Dental PPO"),
        ("pee pee oh, delta", "Delta Dental PPO"),
        ("blue cross blue shield of illinois", "Blue Cross Blue Shield of Illinois"),
        ("B C B S Texas", "Blue Cross Blue Shield of Texas"),
        ("Anthem Blue Cross Blue Shield", "Anthem"),
        ("U.H.C.", "UnitedHealthcare"),
        ("try care", "Tricare"),
        ("Medi-Cal Dental", "Medicaid"),
        ("the gardian insurance", "Guardian"),
        ("tengo seguro de Humana", "Humana"),
        ("no insurance", "Self-pay"),
    ],
)
def test_a_name_is_known_by_its_many_spellings(said, name):
    found = MATCHER.match(said)
    assert isinstance(found, Match)
    assert found.name == name


@pytest.mark.parametrize(
    ("said", "ask"),
    [
        ("Delta", "Which Delta Dental plan: PPO, Premier, or DeltaCare USA?"),
        ("Delta Dental of Ohio", "Which Delta Dental plan: PPO, Premier, or DeltaCare"),
        ("Blue Cross", "Of which state is the Blue Cross Blue Shield?"),
        ("United", "Which one: United Concordia or UnitedHealthcare?"),
        ("aetna or cigna", "Which one: Aetna or Cigna?"),
        ("medicate", "Do you mean Medicaid, Medicare"),
        ("Guardian Angel", "Do you mean Guardian?"),
        ("medical", "Do you mean Medicaid?"),
        ("atena", "Do you mean Aetna?"),
    ],
)
def test_what_may_be_several_comes_with_what_to_ask(said, ask):
    found = MATCHER.match(said)
    assert isinstance(found, Ambiguous)
    assert found.ask.startswith(ask)


@pytest.mark.parametrize("said", ["State Farm", "", "!?", "Geico", "my employer"])
def test_what_is_nobodys_name_means_nothing(said):
    assert MATCHER.match(said) == NoMatch()


def test_medicare_and_medicaid_are_never_taken_for_each_other():
    for said, payer in (("medicare", "Medicare"), ("medicaid", "Medicaid")):
        assert MATCHER.match(said).payer.name == payer


def test_every_name_of_ours_means_its_payer_or_asks_for_it():
    figures = evaluate(own_names(DIRECTORY), MATCHER)
    assert figures.wrong == figures.missed == figures.asked_amiss == 0
    assert figures.right + figures.asked == figures.n


def test_what_is_misheard_is_never_taken_for_another_payer():
    figures = evaluate(misheard_names(DIRECTORY, 1, seed=5)[::3], MATCHER)
    assert figures.precision >= 0.97
    assert figures.recall >= 0.5
    assert figures.recall_by_asking >= 0.75


def test_strangers_are_nobody_or_asked_about():
    figures = evaluate([Named(name=one) for one in STRANGERS], MATCHER)
    assert figures.wrong == 0
    assert figures.asked_amiss <= len(STRANGERS) // 4


def test_a_payer_we_do_not_know_is_not_taken_for_one_we_know():
    names = [one for one in own_names(DIRECTORY) if "Blue" not in one.name][::4]
    figures = evaluate_left_out(DIRECTORY, names)
    assert figures.n > 30
    assert figures.wrong == 0


def test_a_file_of_names_is_read_by_line():
    named = list(read_names("# said\nMetLife|Met Life\nNobody's|Nowhere\n", DIRECTORY))
    assert [(one.name, one.payer) for one in named] == [
        ("MetLife", "MetLife"), ("Met Life", "MetLife"), ("Nobody's", ""),
        ("Nowhere", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("payers: [", "is not YAML"),
        ("payers: []", "payers"),
        ("payers: [{name: A Payer, product: ppo}]", "payers.0.product"),
        ("payers: [{name: Same Name}, {name: same name}]", "same name"),
    ],
)
def test_a_directory_that_cannot_be_used_says_where(text, problem):
    with pytest.raises(BadInput, match=problem):
        read_directory(text, "plans.yaml")

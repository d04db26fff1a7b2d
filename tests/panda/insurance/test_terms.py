"""A plan's terms, read from what is said; the sentences are ours."""

import pytest

from panda.insurance.directory import shipped
from panda.insurance.finding import ToldTerm
from panda.insurance.matching import Matcher
from panda.insurance.procedures import by_code, named, procedures
from panda.insurance.terms import read_terms
from panda.insurance.told import said_of
from panda.research.planterms import heading

SAID = [
    ("en", "The deductible is $50 per person and $150 per family.", "deductible=50"),
    (
        "en",
        "The deductible is fifty. Oh wait, sorry, the deductible is seventy five.",
        "deductible=75",
    ),
    (
        "en",
        "It doesn't cover implants, but crowns are covered at 50 percent.",
        "coverage=0[D6010]; coverage=50[D2740]",
    ),
    (
        "en",
        "There's a twelve month waiting period on major work.",
        "waiting_period=12[major]",
    ),
    (
        "en",
        "They cover preventive at 100 percent, basic at 80 and major at 50.",
        "coverage=100[preventive]; coverage=80[basic]; coverage=50[major]",
    ),
    (
        "en",
        "The annual max is $2,000, the deductible is $50, and there's no waiting period.",  # noqa: E501
        "annual_maximum=2000; deductible=50; waiting_period=0",
    ),
    (
        "en",
        "So your plan pays a hundred percent for exams and cleanings.",
        "coverage=100[D0120,D1110]",
    ),
    (
        "en",
        "Fillings are covered at eighty percent after the deductible.",
        "coverage=80[D2391]",
    ),
    ("en", "You'd owe a thirty dollar copay each visit.", "copay=30"),
    (
        "en",
        "Looks like a $1,500 yearly max and you've got a $50 deductible.",
        "annual_maximum=1500; deductible=50",
    ),
    ("en", "Braces have a one year waiting period.", "waiting_period=12[D8080]"),
    ("en", "Root canals require prior authorization.", "preauthorization=1[D3330]"),
    (
        "en",
        "Preventive is one hundred, basic seventy, major forty.",
        "coverage=100[preventive]; coverage=70[basic]; coverage=40[major]",
    ),
    ("en", "They don't pay anything toward implants.", "coverage=0[D6010]"),
    (
        "en",
        "There isn't any waiting period on basic services.",
        "waiting_period=0[basic]",
    ),
    ("en", "The deductible doesn't apply to cleanings.", "deductible=0[D1110]"),
    ("en", "Your portion of the crown would be half.", "coverage=50[D2740]"),
    ("en", "I want to say the copay is twenty five dollars.", ""),
    (
        "en",
        "Copay's $15 for an exam and $40 for a filling.",
        "copay=15[D0120]; copay=40[D2391]",
    ),
    ("en", "Does your plan have a deductible?", ""),
    (
        "en",
        "The maximum is two thousand, sorry, twenty five hundred.",
        "annual_maximum=2500",
    ),
    ("es", "El deducible es de cincuenta dólares.", "deductible=50"),
    (
        "es",
        "Las coronas están cubiertas al cincuenta por ciento.",
        "coverage=50[D2740]",
    ),
    ("es", "No cubren implantes.", "coverage=0[D6010]"),
    ("es", "Hay seis meses de espera para las endodoncias.", "waiting_period=6[D3330]"),
    ("es", "El máximo anual es mil quinientos dólares.", "annual_maximum=1500"),
    ("en", "Exams are covered at one hundred percent.", "coverage=100[D0120]"),
    (
        "en",
        "The plan pays 60 percent on crowns and bridges.",
        "coverage=60[D2740,D6240]",
    ),
    ("en", "You pay twenty percent for fillings.", "coverage=80[D2391]"),
    (
        "en",
        "Cleanings have no copay, and fillings have a forty dollar copay.",
        "copay=0[D1110]; copay=40[D2391]",
    ),
    (
        "en",
        "Your benefits max out at a thousand dollars a year.",
        "annual_maximum=1000",
    ),
    ("en", "The deductible's been met.", ""),
    (
        "en",
        "There's a six-month waiting period for fillings and twelve months for crowns.",
        "waiting_period=6[D2391]; waiting_period=12[D2740]",
    ),
    (
        "en",
        "We'd send in a pre-determination, it's required for implants.",
        "preauthorization=1[D6010]",
    ),
    ("en", "Sealants are not covered for adults.", "coverage=0[D1351]"),
    ("en", "It could be anywhere from fifty to eighty percent.", ""),
    ("en", "The copay is ten, I mean fifteen dollars.", "copay=15"),
    ("en", "Deductible is a hundred dollars for an individual.", "deductible=100"),
    ("en", "There's no annual maximum on this plan.", ""),
    ("en", "X-rays are fully covered twice a year.", "coverage=100[D0274]"),
    ("en", "D2740 is covered at fifty percent.", "coverage=50[D2740]"),
    ("es", "La limpieza está cubierta al cien por ciento.", "coverage=100[D1110]"),
    ("es", "El copago es de quince dólares.", "copay=15"),
    ("es", "Las extracciones no están cubiertas.", "coverage=0[D7140]"),
    (
        "es",
        "Se necesita autorización previa para las coronas.",
        "preauthorization=1[D2740]",
    ),
    ("es", "No hay deducible.", "deductible=0"),
    (
        "en",
        "There is a fifty dollar deductible, then fillings are covered at eighty percent.",  # noqa: E501
        "deductible=50; coverage=80[D2391]",
    ),
    ("en", "Your copay will be ten dollars for the cleaning.", "copay=10[D1110]"),
    ("en", "They won't pay for veneers.", "coverage=0[D2962]"),
    ("en", "No waiting period on crowns.", "waiting_period=0[D2740]"),
    ("en", "You've got a two thousand dollar annual maximum.", "annual_maximum=2000"),
    ("es", "El plan cubre la mitad de las coronas.", "coverage=50[D2740]"),
    ("es", "Hay un deducible de cien dólares.", "deductible=100"),
    (
        "en",
        "Delta covers basic at 80 and major at 50 after a 50 dollar deductible.",
        "coverage=80[basic]; coverage=50[major]; deductible=50",
    ),
]
"""The language, what they said, and what it says: `term=value[codes and classes]`."""


def told(one):
    what = ",".join([*one.codes, *one.classes])
    return f"{one.term}={one.value:g}" + (f"[{what}]" if what else "")


@pytest.mark.parametrize(("language", "said", "says"), SAID)
def test_only_what_is_stated_is_read(language, said, says):
    found = {told(one) for one in read_terms(said, language=language)}
    assert found == {one for one in says.split("; ") if one}


def test_a_term_is_of_the_one_payer_that_was_named():
    matcher = Matcher(shipped())
    (one,) = read_terms("Cigna has a $50 deductible.", matcher)
    assert (one.payer, one.quote) == ("Cigna", "Cigna has a $50 deductible.")
    (one,) = read_terms("Cigna or Aetna, it's a $50 deductible.", matcher)
    assert not one.payer


def test_two_plans_of_a_payer_have_terms_of_their_own():
    matcher = Matcher(shipped())
    said = "Delta PPO covers crowns at 50%. Delta HMO covers crowns at 40%."
    ppo, hmo = read_terms(said, matcher)
    assert (ppo.value, hmo.value) == (50, 40)
    assert (ppo.plan, ppo.product) != (hmo.plan, hmo.product)
    assert said_of(ppo) != said_of(hmo)
    assert heading(ToldTerm(**dict(ppo), at_ms=0)) != heading(
        ToldTerm(**dict(hmo), at_ms=0)
    )


PPO, HMO = "Delta Dental PPO", "DeltaCare USA"
SHARED = [
    (
        "Delta PPO covers crowns at 50%, and Delta HMO at 40%.",
        {(PPO, "coverage=50[D2740]"), (HMO, "coverage=40[D2740]")},
    ),
    (
        "For crowns, Delta PPO pays 50 percent and Delta HMO forty percent.",
        {(PPO, "coverage=50[D2740]"), (HMO, "coverage=40[D2740]")},
    ),
    (
        "Delta PPO covers crowns at half, and Delta HMO covers root canals at 40%.",
        set(),
    ),
    (
        "Delta PPO covers crowns at 50% and Delta HMO covers root canals at 40%.",
        {(PPO, "coverage=50[D2740]"), (HMO, "coverage=40[D3330]")},
    ),
    (
        "Delta PPO has a $50 deductible and Delta HMO has a $100 deductible.",
        {(PPO, "deductible=50"), (HMO, "deductible=100")},
    ),
    (
        "The copay is $25 with Cigna, $40 with Aetna and $30 with MetLife.",
        {("Cigna", "copay=25"), ("Aetna", "copay=40"), ("MetLife", "copay=30")},
    ),
    (
        "Cigna pays 80 percent for crowns and Aetna pays 60.",
        {("Cigna", "coverage=80[D2740]"), ("Aetna", "coverage=60[D2740]")},
    ),
    ("Delta PPO pays 20 percent more than Delta HMO, which pays 60.", set()),
    ("Delta PPO pays 80 percent, sorry, Delta HMO pays 80 percent.", set()),
    ("Delta PPO and Delta HMO both cover crowns at 50 percent.", set()),
    ("Delta PPO pays 80 percent and Delta HMO 60, I think.", set()),
    ("Delta PPO covers crowns at 50%, but Delta HMO doesn't, it's 40% off.", set()),
    ("With Cigna, the PPO has a $50 deductible and the HMO a $100 deductible.", set()),
    ("Aetna and Cigna have deductibles, $50 and $100.", set()),
]


@pytest.mark.parametrize(("said", "says"), SHARED)
def test_a_sentence_is_shared_out_to_its_plans_where_it_keeps_to_one_order(said, says):
    found = read_terms(said, Matcher(shipped()))
    assert {(one.plan or one.payer, told(one)) for one in found} == says


def test_a_kind_of_plans_beside_a_payers_plan_is_of_that_payer():
    matcher = Matcher(shipped())
    said = "Delta PPO covers crowns at 50%, and the HMO at 40%."
    ppo, hmo = read_terms(said, matcher)
    assert (ppo.payer, ppo.plan, ppo.value) == ("Delta Dental", PPO, 50)
    assert (hmo.payer, hmo.plan, hmo.product, hmo.value) == (
        "Delta Dental", "", "dhmo", 40,
    )  # fmt: skip
    (one,) = read_terms("PPO plans with Cigna have a $50 deductible.", matcher)
    assert one.payer == "Cigna"


def test_procedures_are_known_by_code_and_by_what_people_call_them():
    assert by_code("d1110").name == "adult cleaning"
    assert by_code("D9999") is None
    (deep,) = named("a deep cleaning")
    assert deep.what.code == "D4341"
    assert [one.what.code for one in named("dos coronas y una limpieza")] == [
        "D2740", "D1110",
    ]  # fmt: skip
    codes = [one.code for one in procedures()]
    assert len(codes) == len(set(codes))

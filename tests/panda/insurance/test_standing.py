"""How an office stands to plans, read from what offices say; the sentences are ours."""

import pytest

from panda.insurance.directory import shipped
from panda.insurance.matching import Matcher
from panda.insurance.standing import read_standing

MATCHER = Matcher(shipped())
SAID = [
    (
        "",
        "We take Delta but not DeltaCare.",
        "Delta Dental=accepted; Delta Dental/DeltaCare USA=not_accepted",
    ),
    (
        "",
        "We're out of network with Cigna, but we file for you.",
        "Cigna=out_of_network+f",
    ),
    (
        "",
        "Aetna we take, and Cigna is out of network.",
        "Aetna=accepted; Cigna=out_of_network",
    ),
    ("", "We take Aetna, I mean Cigna.", "Cigna=accepted"),
    (
        "",
        "We take Cigna. Oh wait, no, sorry, we stopped taking Cigna.",
        "Cigna=not_accepted",
    ),
    ("", "Cigna? No, we don't take that one.", "Cigna=not_accepted"),
    (
        "",
        "We don't accept Delta Dental or Cigna, only Aetna.",
        "Delta Dental=not_accepted; Cigna=not_accepted; Aetna=accepted",
    ),
    (
        "",
        "We're in network with Aetna and out of network with everyone else.",
        "Aetna=in_network",
    ),
    (
        "Do you take Humana?",
        "It depends on your plan, call your insurance company.",
        "Humana=ask_insurer",
    ),
    ("", "We take most PPOs but no HMOs.", "some ppo=accepted; dhmo=not_accepted"),
    (
        "",
        "Sure, we work with Guardian and Principal both.",
        "Guardian=accepted; Principal=accepted",
    ),
    (
        "",
        "Unfortunately our office isn't contracted with Humana.",
        "Humana=out_of_network",
    ),
    ("Do you take MetLife insurance?", "We sure do, hon.", "MetLife=accepted"),
    ("Do you take Tricare?", "Nope, sorry.", "Tricare=not_accepted"),
    ("", "Dr. Patel is a preferred provider with Ameritas.", "Ameritas=in_network"),
    ("", "We're not able to take Medicaid at this location.", "Medicaid=not_accepted"),
    (
        "",
        "UnitedHealthcare is fine, but DeltaCare we can't do.",
        "UnitedHealthcare=accepted; Delta Dental/DeltaCare USA=not_accepted",
    ),
    (
        "",
        "As of January we're no longer in network with Cigna.",
        "Cigna=out_of_network",
    ),
    (
        "",
        "We left the Delta Dental Premier network in March.",
        "Delta Dental/Delta Dental Premier=out_of_network",
    ),
    (
        "Do you accept Aetna?",
        "Aetna PPO yes, Aetna DMO no.",
        "Aetna/Aetna Dental PPO=accepted; Aetna/Aetna Dental DMO=not_accepted",
    ),
    ("", "We're fee for service, so we don't take any insurance.", ""),
    (
        "",
        "We can see patients with Anthem, it would just be out of network.",
        "Anthem=out_of_network",
    ),
    (
        "",
        "We'll submit the claim to Sun Life for you, but we're not in network.",
        "Sun Life=out_of_network+f",
    ),
    (
        "Are you in network with Blue Cross Blue Shield of Illinois?",
        "Yes, we are in network with them.",
        "Blue Cross Blue Shield@Illinois=in_network",
    ),
    (
        "Are you in network with Humana?",
        "We accept it, but we are not in network.",
        "Humana=out_of_network",
    ),
    (
        "",
        "It's mostly MetLife and Cigna that we see here.",
        "MetLife=accepted; Cigna=accepted",
    ),
    (
        "Which insurances do you accept?",
        "Oh gosh, Aetna, Humana, Lincoln Financial, and some others.",
        "Aetna=accepted; Humana=accepted; Lincoln Financial=accepted",
    ),
    ("Do you take Careington?", "Let me check with my manager on that.", ""),
    ("Do you take United Concordia?", "I believe we do but don't hold me to it.", ""),
    (
        "Do you take DentaQuest?",
        "We don't participate with any of the state plans, including DentaQuest.",
        "DentaQuest=out_of_network",
    ),
    (
        "",
        "Kaiser patients have to go to Kaiser, we can't take them.",
        "Kaiser Permanente=not_accepted",
    ),
    ("", "What kind of Delta do you have, PPO or Premier?", ""),
    ("Do you take etna?", "Etna? Yes, that's one of ours.", "Aetna=accepted"),
    (
        "Do you take Molina?",
        "You'd need to contact Molina directly to find out.",
        "Molina Healthcare=ask_insurer",
    ),
    (
        "Do you take Ambetter?",
        "It really depends which Ambetter plan it is.",
        "Ambetter=ask_insurer",
    ),
    ("", "We stopped accepting MCNA last summer.", "MCNA Dental=not_accepted"),
    ("", "All PPOs are welcome here, HMOs are not.", "ppo=accepted; dhmo=not_accepted"),
    (
        "",
        "We take Cigna, no wait, that's our other office. We don't take Cigna here.",
        "Cigna=not_accepted",
    ),
    (
        "",
        "Not Delta, but Guardian, yes.",
        "Delta Dental=not_accepted; Guardian=accepted",
    ),
    ("", "We just started taking GEHA this month.", "GEHA=accepted"),
    ("¿Aceptan Delta Dental?", "Sí, claro que sí.", "Delta Dental=accepted"),
    ("¿Aceptan Medicaid?", "No, lo siento, no lo aceptamos.", "Medicaid=not_accepted"),
    (
        "",
        "Trabajamos con Aetna, Cigna y MetLife.",
        "Aetna=accepted; Cigna=accepted; MetLife=accepted",
    ),
    (
        "",
        "Con Guardian estamos dentro de la red, con Humana no.",
        "Guardian=in_network; Humana=out_of_network",
    ),
    ("", "No trabajamos con HMO, solamente PPO.", "dhmo=not_accepted; ppo=accepted"),
    (
        "¿Toman Humana?",
        "Tendría que llamar a su aseguradora para confirmar.",
        "Humana=ask_insurer",
    ),
    ("", "Aceptamos todos los seguros menos Medicaid.", "Medicaid=not_accepted"),
    ("", "Antes tomábamos Cigna pero ya no.", "Cigna=not_accepted"),
    ("¿Toman Ameritas?", "Creo que sí, pero no estoy segura.", ""),
    (
        "",
        "Somos proveedores de Delta Dental PPO, de DeltaCare no.",
        "Delta Dental/Delta Dental PPO=in_network; Delta Dental/DeltaCare USA=out_of_network",  # noqa: E501
    ),
    ("", "Good news, Cigna is in our network.", "Cigna=in_network"),
    ("", "We've been in network with Aetna for ten years.", "Aetna=in_network"),
    (
        "",
        "I'm sorry, we only accept Delta Dental and United Concordia.",
        "Delta Dental=accepted; United Concordia=accepted",
    ),
    ("Do you take Guardian?", "That one we do take, yes.", "Guardian=accepted"),
    ("Do you take Guardian?", "I'm afraid not.", "Guardian=not_accepted"),
    ("", "You can use your MetLife here, no problem.", "MetLife=accepted"),
    ("", "Ameritas we file as out of network.", "Ameritas=out_of_network+f"),
    ("", "None of our dentists participate in Medicaid.", "Medicaid=out_of_network"),
    (
        "",
        "We accept Delta, Cigna, everything but DeltaCare.",
        "Delta Dental=accepted; Cigna=accepted; Delta Dental/DeltaCare USA=not_accepted",  # noqa: E501
    ),
    (
        "",
        "Yes to Humana, no to Kaiser.",
        "Humana=accepted; Kaiser Permanente=not_accepted",
    ),
    (
        "Is the office in network with Delta Dental PPO?",
        "Correct, we're a Delta Dental PPO provider.",
        "Delta Dental/Delta Dental PPO=in_network",
    ),
    (
        "",
        "We don't work with Solstice or Avesis.",
        "Solstice=not_accepted; Avesis=not_accepted",
    ),
    ("", "Dr. Kim takes Principal, but Dr. Lee does not.", "Principal=accepted"),
    (
        "",
        "Our contract with UnitedHealthcare ended in June.",
        "UnitedHealthcare=not_accepted",
    ),
    (
        "",
        "We'd be out of network for UnitedHealthcare.",
        "UnitedHealthcare=out_of_network",
    ),
    ("Do you take Sun Life?", "Hmm, I've never heard of that one.", ""),
    ("Do you take Sun Life?", "Probably, but I'd have to double check.", ""),
    (
        "Do you accept BCBS of Texas?",
        "We accept Blue Cross Blue Shield of Texas, yes ma'am.",
        "Blue Cross Blue Shield@Texas=accepted",
    ),
    (
        "Do you take Cigna?",
        "We take the PPO but not the HMO.",
        "ppo=accepted; dhmo=not_accepted",
    ),
    ("", "For Tricare you would have to go somewhere else.", "Tricare=not_accepted"),
    ("", "We're cash only.", ""),
    ("", "Is your Aetna through an employer?", ""),
    ("", "Most of our patients have Delta Dental.", ""),
    (
        "",
        "We bill Lincoln Financial as a courtesy but we're non-participating.",
        "Lincoln Financial=out_of_network+f",
    ),
    ("Which plans do you accept?", "Pretty much all PPOs.", "ppo=accepted"),
    ("Which plans do you accept?", "We take most major insurances.", ""),
    ("", "We're not taking new Humana patients right now.", ""),
    ("", "Did I say Aetna? I meant Ameritas, we take Ameritas.", "Ameritas=accepted"),
    (
        "",
        "We take Cigna and Aetna. Actually, scratch Aetna, we dropped them.",
        "Cigna=accepted; Aetna=not_accepted",
    ),
    ("", "As long as it's a PPO we can take it.", "ppo=accepted"),
    ("¿Aceptan Cigna?", "Sí, estamos en la red de Cigna.", "Cigna=in_network"),
    (
        "",
        "Lamentablemente no aceptamos Humana ni Medicaid.",
        "Humana=not_accepted; Medicaid=not_accepted",
    ),
    (
        "",
        "Recibimos Delta Dental y Guardian, pero Cigna ya no.",
        "Delta Dental=accepted; Guardian=accepted; Cigna=not_accepted",
    ),
    ("", "No estamos en la red de MetLife.", "MetLife=out_of_network"),
    ("¿Aceptan Aetna?", "Depende de su plan.", "Aetna=ask_insurer"),
    (
        "¿Qué seguros aceptan?",
        "Aetna, Cigna y Delta Dental.",
        "Aetna=accepted; Cigna=accepted; Delta Dental=accepted",
    ),
    ("", "Solo aceptamos PPO.", "ppo=accepted"),
    ("", "Con Aetna no trabajamos.", "Aetna=not_accepted"),
    ("¿Toman Molina?", "Déjeme revisar, un momento.", ""),
    ("¿Toman MetLife?", "Por supuesto, lo tomamos.", "MetLife=accepted"),
    ("", "No, we are not with Aetna.", "Aetna=not_accepted"),
    (
        "Do you take Aetna?",
        "Unfortunately not. We do not take Aetna.",
        "Aetna=not_accepted",
    ),
    (
        "",
        "We happily accept MetLife and Guardian, among others.",
        "MetLife=accepted; Guardian=accepted",
    ),
    ("", "Cigna dropped us last year, so no.", "Cigna=not_accepted"),
    ("", "Both doctors are in network with Principal.", "Principal=in_network"),
    (
        "Do you take United Concordia?",
        "United Concordia, yes, absolutely.",
        "United Concordia=accepted",
    ),
    (
        "",
        "It isn't Delta we take, it's DeltaCare.",
        "Delta Dental=not_accepted; Delta Dental/DeltaCare USA=accepted",
    ),
    (
        "",
        "We no longer take Medicaid as of last month but we do take CHIP.",
        "Medicaid=not_accepted; CHIP=accepted",
    ),
    ("", "Ameritas should be okay, I think.", ""),
    ("", "Sorry, without insurance a cleaning is ninety dollars.", ""),
    ("¿Aceptan MetLife?", "No, esa no la aceptamos.", "MetLife=not_accepted"),
    (
        "",
        "Claro, aceptamos Humana y Aetna, pero no Cigna.",
        "Humana=accepted; Aetna=accepted; Cigna=not_accepted",
    ),
]
"""What we asked, what they said, and what it says: `payer/plan@region=standing`, with
`+f` if they file the claim; nothing where they leave it open."""


def told(one):
    name = one.payer or one.product
    plan = f"/{one.plan}" if one.plan else ""
    region = f"@{one.region}" if one.region else ""
    some = "some " if one.partly else ""
    files = "+f" if one.files_claims else ""
    return f"{some}{name}{plan}{region}={one.standing}{files}"


@pytest.mark.parametrize(("asked", "said", "says"), SAID)
def test_only_what_they_say_of_a_plan_is_read(asked, said, says):
    found = {told(one) for one in read_standing(said, MATCHER, asked)}
    assert found == {one for one in says.split("; ") if one}


def test_a_finding_has_the_sentence_that_says_it():
    said = "Let me see. We're in network with MetLife. Anything else?"
    (found,) = read_standing(said, MATCHER)
    assert found.quote == "We're in network with MetLife."


def test_that_the_insurer_is_to_be_asked_as_well_is_kept():
    said = "We take Cigna, but do check with your insurance."
    (found,) = read_standing(said, MATCHER)
    assert found.standing == "accepted"
    assert found.ask_insurer

import pytest

from panda.campaign import Provider, Target, TargetStatus
from panda.dialing.scouting import PATIENCE_S, chain_of, held_back

CHAIN = ["Bright Smiles - Austin", "Bright Smiles #12", "Bright Smiles, Waco"]


def targets(*names, **statuses):
    return [
        Target(
            target_id=f"t{place}",
            campaign_id="c",
            position=place,
            provider=Provider(name=name, phone=f"+1217555010{place}"),
            status=statuses.get(f"t{place}", TargetStatus.WAITING),
        )
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize("name", CHAIN)
def test_branches_are_one_chain_whatever_their_place(name):
    assert chain_of(name) == "bright smiles"


def test_a_business_of_its_own_keeps_its_name():
    assert chain_of("Lakeside Dental") == "lakeside dental"


def test_one_of_a_chain_is_called_first_and_others_are_not_held():
    held = held_back(targets(*CHAIN, "Mesa Dentistry"), known=(), scouting_s={})
    assert held == {"t1", "t2"}


def test_while_the_scout_is_out_all_others_wait_but_not_for_ever():
    many = targets(*CHAIN, t0=TargetStatus.CALLING)
    out = {"bright smiles": 10.0}
    assert held_back(many, known=(), scouting_s=out) == {"t1", "t2"}
    late = {"bright smiles": PATIENCE_S}
    assert held_back(many, known=(), scouting_s=late) == set()


def test_nobody_waits_once_a_way_is_known_or_the_scout_is_back():
    known = ("+12175550100",)
    assert held_back(targets(*CHAIN), known=known, scouting_s={}) == set()
    back = targets(*CHAIN, t0=TargetStatus.DONE)
    assert held_back(back, known=(), scouting_s={}) == set()


def test_two_of_a_name_are_no_chain():
    assert held_back(targets(*CHAIN[:2]), known=(), scouting_s={}) == set()

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panda.campaign import Provider, Target, TargetStatus
from panda.dialing.scouting import MOST_SCOUTS, PATIENCE_S, chain_of, held_back

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
CALLING, DONE = TargetStatus.CALLING, TargetStatus.DONE


def business(name="Bright Smiles", **extra):
    return Provider(name=name, phone="+12175550100", extra=extra)


def branches(count=3, **changes):
    """Targets of one chain; `t1={...}` changes the second."""
    return [
        Target(
            target_id=f"t{place}",
            campaign_id="c",
            position=place,
            provider=Provider(name="Bright Smiles", phone=f"+1217555010{place}"),
        ).model_copy(update=changes.get(f"t{place}", {}))
        for place in range(count)
    ]


@pytest.mark.parametrize(
    "name",
    ["Bright Smiles - Austin", "Bright Smiles #12", "Bright  Smiles, Waco"],
)
def test_branches_are_one_chain_whatever_their_place(name):
    assert chain_of(business(name)) == "bright smiles"


def test_a_brand_says_more_than_a_website_and_that_more_than_a_name():
    site = {"Website": "https://www.brightsmiles.example/austin"}
    assert chain_of(business("Dr. Lee", **site)) == "brightsmiles.example"
    assert chain_of(business("Dr. Lee", Brand="Bright  Smiles", **site)) == (
        "bright smiles"
    )
    assert chain_of(business("Dr. Lee", website="none")) == "dr. lee"
    assert chain_of(business("Dr. Lee", url="[broken")) == "dr. lee"


def test_pages_at_one_landlord_make_no_chain():
    pages = ("facebook.com/lee", "https://www.facebook.com/roe")
    assert chain_of(business("Lee", website=pages[0])) == "lee"
    assert chain_of(business("Roe", website=pages[1])) == "roe"


def test_one_of_a_chain_is_called_first():
    assert held_back(branches(), now=NOW) == {"t1", "t2"}


def test_two_of_a_name_are_no_chain():
    assert held_back(branches(2), now=NOW) == set()


def test_while_the_scout_is_out_all_others_wait_but_not_for_ever():
    out = branches(t0={"status": CALLING, "attempts": 1})
    assert held_back(out, now=NOW, out_s=10.0) == {"t1", "t2"}
    assert held_back(out, now=NOW, out_s=PATIENCE_S) == set()


def test_nobody_waits_once_the_scout_is_back_from_a_talk():
    back = branches(t0={"status": DONE, "attempts": 1})
    assert held_back(back, now=NOW) == set()


def test_who_was_refused_was_no_scout():
    assert held_back(branches(t0={"status": DONE}), now=NOW) == {"t2"}


def test_a_scout_that_found_the_line_busy_is_followed_by_another_one():
    later = NOW + timedelta(minutes=5)
    busy = branches(4, t0={"attempts": 1, "due_at": later})
    assert held_back(busy, now=NOW) == {"t0", "t2", "t3"}


def test_after_two_scouts_in_vain_all_are_called():
    tried = {"attempts": 1, "due_at": NOW + timedelta(minutes=5)}
    vain = {f"t{place}": tried for place in range(MOST_SCOUTS)}
    assert held_back(branches(5, **vain), now=NOW) == set()


def test_a_number_that_is_being_called_by_others_is_no_scout():
    assert held_back(branches(), now=NOW, busy={"+12175550100"}) == {"t0", "t2"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TargetStatus),
            st.integers(0, 3),
            st.one_of(st.none(), st.integers(-60, 600)),
        ),
        max_size=6,
    ),
    st.one_of(st.none(), st.floats(0, 300)),
)
@settings(max_examples=60, deadline=None)
def test_somebody_can_always_be_called_or_a_call_is_under_way(states, out_s):
    changes = {
        f"t{place}": {
            "status": status,
            "attempts": max(attempts, status is CALLING),
            "due_at": None if due is None else NOW + timedelta(seconds=due),
        }
        for place, (status, attempts, due) in enumerate(states)
    }
    chain = branches(len(states), **changes)
    is_out = any(one.status is CALLING for one in chain)
    held = held_back(chain, now=NOW, out_s=(out_s or 0.0) if is_out else None)
    waiting = [one for one in chain if one.status is TargetStatus.WAITING]
    assert held <= {one.target_id for one in waiting}
    ripe = [one for one in waiting if one.due_at is None or one.due_at <= NOW]
    if ripe and not is_out:
        assert any(one.target_id not in held for one in ripe)

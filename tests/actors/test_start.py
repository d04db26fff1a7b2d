"""What is checked before an installation is started on a cluster."""

import pytest

from actors.start import check_slots
from panda.errors import BadInput

NODES = [
    {"NodeID": "head", "Resources": {"CPU": 4.0, "call_slots": 3.0}},
    {"NodeID": "large", "Resources": {"CPU": 64.0, "call_slots": 100.0}},
    {"NodeID": "bare", "Resources": {"CPU": 4.0}},
]


@pytest.mark.parametrize("calls", [1, 3])
def test_a_node_with_a_slot_for_every_call_is_fine(calls):
    check_slots(NODES, "head", calls)


@pytest.mark.parametrize(("node", "slots"), [("head", 3), ("bare", 0)])
def test_a_node_without_room_for_all_calls_is_told_so_whatever_others_have(node, slots):
    with pytest.raises(BadInput, match=f"has {slots} call_slots for 4 calls"):
        check_slots(NODES, node, 4)

import re
from random import Random
from uuid import UUID

from panda.dialing import new_call_id


def test_an_id_is_a_version_7_uuid_in_lower_case_hex():
    made = new_call_id(1_795_430_400_000, Random(1))

    assert re.fullmatch(r"[0-9a-f]{32}", made)
    assert UUID(made).version == 7
    assert UUID(made).variant == "specified in RFC 4122"


def test_ids_sort_in_the_order_of_their_milliseconds():
    random = Random(2)
    made = [new_call_id(1_795_430_400_000 + ms, random) for ms in range(500)]

    assert made == sorted(made)


def test_ids_of_one_millisecond_differ():
    random = Random(3)

    assert len({new_call_id(5, random) for _ in range(2_000)}) == 2_000

"""Private values at rest."""

import pytest
from hypothesis import given, settings, strategies as st

from gateways.vault import NONCE_BYTES, Vault
from panda.errors import SealBroken
from panda.private import PrivateField as F

KEY = b"a key of this installation"
NUMBER = "+12175550123"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_what_is_sealed_opens_again_and_shows_nothing(value):
    sealed = Vault(KEY).seal(NUMBER, F.MEMBER_ID, value)
    assert Vault(KEY).open(NUMBER, F.MEMBER_ID, sealed) == value
    assert len(value) < 4 or value not in sealed


def test_the_same_value_is_never_sealed_alike():
    vault = Vault(KEY)
    assert len({vault.seal(NUMBER, F.MEMBER_ID, "204118") for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("key", "number", "field"),
    [
        (b"another installation's key", NUMBER, F.MEMBER_ID),
        (KEY, "+12175550199", F.MEMBER_ID),
        (KEY, NUMBER, F.ACCOUNT_NUMBER),
    ],
)
def test_it_opens_for_its_own_subject_only(key, number, field):
    sealed = Vault(KEY).seal(NUMBER, F.MEMBER_ID, "204118")
    with pytest.raises(SealBroken) as broken:
        Vault(key).open(number, field, sealed)
    assert "204118" not in str(broken.value)


@pytest.mark.parametrize("change", [lambda s: s[:-8], lambda s: "", lambda s: "A" + s])
def test_what_was_changed_does_not_open(change):
    sealed = Vault(KEY, lambda size: b"n" * size).seal(NUMBER, F.PHONE, "2175550100")
    assert len(sealed) > NONCE_BYTES
    with pytest.raises(SealBroken):
        Vault(KEY).open(NUMBER, F.PHONE, change(sealed))

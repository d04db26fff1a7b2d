"""Sign-in with an identity provider, by Streamlit's own OpenID Connect.

Streamlit checks what the provider says and keeps it in a signed cookie; here it is
held against our table, at each look, so that who is dropped from it is out.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import streamlit as st

from panda.identities import Admitted, Identities, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "PANDA_IDENTITIES_FILE"


def identities_file(environ: Mapping[str, str]) -> Path | None:
    """Return the file of the provider and its people, if this dashboard has one."""
    return Path(environ[FILE]) if environ.get(FILE) else None


def seen() -> Admitted | Refusal | None:
    """Return what the provider says of this browser; None if it was not asked."""
    file = identities_file(os.environ)
    if file is None or not st.user.is_logged_in:
        return None
    known = Identities.read(file.read_text(encoding="utf-8"), file.name)
    return known.admit(st.user.to_dict(), datetime.now(UTC))


def ask() -> None:
    """Offer the provider's sign-in; say why somebody was not let in by it."""
    if identities_file(os.environ) is None:
        return
    match seen():
        case Refusal() as refusal:
            st.error(_in_words(refusal))
            st.button("Sign in as somebody else", on_click=st.logout)
        case Admitted() | None:
            st.button("Sign in with your identity provider", on_click=st.login)


def leave() -> None:
    """Sign this browser out at the provider, too, if it was signed in there."""
    if identities_file(os.environ) is not None and st.user.is_logged_in:
        st.logout()


def _in_words(refusal: Refusal) -> str:
    match refusal:
        case Refusal.UNKNOWN:
            return (
                "You have signed in, but nobody has given you a role here. Ask whoever "
                "runs this installation to add your address."
            )
        case Refusal.UNVERIFIED:
            return "Your identity provider does not say that your address is yours."
        case Refusal.EXPIRED:
            return "You have been signed in for too long: sign in again."
        case _:
            assert_never(refusal)

"""Who is at this browser: signed in by our users' file or by an identity provider.

Without either the dashboard is for whoever sits at this machine, as are the token and
the settings that it was started with.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import identity
from dashboard.access import may
from dashboard.components.cookie import leave_cookie
from panda.identities import Admitted
from panda.users import Role, Users

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.access import Deed

FILE = "PANDA_USERS_FILE"
ASKED_ANEW = "asked-anew"
"""Under which a session has that its page was run anew for somebody who is nobody."""
COOKIE = "panda_session"
STAYS_S = 12 * 3600
"""How long somebody stays signed in; a shift."""
TRIES = 5
PAUSE_S = 60.0
"""After so many wrong passwords for a name, it is not asked again for so long."""
MOST_NAMES = 1000
"""Names whose wrong passwords are remembered; the longest untried goes first."""
LONGEST_NAME = 64
"""As `panda.users.User` has it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in."""

    name: str
    role: Role

    def may(self, deed: Deed) -> bool:
        """Say whether they may do that."""
        return may(self.role, deed)


LOCAL = Person(name="local", role=Role.ADMIN)
"""Whoever sits at this machine."""
NOBODY = Person(name="", role=Role.ADMIN)
"""Who has not signed in yet: every page has its address, and none of them is shown."""


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    key: str = field(repr=False)
    """Of the password they signed in with; another password ends the session."""
    until: float


def _known(name: str) -> str:
    """Return a name as tries are counted by it."""
    return name.strip().casefold()[:LONGEST_NAME]


class Desk:
    """Where people sign in; one for all browsers of a dashboard.

    Args:
        users: Reads the users' file anew, so that who is dropped from it is out.
        clock: Monotonic seconds.
    """

    def __init__(
        self, users: Callable[[], Users], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._users = users
        self._clock = clock
        self._sessions: dict[str, _Session] = {}
        self._tried: OrderedDict[str, list[float]] = OrderedDict()
        """When a password was last tried for a name in vain, or is being tried."""
        self._lock = threading.Lock()
        self._hashing = threading.Lock()
        """A guess takes a tenth of a second of a core; never two at a time."""

    def sign_in(self, name: str, password: str) -> str | None:
        """Return a new session's token if the password is right."""
        known = _known(name)
        with self._lock:  # it counts before it is looked at: tries may come at once
            if self._pause_s(known) > 0:
                return None
            self._tried.setdefault(known, []).append(self._clock())
            self._tried.move_to_end(known)
            while len(self._tried) > MOST_NAMES:
                self._tried.popitem(last=False)
        with self._hashing:
            user = self._users().signed_in(known, password)
        if user is None:
            return None
        with self._lock:
            now = self._clock()
            self._tried.pop(known, None)
            for token, session in [*self._sessions.items()]:
                if now >= session.until:
                    del self._sessions[token]
            token = secrets.token_urlsafe(32)
            self._sessions[token] = _Session(user.name, user.key, now + STAYS_S)
            return token

    def pause_s(self, name: str) -> float:
        """Say how long nobody may try this name."""
        with self._lock:
            return self._pause_s(_known(name))

    def _pause_s(self, known: str) -> float:
        now = self._clock()
        tried = [at for at in self._tried.get(known, []) if now - at < PAUSE_S]
        if not tried:
            self._tried.pop(known, None)
            return 0.0
        self._tried[known] = tried
        return 0.0 if len(tried) < TRIES else tried[0] + PAUSE_S - now

    def who(self, token: str) -> Person | None:
        """Return whose session this is, by what the users' file says of them now."""
        with self._lock:
            session = self._sessions.get(token)
            if session is None or self._clock() >= session.until:
                self._sessions.pop(token, None)
                return None
        user = self._users().find(session.name)
        same = user is not None and secrets.compare_digest(user.key, session.key)
        if user is None or not same:
            self.sign_out(token)  # dropped, or with another password since
            return None
        return Person(user.name, user.role)

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(token, None)


def users_file(environ: Mapping[str, str]) -> Path | None:
    """Return the users' file, if this dashboard has one."""
    return Path(environ[FILE]) if environ.get(FILE) else None


@st.cache_resource
def _desk(file: Path) -> Desk:
    return Desk(lambda: Users.read(file.read_text(encoding="utf-8"), str(file)))


def known() -> Person | None:
    """Return who is at this browser, if they have signed in."""
    file = users_file(os.environ)
    if file is None and identity.identities_file(os.environ) is None:
        return LOCAL
    if file is not None:
        token = st.session_state.get(COOKIE) or st.context.cookies.get(COOKIE, "")
        if who := _desk(file).who(token):
            return who
    match identity.seen():
        case Admitted(email, role):
            return Person(email, role)
        case _:
            return None


def person() -> Person:
    """Return who is at this browser; who is nobody any more is asked to sign in.

    The whole page is run anew for that: what redraws itself is but a part of it.
    """
    who = known()
    if who is None:
        if st.session_state.pop(ASKED_ANEW, False):
            st.stop()
        st.session_state[ASKED_ANEW] = True
        st.rerun()
    return who


def ask() -> None:
    """Ask somebody who they are."""
    st.session_state.pop(ASKED_ANEW, None)
    st.title("Panda Assist")
    identity.ask()
    file = users_file(os.environ)
    if file is not None:
        _ask(_desk(file))


def keep() -> None:
    """Have the browser keep a new session, for when the page is loaded again."""
    if token := st.session_state.get(COOKIE):
        leave_cookie(COOKIE, token, STAYS_S)


def _ask(desk: Desk) -> None:
    with st.form("sign-in", width=420):
        name = st.text_input("Name", autocomplete="username")
        password = st.text_input(
            "Password", type="password", autocomplete="current-password"
        )
        asked = st.form_submit_button("Sign in", type="primary")
    if not asked:
        return
    token = desk.sign_in(name, password)
    if token is None:
        pause_s = desk.pause_s(name)
        st.error(
            f"Too many wrong passwords: try again in {pause_s:.0f} s."
            if pause_s
            else "The name or the password is wrong."
        )
        return
    st.session_state[COOKIE] = token
    st.rerun()


def sign_out() -> None:
    """End this browser's session; the next run of the page asks anew."""
    file = users_file(os.environ)
    if file is not None:
        token = st.session_state.pop(COOKIE, "") or st.context.cookies.get(COOKIE, "")
        _desk(file).sign_out(token)
    identity.leave()

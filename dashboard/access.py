"""Who may do what on the dashboard, as a table; everything not in it is denied."""

from __future__ import annotations

from enum import StrEnum, auto

from panda.users import Role


class Deed(StrEnum):
    """Something that the dashboard lets people do."""

    LOOK = auto()
    """See calls, transcripts and answers."""
    LISTEN = auto()
    """Hear a call."""
    OPERATE = auto()
    """Whisper, speak, press keys, take over, hold, end: whatever touches a call."""
    RUN_CAMPAIGNS = auto()
    """Begin, pause, resume and cancel them."""
    ADMINISTER = auto()
    """See the installation's settings and parts."""


MAY: dict[Role, frozenset[Deed]] = {
    Role.VIEWER: frozenset({Deed.LOOK, Deed.LISTEN}),
    Role.OPERATOR: frozenset(
        {Deed.LOOK, Deed.LISTEN, Deed.OPERATE, Deed.RUN_CAMPAIGNS}
    ),
    Role.ADMIN: frozenset(Deed),
}


def may(role: Role, deed: Deed) -> bool:
    """Say whether somebody of this role may do that.

    Example:
        >>> may(Role.VIEWER, Deed.LISTEN), may(Role.VIEWER, Deed.OPERATE)
        (True, False)
    """
    return deed in MAY[role]

"""A person's agreement to one use of a function: to what, and for how often.

It is for these very arguments, and for once: a model that was talked into doing
something again has to have it agreed to again.
"""

from __future__ import annotations

from panda.errors import FunctionError

MOST_WISH = 280
"""Characters of what a person is asked to agree to: all of it stands on the screen."""


def wish(name: str, arguments: str) -> str:
    """Name a use by all that a person agrees to.

    Raises:
        FunctionError: It is more than a person can be shown.
    """
    named = wish_in_log(name, arguments)
    if len(named) > MOST_WISH:
        raise FunctionError(
            "its arguments are too long for a person to agree to: shorten them"
        )
    return named


def wish_in_log(name: str, arguments: str) -> str:
    """Name a use that was made, however long."""
    return f"{name} {arguments}"

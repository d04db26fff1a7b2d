"""What a plugin may offer: bounds, names that are free, and nothing that takes less."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.functions.answers import objection_to
from panda.functions.compatibility import objection
from panda.functions.permission import PERMISSIONS
from panda.functions.versions import Version

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from panda.functions.spec import FunctionSpec

MOST_FUNCTIONS = 64
MOST_MANUAL, MOST_SCHEMA = 4_000, 16_000
"""Characters, of one function: a model reads them with each question."""
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
"""What a tool of the OpenAI API may be called; another fails the whole request."""
LONGEST_S = 30.0
"""A function may take no longer: somebody is on the line meanwhile."""


def check(
    specs: Sequence[FunctionSpec],
    remembered: Sequence[FunctionSpec],
    others: Collection[str],
) -> None:
    """Let pass what a plugin offers.

    Args:
        specs: All of it.
        remembered: What was accepted of it before.
        others: Names of other plugins' functions.

    Raises:
        FunctionError: One may not be; says why.
    """
    if len(specs) > MOST_FUNCTIONS:
        raise FunctionError(f"it has over {MOST_FUNCTIONS} functions")
    for one in specs:
        _check_size(one)
        if one.name in PERMISSIONS or one.name in others:
            raise FunctionError(f"{one.name} is the name of another function")
        if one.answers and (why := objection_to(one)):
            raise FunctionError(why)
        before = _before(one, specs, remembered)
        if before is not None and (why := objection(before, one)):
            raise FunctionError(why)


def _check_size(spec: FunctionSpec) -> None:
    """Let a function pass that a model can be told of, and that answers in time.

    Raises:
        FunctionError: It cannot; says why.
    """
    if not _NAME.fullmatch(spec.name):
        raise FunctionError(
            "the name of a function is to be of letters, digits, _ and -, 64 at most"
        )
    if not 0 < spec.time_limit_s <= LONGEST_S:  # nan is neither
        limits = f"between 0 and {LONGEST_S:.0f} s"
        raise FunctionError(f"the time limit of {spec.name} is not {limits}")
    if len(spec.description) > MOST_MANUAL:
        raise FunctionError(f"the manual of {spec.name} is over {MOST_MANUAL} long")
    if len(json.dumps(spec.parameters)) > MOST_SCHEMA:
        raise FunctionError(f"the schema of {spec.name} is over {MOST_SCHEMA} long")
    if spec.parameters.get("type") != "object":
        raise FunctionError(f"the schema of {spec.name} is none of an object")


def _before(
    spec: FunctionSpec,
    offered: Sequence[FunctionSpec],
    remembered: Sequence[FunctionSpec],
) -> FunctionSpec | None:
    """Return what a function is to be held to.

    That is the latest of its own major version; the latest of all for the newest that
    is offered, so that what is older than everything in use is seen to be.
    """

    def version(one: FunctionSpec) -> Version:
        return Version.parse(one.version)

    same = [one for one in remembered if one.name == spec.name]
    newest = max(
        (one for one in offered if one.name == spec.name), key=version, default=spec
    )
    if spec is not newest:
        same = [one for one in same if version(one).major == version(spec).major]
    return max(same, key=version, default=None)

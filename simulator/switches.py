"""``--set KEY=VALUE`` of the simulator: whose switch each is, and whether it fits."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from simulator.carrier import settings as carrier
from simulator.model import settings as model

if TYPE_CHECKING:
    from collections.abc import Iterable


class BadSwitch(ValueError):  # noqa: N818 - reads as what happened
    """A switch that nobody knows, or a value that does not fit it."""


def split(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Divide ``key=value`` words between the carrier and the model server.

    Example:
        >>> split(["abrupt_close=drop", "session_max_s=60"])
        (['abrupt_close=drop'], ['session_max_s=60'])

    Raises:
        BadSwitch: Neither knows one of them; says which there are.
    """
    words = list(words)
    keys = [word.partition("=")[0] for word in words]
    known = {*carrier.Settings.model_fields, *model.KNOWN}
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.75)
            advice = f"did you mean {near[0]}? " if near else ""
            names = ", ".join(sorted(known))
            raise BadSwitch(f"--set {key}: no such switch; {advice}there are: {names}")
    pairs = list(zip(keys, words, strict=True))
    for_model = [word for key, word in pairs if key in model.KNOWN]
    for_carrier = [word for key, word in pairs if key not in model.KNOWN]
    try:
        carrier.parse(for_carrier)
        model.parse(for_model)
    except (carrier.SettingsError, model.SettingsError) as error:
        raise BadSwitch(str(error)) from error
    return for_carrier, for_model

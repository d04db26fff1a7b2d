"""The private values of one call: opened to be keyed in, and struck out of the rest."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from gateways.vault import Vault
from panda.call import CallState
from panda.compliance.redaction import Redactor
from panda.errors import BadInput, SealBroken
from panda.events import EVENT, Pressed, Released, StateChanged
from panda.menu.entry.digits import keys_for
from panda.private import PrivateField
from panda.realtime.agent import FunctionRequested, Heard, Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.campaign import Briefing, Provider
    from panda.events import CallEvent
    from panda.realtime.agent import FromVoice
    from panda.research.private import Entrusted
    from panda.session.commands import PlayEntry
    from panda.settings import Settings

_log = logging.getLogger(__name__)
_PLACEHOLDERS = frozenset(field.placeholder for field in PrivateField)
_SETTLED = frozenset({CallState.TALKING, CallState.ON_HOLD})
"""Nothing is read back for confirmation to whoever waits, or talks with a person."""


def seal(entrusted: Iterable[Entrusted], settings: Settings) -> list[Provider]:
    """Return businesses with their values sealed: from here on nobody reads them.

    To be called where the values came in: nothing unsealed goes to another process.

    Raises:
        BadInput: The installation has no key.
    """
    vault = _vault(settings)
    return [
        one.provider.model_copy(
            update={
                "sealed": {
                    field: vault.seal(one.provider.phone, field, value)
                    for field, value in one.values.items()
                }
            }
        )
        for one in entrusted
    ]


def seal_value(settings: Settings, number: str, field: PrivateField, value: str) -> str:
    """Return one value, sealed for calls to a number; see `seal`.

    Raises:
        BadInput: The installation has no key.
    """
    return _vault(settings).seal(number, field, value)


def _vault(settings: Settings) -> Vault:
    if not settings.private_key:
        raise BadInput(
            "private data is taken only by an installation that can seal it",
            where="PANDA_PRIVATE_KEY",
            advice="set it to 16 characters or more; see docs/guides/private.md",
        )
    return Vault(settings.private_key.encode())


class PrivateValues:
    """Opens what the briefing has sealed, one value at a time, and keeps none open.

    Args:
        briefing: Whom the call is to, and what was sealed for them.
        settings: The key, and nothing else of them.
    """

    def __init__(self, briefing: Briefing, settings: Settings) -> None:
        self._provider = briefing.provider
        self._call_id = briefing.call_id
        self._vault = Vault(settings.private_key.encode())
        self._redactor = Redactor()
        for line in briefing.restored:  # what an actor before us has keyed in
            self.recorded(EVENT.validate_json(line))

    def entrust(self, field: PrivateField, sealed: str) -> None:
        """Take a value that came in during the call, sealed for its number."""
        values = {**self._provider.sealed, field: sealed}
        self._provider = self._provider.model_copy(update={"sealed": values})

    def keys(self, wanted: PlayEntry) -> str:
        """Return the keys that enter a value; empty if they cannot be had."""
        keys = keys_for(wanted.entry, wanted.field, self._value(wanted.field))
        if keys:
            self._gone_out(wanted.field)
            self._redactor.learn(wanted.field, keys)
        return keys

    def recorded(self, event: CallEvent) -> None:
        """Take an event of the log: by it we know what may be read back now."""
        match event:
            case Released(field=field, refused=""):
                self._gone_out(field)
            case Pressed(keys=keys) if keys not in _PLACEHOLDERS:
                self._redactor.settled()
            case StateChanged(state=state) if state in _SETTLED:
                self._redactor.settled()
            case _:
                pass

    def _gone_out(self, field: PrivateField) -> None:
        self._redactor.learn(field, self._value(field))
        self._redactor.entered(field)

    def struck(self, event: FromVoice) -> FromVoice:
        """Return an event without the values that have been keyed in."""
        match event:
            case Heard(text=text, final=final):
                return replace(event, text=self._redactor.hear(text, final=final))
            case Said(text=text):
                return replace(event, text=self._redactor.redact(text))
            case FunctionRequested(arguments=arguments):
                return replace(event, arguments=self._redactor.redact(arguments))
            case _:
                return event

    def _value(self, field: PrivateField) -> str:
        sealed = self._provider.sealed.get(field, "")
        if not sealed:
            is_line = field is PrivateField.EXTENSION
            return self._provider.extension if is_line else ""
        try:
            return self._vault.open(self._provider.phone, field, sealed)
        except SealBroken:
            _log.warning("call %s: %s does not open", self._call_id, field)
            return ""

"""What a call may give of private data, and the record of each decision.

Nothing here has a value. A decision is asked for whenever a machine asks; what is
allowed is keyed in by the shell, which alone can open what is sealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.compliance.release import Circumstances, may_release
from panda.events import Released
from panda.private import PrivateField

if TYPE_CHECKING:
    from panda.session.record import CallRecord


class Releasing:
    """Decides for one call."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._refused: dict[tuple[PrivateField, str], bool] = {}
        """Refusals, and whether each is in the log."""

    def may_give(self, field: PrivateField, *, asked: bool, under_way: int = 0) -> bool:
        """Decide for a menu that we are in.

        Args:
            field: What would be keyed in.
            asked: Whether the menu asks for it, as far as we have read it.
            under_way: How often it is being keyed in and not in the log yet.
        """
        brief = self._call.briefing
        grant = next((one for one in brief.grants if one.field is field), None)
        is_known = field in brief.provider.sealed
        if field is PrivateField.EXTENSION:
            is_known = is_known or bool(brief.provider.extension)
        release = may_release(
            Circumstances(
                field=field,
                grant=grant,
                known=is_known,
                goal=brief.questionnaire.goal,
                transferred=self._call.put_through,
                machine=True,
                asked=asked,
                releases=self._call.releases[field] + under_way,
            )
        )
        if not release.allowed:
            self._refused.setdefault((field, release.reason), False)
        return release.allowed

    def audit(self) -> list[Released]:
        """Return the refusals that are not in the log yet, each once."""
        fresh = [key for key, is_told in self._refused.items() if not is_told]
        self._refused.update(dict.fromkeys(fresh, True))
        return [Released(field=field, refused=reason) for field, reason in fresh]

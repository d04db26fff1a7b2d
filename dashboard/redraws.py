"""Redraws that come too late: the cause of Streamlit's "Bad delta path index".

A fragment that redraws itself asks for it by a timer in the browser. When its page is
left, a question that was under way may reach the server while that draws the next
page, and waits for the end of it. By then the fragment is gone. Streamlit runs it all
the same (nothing is drawn), but announces the run under the page that was left; the
browser takes that for a change of page, drops everything it shows, and breaks at the
next redraw of the page that is open. See docs/decisions.

So such a run is not begun. Streamlit has no setting for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

if TYPE_CHECKING:
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

_run = ScriptRunner._run_script  # noqa: SLF001 - there is no public place for this


def _run_unless_late(self: ScriptRunner, rerun_data: RerunData) -> None:
    """Run what is wanted, unless it is for fragments of a page that was left."""
    known = self._fragment_storage
    redrawn = rerun_data.fragment_id_queue
    if redrawn and not any(known.contains(one) for one in redrawn):
        return
    _run(self, rerun_data)


def drop_late() -> None:
    """Have late redraws dropped in this process; to say it again changes nothing."""
    setattr(ScriptRunner, "_run_script", _run_unless_late)  # noqa: B010 - a method

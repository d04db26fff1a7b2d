"""Where this process writes its log: stderr, which Ray keeps, or a file of ours.

Every actor of an installation calls `set_up` when it begins; Ray's own logs, and those
of vendors' packages, stay as they are.
"""

from __future__ import annotations

import logging
import sys
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING

from panda.observe.facts import told
from panda.observe.logs import FACTS, OURS, Speaker, formatter

if TYPE_CHECKING:
    from panda.events import CallEvent
    from panda.settings import Settings

_log = logging.getLogger(__name__)


def set_up(settings: Settings, actor: str) -> Speaker:
    """Have what we log in this process written as the settings say.

    A file may be shared by all processes of a node: each line is one write to its end.
    It may be moved away at any time; another is begun.

    Args:
        settings: The installation's.
        actor: Who we are.

    Returns:
        Who is named in every line; a call is filled in when it is known.
    """
    speaker = Speaker(actor)
    handler: logging.Handler = (
        WatchedFileHandler(settings.log_file, encoding="utf-8")
        if settings.log_file
        else logging.StreamHandler(sys.stderr)
    )
    handler.addFilter(_is_worth_it)
    handler.setFormatter(formatter(settings.log, speaker))
    for name in OURS:
        logger = logging.getLogger(name)
        for former in logger.handlers[:]:
            logger.removeHandler(former)
            former.close()
        logger.addHandler(handler)
        logger.setLevel(settings.log_level.upper())
        logger.propagate = False
    return speaker


def _is_worth_it(record: logging.LogRecord) -> bool:
    """Leave out the comings and goings of sockets, which log under our names.

    picows calls them by the number of the file, as `actors.adopt.57`.
    """
    of_socket = record.name.rpartition(".")[2].isdigit()
    return record.levelno >= logging.WARNING or not of_socket


def write_down(event: CallEvent) -> None:
    """Log that something happened on this process's call; nobody's words are in it."""
    if _log.isEnabledFor(logging.INFO):
        place = {"seq": event.seq, "at_ms": event.at_ms}
        _log.info(event.kind, extra={FACTS: {**place, **told(event)}})

"""Who or what is on the line: by words (`classify`) and by time (`LineListener`)."""

from panda.line.classify import classify
from panda.line.listener import LineListener
from panda.line.reading import Reading

__all__ = ["LineListener", "Reading", "classify"]

"""Waiting in a queue: what announcements tell, and when a person has picked up."""

from panda.line.queue.callback import Offer, offer, offered
from panda.line.queue.listener import SURE, QueueListener
from panda.line.queue.place import Place, place

__all__ = ["SURE", "Offer", "Place", "QueueListener", "offer", "offered", "place"]

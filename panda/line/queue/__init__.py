"""Waiting in a queue: what announcements tell, and when a person has picked up."""

from panda.line.queue.callback import Offer, offer
from panda.line.queue.listener import QueueListener
from panda.line.queue.place import Place, place

__all__ = ["Offer", "Place", "QueueListener", "offer", "place"]

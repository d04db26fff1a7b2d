"""What is ordered to go wrong with a session of the model."""

from random import Random

from simulator.carrier.testing import Memory
from simulator.faults.book import FaultBook
from simulator.faults.catalogue import parse
from simulator.model.realtime.troubles import Troubles


def test_an_order_that_had_its_chance_does_not_shield_from_the_next():
    book = FaultBook(Random(1), Memory(), lambda: 0.0)
    book.order(parse("session_kill:after_ms=0,rate=0"))
    session = Troubles(book, "sess_1", begun_ms=0)
    assert session.ending(1000) is None
    book.order(parse("session_kill:after_ms=0,call_sid=sess_2"))
    assert session.ending(2000) is None
    book.order(parse("session_kill:after_ms=0,call_sid=sess_1"))
    assert session.ending(3000) == "kill"

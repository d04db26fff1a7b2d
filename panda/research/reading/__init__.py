"""Values read out of what people say: one module a kind of value.

Each reader lists every value a text can be understood to state (`Reading`), and drops
what was taken back, denied or not meant seriously. Reading is deliberately blind to
what a model claims: the claim is compared with the readings afterwards.
"""

from panda.research.reading.read import readings
from panda.research.reading.spans import Reading

__all__ = ["Reading", "readings"]

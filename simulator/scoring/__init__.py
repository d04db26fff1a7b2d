"""How well a run went, worked out from the ledger and the scenario alone.

Nothing the product says about itself is believed: only what it claims to have found
out is read from its results, and held against the truth.
"""

from simulator.scoring.command import main

__all__ = ["main"]

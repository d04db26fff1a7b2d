"""Other people's voice bots, unmodified, against the simulated phone network.

Each folder ending in `_bot` or named after a package is one program that knows nothing
of the simulator but what its environment says; `python -m conformance` runs them one
after the other and judges from the network's ledger.
"""

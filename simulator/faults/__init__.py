"""Misfortunes that can be ordered: one vocabulary for every part of the simulator.

`kinds` is what may go wrong and how each is set; `catalogue` knows them by name and
reads an order in any of its three forms (a list in scenario.yaml, ``--fault`` on the
command line, JSON over HTTP); `book` says whether one strikes here and now, and writes
each strike to the ledger.
"""

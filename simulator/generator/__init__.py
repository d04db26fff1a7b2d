"""Makes up scenarios: businesses nobody has seen before, with their ground truth.

`tables/` holds the words (a grammar for each language, a vocabulary for each sector),
the modules around it put them together. The same seed gives the same bytes: all dice
come from the seed and from nothing else, and no set or clock is ever iterated or read.
"""

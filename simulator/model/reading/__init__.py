"""Typed values read out of spoken sentences: numbers, money, dates, times, yes/no.

Every reader returns where in the text it found its value, so that a finding can
quote its evidence word for word. A reader that is unsure returns nothing.
"""

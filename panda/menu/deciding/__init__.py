"""What is done next in a phone menu: a decision for each thing that may be heard.

A module holds what is decided on one of them, as functions of a `Situation` and the
time; `order` says which is asked first. None of them sends anything: the navigator does
what was decided.
"""

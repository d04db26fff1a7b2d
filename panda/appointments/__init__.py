"""From times that businesses offer to one appointment in a calendar.

`life` is the table of what may become of an offered time; `booking` is one such time
and how far it has come; `choice` picks one of many by the user's terms and calendar;
`errands` are the second calls that confirm, move or cancel; `taking` reads offers out
of calls' results; `zones` keeps clocks right; `desk` does all of it.
"""

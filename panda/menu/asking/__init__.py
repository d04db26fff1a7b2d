"""The way through a menu, asked of a supervisor where the rules are unsure.

`question` is what is asked and what comes back; `doubt` says when the rules are unsure;
`check` is what an answer must pass before anything is pressed or said; `asking` keeps
the one question that is open.
"""

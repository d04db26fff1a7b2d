"""What an installation tells of itself to those who keep it running.

`metrics` is the table of figures, `measuring` takes them from what happened, `moment`
from what goes on; all of it pure. Nobody's words, numbers or keys get into any of it.
"""

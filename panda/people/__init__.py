"""The people a call is made for: what it asks them, and when it needs one of them.

`question` is what is asked and how an answer is read, `need` why a person is wanted,
`pending` what is open of both on one call, as its log has it.
"""

"""What a ledger says, for people: live, as a report at the end, and by SQL.

Read from the ledger and nothing else, so that it can be had of any run at any time.
"""

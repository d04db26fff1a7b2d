"""A phone network in a box: the other side of every wire.

`carrier` is Twilio's side, `model` is OpenAI's side, `businesses` are the people
and machines who are called, `speech` are everybody's ears and voices, `ledger` is
what really happened. Nothing here imports the product, nor is imported by it: two
programs that agree only on public protocols keep each other honest.
"""

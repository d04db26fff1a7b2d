"""Telling outside systems what happens, by signed HTTP requests, at least once.

`messages` says what there is to tell, `endpoints` whom and where, `signing` how they
know that it is us (the Standard Webhooks scheme), `schedule` when it is tried again,
`deliveries` what waits, in order. All of it is policy: the store keeps what waits, and
`actors.webhooks` sends it.
"""

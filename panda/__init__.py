"""What a call is: plain Python, no I/O, no Ray, no vendor.

Read it in the order audio flows: `audio`, `stream` and `realtime` are the wires,
`bridge` is where they meet, `call` is the table of a call's life, `session` runs one
call, `line` and `menu` make out who answered and find the way to a person, then
`supervisor`, `functions` and `research` do the work, under `dialing` and
`compliance`. Whatever touches the world comes in through `ports`.
"""

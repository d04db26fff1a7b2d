"""One call from dial to result, without I/O.

`CallSession.handle(input, now_ms)` takes what happened (`inputs`) and returns what is
to be done (`commands`); the shell in `actors.call` does it. Each phase of a live call
is a small object in `phases`.
"""

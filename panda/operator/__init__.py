"""A person beside the AI: who may be heard, what is said to and by their browser.

`wire` is what passes between a browser and a call, `ticket` lets a browser in, `lease`
says who of several has the floor, `jitter` and `tap` keep their audio in time. How a
call behaves meanwhile is the session's business (`panda.session.operators`).
"""

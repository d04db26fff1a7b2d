"""The senior agent: a request and the conversation, then functions, then an answer.

`consultation` is what passes between a call and its supervisor; `prompt` words it for
a model; `supervisor` runs the model and the functions within a deadline.
"""

"""OpenAI's side of the wire: Realtime sessions, `/v1/responses`, and a rule engine.

The engine stands in for a language model. It is deterministic and sees what a model
would see and nothing else: the prompt, the conversation and the function schemas.
Figures obtained with it are figures of the harness, not of a language model.
"""

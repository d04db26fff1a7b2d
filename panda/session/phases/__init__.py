"""The phases of a call, each a small object: inputs in, effects out.

`opening` before the dial, `dialing` until the answer, `listening` to who it is,
`navigating` a menu, `waiting` in a queue, `talking` with a person.
"""

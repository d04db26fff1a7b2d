"""Recordings: what a call or a conference sounded like, for the client to fetch.

`tape` holds the sound, `recording` one Recording resource and its life, `registry`
begins, ends and announces them, `api` is the REST resource.
"""

"""TwiML applications: documents that can be called like a telephone (``app:AP…``).

`applications` keeps them and answers their calls, `trunk` is the wire between the two
legs of such a call, `api` is the REST resource.
"""

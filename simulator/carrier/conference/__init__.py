"""Conferences: rooms in which several calls hear each other.

`mixer` is the audio and who may hear whom, without clock or network. `conference`
holds the rules (when it starts, who may end it), `events` reports them to the client,
`asides` runs the documents that one leg hears alone, `api` is the REST resource.
"""

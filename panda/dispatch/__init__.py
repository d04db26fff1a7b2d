"""Getting a campaign's calls made: who is called now, by which actor, and what follows.

`dispatcher` is the loop, over `books` (what is kept of every campaign); `attending`
sees one call through the deaths of its actors to its result; `placing` asks the carrier
at most once; `settling` clears up what nobody attends to; `callbacks` reads the
carrier's reports. All of it is over ports, without Ray, and tested with fakes.
"""

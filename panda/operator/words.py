"""How long words may be that people of ours write for a call, by any way."""

MOST_WORDS = 500
"""Characters to whisper or to say: half a minute of speech."""
MOST_NOTE = 1000
"""Characters of a note, and of one that a model pins (`addNote`)."""

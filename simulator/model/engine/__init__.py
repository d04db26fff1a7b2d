"""The stand-in for a language model: prompt in, decision out, no I/O, no memory."""

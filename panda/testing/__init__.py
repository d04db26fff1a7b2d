"""Public fakes: carrier, voice, reasoner, store, clock, frames."""

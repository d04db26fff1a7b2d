"""OpenAI Realtime GA without I/O: `codec` turns wire events into `agent` events."""

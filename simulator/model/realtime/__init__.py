"""The Realtime API (GA) as a session without I/O, and the socket around it."""

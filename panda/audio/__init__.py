"""Sound as the telephone carries it: 8 kHz mu-law, 160 bytes to 20 ms."""

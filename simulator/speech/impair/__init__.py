"""What lines do to sound: noise, lost and late packets, echo.

Each part takes one frame of 20 ms and returns one; nothing here waits, and all
randomness is passed in.
"""

"""The ears and voices of the simulated world.

Everything here works on 8 kHz mu-law audio. Two kinds of ear share it: *speech*
(`recogniser`, `voices`, behind `server` and `client`) and *data* (`data`, text as
modem tones). `activity`, `tones` and `music` need neither.
"""

"""Insurance: which plan somebody means, and what an office says of it.

Nothing in here knows anybody's member number, nor a date of birth: plans have names,
patients' data are released elsewhere (`panda.compliance.release`).
"""

"""Recording a call: whether it may be, and how its sound is laid out in a file.

`consent` reads from the call's log whether sound may be kept at this moment, `stereo`
puts both sides together, `wav` says where in a file each moment is. Nothing here
touches a file.
"""

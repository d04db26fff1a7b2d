"""Phone menus: read, chosen from, walked through, remembered.

`detect` reads one, `choose` picks an option for a goal, `navigate` presses keys in a
closed loop, `routes` remembers what worked.
"""

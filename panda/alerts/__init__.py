"""Alerts: what an operator should be told without looking for it.

`rules` says what is measured of calls, campaigns and the installation, `thresholds` how
much of it is too much, `episode` when an alert is raised and cleared, `watch` keeps
those that are open. All of it is told the time and asks nobody anything.
"""

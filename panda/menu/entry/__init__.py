"""Prompts that ask for digits to be entered: read, and answered in their own format.

`words` has the words of each language, `prompt` reads what is asked for, `digits` lays
a value out as asked.
"""

"""A campaign's report for people: what it says (`contents`), and as a page (`page`).

The same as a PDF is `documents.pdf`.
"""

"""What the user wants to know, what was learned, and how it compares.

`questionnaire` is the questions, `finding` an answer with its evidence, `evidence`
checks that a quote really says the value, `comparison` lays the answers side by side,
`providers` reads the list of whom to call.
"""

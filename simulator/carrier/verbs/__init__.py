"""TwiML's verbs: one entry each.

A verb is a frozen dataclass with `read` (from its XML element) and `perform` (on a
`CallStage`; returns what is next). To add one, write it in a module of this package
and give it a line in `table.VERBS`; the guide's table is checked against it.
"""

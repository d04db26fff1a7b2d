"""Plugins: other people's functions, each plugin in a process of its own.

`finding` sees what is installed, `worker` is the program of the process and `served`
what it serves (`mcp`: a server of the Model Context Protocol), `process` our end of it.
`workshop` has them all: what may run, in which versions, and what was refused.
"""

"""What is remembered of phone menus: versions of a graph for each number, pure values.

A call hands in a `Trip`; `take_in` makes of it the next state of the graphs; a graph
gives the `Route` that the next call follows. Nothing here reads a clock or a file.
"""

from panda.menu.memory.graph import Edge, Graph, Node, Path, Turn, current
from panda.menu.memory.learning import take_in
from panda.menu.memory.trip import Trip

__all__ = ["Edge", "Graph", "Node", "Path", "Trip", "Turn", "current", "take_in"]

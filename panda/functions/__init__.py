"""Functions that models and operators can use, with schemas read from type hints.

`framework` makes a function of a documented coroutine; `supervisor` holds what the
senior agent can do, `voice` what the junior one can. A handler gets its context as its
first argument: nothing here is global, so one process can serve any number of calls.
"""

from panda.functions.framework import Function, Registry

__all__ = ["Function", "Registry"]

"""Functions that models and operators can use, with schemas read from type hints.

`framework` makes a function of a documented callable, `versions` and `registry` keep
several of a name apart, `permission` is the table of who may call what. `incall` acts
on the call, `business` looks things up; `supervisor` holds what the senior agent can
do, `voice` what the junior one can. A handler gets its context as its first argument
and acts by decisions it leaves there (`desk`, `decisions`): nothing here is global, so
one process can serve any number of calls.
"""

from panda.functions.framework import Function
from panda.functions.registry import Registry

__all__ = ["Function", "Registry"]

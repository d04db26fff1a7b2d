"""What the senior agent can do: act on the call, and look things up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.functions.booking import BOOKING
from panda.functions.business import BUSINESS
from panda.functions.incall import IN_CALL
from panda.functions.permission import PERMISSIONS, Caller
from panda.functions.registry import Registry

if TYPE_CHECKING:
    from panda.functions.desk import Desk

CALL_FUNCTIONS: Registry[Desk] = Registry(*IN_CALL, *BOOKING, *BUSINESS)
"""All that work on a `Desk`, whoever calls them."""
SUPERVISOR_FUNCTIONS: Registry[Desk] = Registry(
    *(
        function
        for function in CALL_FUNCTIONS
        if Caller.SUPERVISOR in PERMISSIONS[function.name].rights
    )
)

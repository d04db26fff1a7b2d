"""What every standing actor of an installation has in common.

There is one of each, found by its name in our namespace; it belongs to the cluster and
not to whoever started it, takes no slot of a core, and is started anew when it dies.

All of them, and the call actors, are on one node, that of whoever started them: the
front door hands calls on through Unix sockets, and Serve listens on its loopback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

if TYPE_CHECKING:
    from ray.actor import ActorProxy

NAMESPACE = "panda"
SLOTS = "call_slots"
"""The resource of a node of which every call actor takes one."""


def here() -> NodeAffinitySchedulingStrategy:
    """Return the strategy that starts an actor on this process's node, or nowhere."""
    node = ray.get_runtime_context().get_node_id()
    return NodeAffinitySchedulingStrategy(node, soft=False)


def start_service(
    actor: type, name: str, *, at_once: int = 1000, ask_again: bool = False
) -> ActorProxy[Any]:
    """Start a standing actor, or return the one that runs.

    Args:
        actor: Its class, made without arguments: it reads its own environment.
        name: Its name.
        at_once: Calls it works on at a time.
        ask_again: Whether Ray repeats a call whose answer was lost. Never for what may
            be done once only, such as a dial.
    """
    started: ActorProxy[Any] = (
        ray.remote(actor)
        .options(
            num_cpus=0,
            max_restarts=-1,
            max_task_retries=-1 if ask_again else 0,
            max_concurrency=at_once,
            name=name,
            namespace=NAMESPACE,
            lifetime="detached",
            get_if_exists=True,
            scheduling_strategy=here(),
        )
        .remote()
    )
    return started


def find_service(name: str) -> ActorProxy[Any]:
    """Return a standing actor.

    Raises:
        ValueError: None of this name runs.
    """
    found: ActorProxy[Any] = ray.get_actor(name, namespace=NAMESPACE)
    return found

"""What every standing actor of an installation has in common.

There is one of each, found by its name in our namespace; it belongs to the cluster and
not to whoever started it, takes no slot of a core, and is started anew when it dies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ray

if TYPE_CHECKING:
    from ray.actor import ActorProxy

NAMESPACE = "panda"


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

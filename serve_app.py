"""The HTTP side on Ray Serve: the carrier's webhooks and the operator's API.

It relays and decides nothing. The carrier's requests are believed by their signature,
everybody else's by the bearer token. Serve listens on loopback only; the front door
brings requests here. `make_app` needs no Ray, so the tests have none either. The
routers stand in `serve_api`, one a noun.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from fastapi import Depends, FastAPI
from ray.exceptions import RayActorError

from actors.client import Client
from actors.logs import set_up
from actors.priority import stand_back, step_back
from panda.call import CallState
from panda.dispatch.ports import Installation
from panda.errors import PandaError
from panda.settings import Settings
from panda.views import Health
from serve_api import (
    alerts,
    appointments,
    audio,
    calls,
    campaigns,
    dismissals,
    donotcall,
    events,
    functions,
    notes,
    operators,
    questions,
    routes,
    system,
    webhook_endpoints,
    webhooks,
)
from serve_api.bulletin import Newsroom
from serve_api.doors import ERRORS, Panda, bearer
from serve_problems import tell_problems

_log = logging.getLogger(__name__)

NAME = "panda"
AT_ONCE = 256
"""Requests at a time; Serve's default of 5 would leave the carrier's sixth waiting
(RELIABILITY F2)."""
TRIES = 2
"""How often Serve is started: a busy machine is slow, not broken."""
PROXY_READY_S = 60
"""What Serve itself grants its proxies, and what `panda_cli.running.RAY` has its
controller grant them, which would replace them after 15 s otherwise."""
PROXY = "SERVE_PROXY_ACTOR"
"""What the names of Serve's proxies begin with (`ray.serve._private.constants`)."""
HEALTH_S = 5.0
"""How long the parts of the installation have to say that they are there."""
NOUNS = (
    alerts,
    appointments,
    audio,
    calls,
    campaigns,
    dismissals,
    donotcall,
    events,
    functions,
    notes,
    operators,
    questions,
    routes,
    system,
    webhook_endpoints,
)
"""What the API is about; each has a router, and needs the token."""


def make_app(settings: Settings, panda: Installation) -> FastAPI:
    """Build the application over an installation."""
    app = FastAPI(
        title="Panda Assist",
        summary="Calls many businesses at once and compares what they say.",
        version="0.1.0",
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings, app.state.panda = settings, panda
    app.state.newsroom = Newsroom(panda)
    tell_problems(app)
    app.include_router(webhooks.router)
    for noun in NOUNS:
        app.include_router(
            noun.router, dependencies=[Depends(bearer)], responses=ERRORS
        )
    app.add_api_route("/health", health, tags=["health"])
    return app


async def health(panda: Panda) -> Health:
    """Say whether calls can be made: hub, store and orchestrator answer."""
    try:
        async with asyncio.timeout(HEALTH_S):
            snapshots = await panda.snapshots()
            paused = await panda.paused()
    except TimeoutError:
        raise PandaError("a part of the installation does not answer") from None
    live = [one for one in snapshots if one.state is not CallState.ENDED]
    status: Literal["ok", "paused"] = "paused" if paused else "ok"
    return Health(status=status, paused=paused, now=panda.now(), live_calls=len(live))


# --- on Ray Serve --------------------------------------------------------------------


def _build() -> FastAPI:
    settings = Settings.from_env(os.environ)
    set_up(settings, "api")
    step_back()
    return make_app(settings, Client(settings))


def serve_http(
    settings: Settings, put_up: Callable[[Settings], None] | None = None
) -> None:
    """Put the application on this cluster's Serve, on loopback; it stays there.

    Serve's controller replaces a proxy that is not ready in time, and whoever waits for
    the first is told that an actor died: the next try finds the second.

    Args:
        settings: The installation's.
        put_up: What makes one try; Serve, unless a test has another.

    Raises:
        PandaError: It did not come up, `TRIES` times.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            (put_up or _put_up)(settings)
        except (RayActorError, TimeoutError) as error:
            if tries_left:
                _log.warning("Serve is not up yet (%s)", type(error).__name__)
                continue
            logs = Path(settings.run_dir) / "ray" / "session_latest" / "logs" / "serve"
            raise PandaError(
                f"the HTTP side (Ray Serve) did not come up: {TRIES} times its proxy "
                f"was not ready in {PROXY_READY_S} s, as on a machine that is busy "
                f"otherwise; start it again when it is not. What it said is in {logs}"
            ) from error
        return


def _put_up(settings: Settings) -> None:
    from ray import serve  # noqa: PLC0415 - slow to import, and only needed here

    serve.start(
        proxy_location="HeadOnly",
        http_options={
            "host": "127.0.0.1",
            "port": settings.serve_port,
            "request_timeout_s": 30,
        },
    )
    deployment: Any = serve.deployment(
        name="api",
        num_replicas=1,
        max_ongoing_requests=AT_ONCE,
        graceful_shutdown_timeout_s=2,
        health_check_period_s=2,
        ray_actor_options={"num_cpus": 0},
    )(serve.ingress(_build)())
    serve.run(deployment.bind(), name=NAME, route_prefix="/")
    _proxies_step_back()


def _proxies_step_back() -> None:
    """Let calls go before Serve's own proxies; one that Serve replaces does not."""
    import ray  # noqa: PLC0415 - see `_put_up`

    for actor in ray.util.list_named_actors(all_namespaces=True):
        if actor["name"].startswith(PROXY):
            proxy: Any = ray.get_actor(actor["name"], namespace=actor["namespace"])
            ray.get(proxy.__ray_call__.remote(stand_back), timeout=HEALTH_S)

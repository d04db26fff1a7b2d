"""Bringing an installation up on a Ray cluster, joining it, and taking it down.

The actors are detached: they belong to the cluster and outlive whoever started them.
An embedded cluster (no address given) lives as long as the process that started it. Its
address and its token are in `cluster.json` of the data directory, mode 0600, which is
how other processes of the same user join it. A lock beside it keeps a second cluster
out of the directory.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ray
from ray._raylet import (  # type: ignore[attr-defined]  # untyped
    AuthenticationTokenLoader,
    Config,
)
from ray.exceptions import GetTimeoutError, RayActorError, RayError

from actors.carrier import start_carrier
from actors.claim import Claim, claim, is_reachable
from actors.frontdoor import start_frontdoor
from actors.functions import start_functions
from actors.hub import start_hub
from actors.orchestrator import start_orchestrator
from actors.service import NAMESPACE, SLOTS
from actors.store import start_store
from actors.supervisor import start_supervisors
from actors.webhooks import start_webhooks
from panda.errors import BadInput, PandaError
from panda.operator.phones import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from panda.settings import Settings

_log = logging.getLogger(__name__)

FILE = "cluster.json"
READY_S = 120.0
"""How long all actors may take to come up; some seconds on an idle machine."""
STOP_S = 30.0
OBJECT_STORE_BYTES = 128 * 1024 * 1024
"""Shared memory of an embedded cluster; nothing of ours is large."""
ROOM_FOR_LOST = 4
"""Slots beside calls and spares: a call's next actor may start before the dead one's
is given back."""


@dataclass(frozen=True, slots=True)
class System:
    """An installation that runs."""

    address: str
    """Of the Ray cluster."""
    front_port: int
    """Where the front door of this node listens."""
    embedded: bool
    """Whether the cluster ends with this process."""
    claim: Claim | None = None
    """On the data directory, if the cluster is our own."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    """What another process needs to join; the token lets it do anything."""

    address: str
    token: str


def start(
    settings: Settings,
    address: str | None = None,
    *,
    meanwhile: Callable[[], None] | None = None,
) -> System:
    """Bring everything up, or find it up; returns when calls can be made.

    Every actor reads its own environment, which is this process's for an embedded
    cluster: put the variables of `settings` there first.

    Args:
        settings: The installation's.
        address: A Ray cluster's (`auto` for the one of this node); without it, one is
            embedded in this process.
        meanwhile: What else is to be started while the actors come up.

    Raises:
        BadInput: The cluster cannot be joined, or has too few slots for calls; or,
            for one of our own, an installation runs in the data directory already.
        PandaError: A part of it did not come up.
    """
    check(settings.transfer_phones)
    check_traces(settings)
    if address:
        _join(address)
        return System(*_bring_up(settings, meanwhile), embedded=False)
    taken = claim(settings)
    try:
        _embed(settings)
        return System(*_bring_up(settings, meanwhile), embedded=True, claim=taken)
    except BaseException:  # whatever it was: nothing of ours runs there now
        taken.release()
        raise


def check_traces(settings: Settings) -> None:
    """Let settings pass that want no traces, or where those can be made.

    Raises:
        BadInput: The packages that export them are not installed.
    """
    if settings.traces_to and not _has_traces():
        raise BadInput(
            "the packages that export traces are not installed",
            where="OTEL_EXPORTER_OTLP_ENDPOINT",
            advice="pip install 'panda-assist[otel]', or unset it",
        )


def _has_traces() -> bool:
    try:
        return (
            importlib.util.find_spec("opentelemetry.exporter.otlp.proto.http")
            is not None
        )
    except ModuleNotFoundError:  # not even the first of those packages
        return False


def _bring_up(
    settings: Settings, meanwhile: Callable[[], None] | None
) -> tuple[str, int]:
    """Start all actors; return the cluster's address and the front door's port."""
    node = ray.get_runtime_context().get_node_id()
    check_slots(ray.nodes(), node, settings.max_calls)  # type: ignore[no-untyped-call]
    # Each is known by its name from here on, and asked while it still comes up: all of
    # them load at the same time.
    start_store()
    start_hub()
    start_carrier()
    start_supervisors(settings.supervisors)
    start_webhooks()
    start_functions(settings)
    door: Any = start_frontdoor()
    asked = {
        "front door": door.port.remote(),
        "orchestrator": start_orchestrator().ping.remote(),
    }
    if meanwhile is not None:
        meanwhile()
    parts = list(asked.values())
    up, _ = ray.wait(parts, num_returns=len(parts), timeout=READY_S)
    late = [name for name, part in asked.items() if part not in up]
    logs = Path(settings.run_dir) / "ray" / "session_latest" / "logs"
    if late:
        raise PandaError(not_up(late, logs))
    try:
        front_port, _ = ray.get(parts)
    except RayActorError as error:
        raise PandaError(
            f"a part of the installation did not start ({type(error).__name__}); "
            f"what it said is in {logs}, if it runs on a cluster of its own"
        ) from error
    return ray.get_runtime_context().gcs_address, front_port


def not_up(late: Sequence[str], logs: Path) -> str:
    """Say which parts did not come up in time, and what can be done."""
    return (
        f"not up after {READY_S:.0f} s: {', '.join(late)}. The machine may be busy "
        "otherwise: start it again when it is not. What they said is in "
        f"{logs}, if it runs on a cluster of its own"
    )


def check_slots(nodes: Sequence[Mapping[str, Any]], node: str, calls: int) -> None:
    """Let a node pass that has room for all calls; without, some would never begin.

    Args:
        nodes: All nodes of the cluster, as `ray.nodes` describes them.
        node: The id of the one that is to carry the installation.
        calls: How many calls there may be at a time.

    Raises:
        BadInput: It has fewer of the resource `call_slots` than that.
    """
    resources = next(one["Resources"] for one in nodes if one["NodeID"] == node)
    slots = int(resources.get(SLOTS, 0))
    if slots < calls:
        raise BadInput(
            f"this node of the cluster has {slots} {SLOTS} for {calls} calls",
            where="PANDA_MAX_CALLS",
            advice=f"lower it, or start the node with more: ray start --resources "
            f"'{{\"{SLOTS}\": {calls}}}'",
        )


def stop(system: System) -> None:
    """End live calls at the carrier, then everything that `start` brought up."""
    _ask("orchestrator", "stop")
    _ask("store", "shut")
    _kill("webhooks")  # first, since it waits at the hub
    for actor in ray.util.list_named_actors(all_namespaces=True):
        if actor["namespace"] == NAMESPACE:
            _kill(actor["name"])
    if system.embedded:
        ray.shutdown()
    if system.claim is not None:
        system.claim.release()


def join(settings: Settings) -> None:
    """Connect this process to the installation that runs on this machine.

    Raises:
        BadInput: None runs, or it has ended.
    """
    if ray.is_initialized():
        return
    file = Path(settings.data_dir) / FILE
    try:
        cluster = _Cluster(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        raise BadInput(
            "no installation runs here", where=str(file), advice="start one: panda up"
        ) from None
    if not is_reachable(cluster.address):
        raise BadInput(
            "the installation that ran here has ended",
            where=str(file),
            advice="start it again: panda up",
        )
    _authenticate(cluster.token)
    _join(cluster.address)


def _join(address: str) -> None:
    try:
        ray.init(
            address=address,
            namespace=NAMESPACE,
            log_to_driver=False,
            logging_level=logging.WARNING,
            ignore_reinit_error=True,
        )
    except (ConnectionError, RuntimeError, RayError) as error:
        raise BadInput(
            f"the Ray cluster cannot be joined ({type(error).__name__})",
            where=address,
            advice="is it up, and RAY_AUTH_MODE and the token the same as its?",
        ) from error


def _embed(settings: Settings) -> None:
    """Start a cluster in this process, unless it has one."""
    if ray.is_initialized():
        return
    token = secrets.token_hex(32)
    _authenticate(token)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # Ray would run every actor at nice 15, behind whatever else the machine does; audio
    # does not wait for that.
    os.environ.setdefault("RAY_worker_niceness", "0")
    Path(settings.run_dir).mkdir(parents=True, exist_ok=True, mode=0o700)
    ray.init(
        namespace=NAMESPACE,
        num_cpus=os.cpu_count(),
        resources={SLOTS: settings.max_calls + settings.spares + ROOM_FOR_LOST},
        object_store_memory=OBJECT_STORE_BYTES,
        include_dashboard=False,
        _metrics_export_port=settings.metrics_port or None,
        log_to_driver=False,
        logging_level=logging.WARNING,
        _temp_dir=str(Path(settings.run_dir).resolve() / "ray"),
    )
    cluster = _Cluster(address=ray.get_runtime_context().gcs_address, token=token)
    _write_private(Path(settings.data_dir) / FILE, json.dumps(asdict(cluster)))


def _authenticate(token: str) -> None:
    """Have Ray ask everybody for a token, ours, which no file in a home decides.

    Left alone, an embedded cluster makes a token in the user's home and a cluster of
    `ray start` makes none, and then refuses whoever found that one (DESIGN 3). Ray
    reads the mode when it is imported, and the token when it first needs one; the last
    two lines, which is what Ray itself does when it changes them, have both read again.
    """
    os.environ["RAY_AUTH_MODE"] = "token"
    os.environ["RAY_AUTH_TOKEN"] = token
    Config.initialize("")
    AuthenticationTokenLoader.instance().reset_cache()


def _write_private(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(
        os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
    ) as f:
        f.write(text)


def _ask(name: str, method: str) -> None:
    """Ask an actor for something on the way down; one that is gone is fine."""
    try:
        actor: Any = ray.get_actor(name, namespace=NAMESPACE)
        ray.get(getattr(actor, method).remote(), timeout=STOP_S)
    except ValueError:
        return  # there is none
    except (RayError, GetTimeoutError) as error:
        _log.warning("%s did not %s: %s", name, method, type(error).__name__)


def _kill(name: str) -> None:
    try:
        ray.kill(ray.get_actor(name, namespace=NAMESPACE), no_restart=True)
    except ValueError:
        return  # it has ended by itself

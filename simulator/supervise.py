"""``python -m simulator serve``: three processes that live and die together.

The speech server, the carrier (with the businesses in it) and the model server are
children of this process. When all are listening, one line of JSON tells where; when
one dies, or a signal comes, all are ended.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from simulator import beforehand, switches
from simulator.businesses import scenario, yamltext
from simulator.businesses.documents import Scenario
from simulator.businesses.yamltext import ScenarioError
from simulator.carrier.server import account_of
from simulator.faults import catalogue
from simulator.reporting import screen
from simulator.reporting.greeting import variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.faults.catalogue import CarrierFault, ModelFault

LEDGER = "ledger.jsonl"
READY_S = 120.0
"""The speech server loads its models first; a busy machine takes a while."""
STOP_S = 10.0
"""How long a child may take to end before it is killed."""
RUN = (
    "import sys; from simulator import tether; tether.tie();"
    " from {0} import main; sys.exit(main(sys.argv[1:]) or 0)"
)


class ChildFailed(Exception):  # noqa: N818 - reads as what happened
    """A child process did not start, or died."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Where everything listens, and with which credentials: the ready line."""

    carrier_url: str
    model_url: str
    speech_url: str
    ledger: str
    model_ledger: str
    account_sid: str
    auth_token: str
    api_key: str

    def variables(self) -> Mapping[str, str]:
        """Return the environment of a bot that is to meet this world."""
        return variables(
            carrier_url=self.carrier_url,
            model_url=self.model_url,
            account_sid=self.account_sid,
            auth_token=self.auth_token,
            api_key=self.api_key,
        )


@dataclass(slots=True)
class Child:
    """One process of the simulated world."""

    name: str
    process: Process
    url: str = ""
    _echo: asyncio.Task[None] | None = field(default=None, init=False)

    @classmethod
    async def start(cls, name: str, arguments: Sequence[str]) -> Child:
        """Start a child and wait until it is listening.

        Raises:
            ChildFailed: It ended, or took too long.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            RUN.format(f"simulator.{name}.server"),
            *arguments,
            stdin=PIPE,  # its end is ours: see simulator.tether
            stdout=PIPE,
            # Ctrl-C in a terminal goes to a whole group; the children are ended
            # by this process, in order. A session of its own each would do as well,
            # but `stand_out` would mean nothing in it: see decision 0028.
            process_group=0,
        )
        child = cls(name, process)
        try:
            async with asyncio.timeout(READY_S):
                child.url = await child.ready()
        except TimeoutError:
            await child.stop()
            raise ChildFailed(f"{name}: not ready after {READY_S:.0f} s") from None
        except BaseException:  # cancelled, too: no process may outlive us
            await child.stop()
            raise
        child._echo = asyncio.create_task(child.echo())
        return child

    async def ready(self) -> str:
        """Return the URL of the child's ready line; other lines are passed on."""
        assert self.process.stdout is not None
        async for raw in self.process.stdout:
            line = raw.decode(errors="replace").rstrip()
            word, _, url = line.partition(" ")
            if word == "ready":
                return url
            print(f"{self.name}: {line}", file=sys.stderr)  # noqa: T201
        raise ChildFailed(
            f"{self.name}: ended with code {await self.process.wait()} before it was"
            " ready; its own message is above"
        )

    async def echo(self) -> None:
        """Pass on what the child prints, so that its pipe never fills."""
        assert self.process.stdout is not None
        async for raw in self.process.stdout:
            line = raw.decode(errors="replace").rstrip()
            print(f"{self.name}: {line}", file=sys.stderr)  # noqa: T201

    async def stop(self) -> None:
        """End the child: politely first, then not."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), STOP_S)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        if self._echo is not None:
            await self._echo


async def serve(options: argparse.Namespace) -> int:
    """Run the world until a signal comes (exit code 0) or a child dies (1)."""
    code = await run(options)
    if options.report:
        screen.report(options.ledger_dir / LEDGER)
    return code


async def run(options: argparse.Namespace) -> int:
    """Start everything, wait for the end, and stop everything."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    children: list[Child] = []
    starting = asyncio.create_task(start(options, children))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return 0
        ready = starting.result()
        announce(ready, options.ready_file, quiet=options.show)
        async with contextlib.AsyncExitStack() as shown:
            if options.show:
                screen.greet(ready.variables(), options.scenario, ready.ledger)
                await shown.enter_async_context(screen.following(Path(ready.ledger)))
            return await watch(children, stopping)
    except ChildFailed as error:
        print(f"simulator: {error}", file=sys.stderr)  # noqa: T201
        return 1
    finally:
        for task in (starting, stopping):
            task.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        # The carrier first: its last callbacks and records need the others.
        for group in (children[-1:], children[:-1]):
            await asyncio.gather(*(child.stop() for child in group))


async def start(options: argparse.Namespace, children: list[Child]) -> Ready:
    """Start what is needed, appending to `children` as they come up.

    Raises:
        ChildFailed: One did not.
    """
    folder: Path = options.ledger_dir
    account = account_of(options.seed)
    api_key = f"sk-{Random(f'{options.seed}/key').getrandbits(160):040x}"
    common = ["--seed", str(options.seed), "--ears", options.ears]
    common += ["--scenario", str(options.scenario)]
    speech_url = ""
    if options.ears == "speech":
        speech = await Child.start("speech", ["--port", str(options.speech_port)])
        children.append(speech)
        speech_url = speech.url
        common += ["--speech-url", speech_url]
    own = switches.split(options.set)
    for_carrier, for_model = (_flags("--set", words) for words in own)
    orders = [*options.fault, *map(catalogue.word, ordered(options.scenario))]
    for_carrier += _flags("--fault", catalogue.of_side(orders, "carrier"))
    for_model += _flags("--fault", catalogue.of_side(orders, "model"))
    ledgers = folder / LEDGER, folder / "model.jsonl"
    model = ["--port", str(options.model_port), "--ledger", str(ledgers[1])]
    model += ["--api-key", api_key, *for_model, *common]
    carrier = ["--port", str(options.carrier_port), "--ledger", str(ledgers[0])]
    carrier += ["--account-sid", account.sid, "--auth-token", account.auth_token]
    if options.audio is not None:
        carrier += ["--audio", str(options.audio)]
    carrier += [*for_carrier, *common]
    begun: list[asyncio.Task[Child]] = []
    try:
        async with asyncio.TaskGroup() as group:
            for name, arguments in (("model", model), ("carrier", carrier)):
                begun.append(group.create_task(Child.start(name, arguments)))
    except BaseExceptionGroup as failed:  # one cause is enough to tell
        raise failed.exceptions[0] from None
    finally:
        children.extend(task.result() for task in begun if _succeeded(task))
    return Ready(
        carrier_url=children[-1].url,
        model_url=children[-2].url,
        speech_url=speech_url,
        ledger=str(ledgers[0]),
        model_ledger=str(ledgers[1]),
        account_sid=account.sid,
        auth_token=account.auth_token,
        api_key=api_key,
    )


def ordered(folder: Path) -> list[CarrierFault | ModelFault]:
    """Return the faults that a scenario orders."""
    try:
        source = yamltext.read(folder / "scenario.yaml", "scenario.yaml")
        return scenario.parse(source, Scenario).faults
    except ScenarioError:
        return []  # the carrier reads the whole folder, and says what is wrong


def _flags(name: str, values: Iterable[str]) -> list[str]:
    return [part for value in values for part in (name, value)]


def _succeeded(task: asyncio.Task[Child]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def announce(ready: Ready, file: Path | None, *, quiet: bool = False) -> None:
    """Write the ready line to `file` in one step, then print it unless `quiet`."""
    line = json.dumps(asdict(ready))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_text(line + "\n", encoding="utf-8")
        part.replace(file)
    if not quiet:
        print(line, flush=True)  # noqa: T201 - the contract of this command


async def watch(children: Sequence[Child], stopping: asyncio.Task[bool]) -> int:
    """Wait for a signal; a child that ends on its own is an error.

    Raises:
        ChildFailed: A child ended.
    """
    ends = {asyncio.create_task(child.process.wait()): child for child in children}
    done, _ = await asyncio.wait({*ends, stopping}, return_when=asyncio.FIRST_COMPLETED)
    dead = [child for task, child in ends.items() if task in done]
    for task in ends:
        task.cancel()
    if dead and stopping not in done:
        code = dead[0].process.returncode
        raise ChildFailed(f"{dead[0].name}: died with code {code}")
    return 0


def main(argv: Sequence[str]) -> int:
    """Run ``serve``; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m simulator serve",
        description="Run the simulated phone network, model and businesses.",
    )
    parser.add_argument("--scenario", type=Path, required=True, help="its folder")
    for name in beforehand.PORTS:
        parser.add_argument(
            f"--{name}-port", type=beforehand.port, default=0, help="0 picks a free one"
        )
    parser.add_argument("--ledger-dir", type=Path, help="default: a new folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ears", choices=("speech", "data"), default="speech")
    parser.add_argument("--ready-file", type=Path)
    parser.add_argument(
        "--show",
        action="store_true",
        help="for a person: what to set in a bot and the calls, instead of JSON",
    )
    parser.add_argument(
        "--report", action="store_true", help="sum everything up at the end"
    )
    parser.add_argument(
        "--audio", type=Path, metavar="DIR", help="save what was heard on each call"
    )
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[:KEY=VALUE,…]",
        help="what goes wrong, where and when: docs/guides/simulator-faults.md",
    )
    options = parser.parse_args(argv)
    try:
        switches.split(options.set)
        for order in options.fault:
            catalogue.parse(order)
    except switches.BadSwitch as error:
        parser.error(str(error))
    except catalogue.BadOrder as error:
        parser.error(f"--fault {error}")
    options.ledger_dir = Path(options.ledger_dir or mkdtemp(prefix="simulator-"))
    try:
        beforehand.check(options)
    except beforehand.CannotStart as error:
        print(f"simulator: {error}", file=sys.stderr)  # noqa: T201
        return 2
    if any(file.stat().st_size for file in options.ledger_dir.glob("*.jsonl")):
        # The same seed gives calls the same names: two runs would be read as one.
        parser.error(
            f"--ledger-dir {options.ledger_dir}: has the ledger of another run;"
            " name a new folder"
        )
    return asyncio.run(serve(options))

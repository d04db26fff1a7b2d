"""The carrier's process: everything put together and listening on loopback."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import uvloop
from aiohttp import web

from simulator.carrier.addresses import Addresses, parse_routes
from simulator.carrier.callbacks import Callbacks
from simulator.carrier.control import ControlApi
from simulator.carrier.exchange import Exchange
from simulator.carrier.listening import RecordedDirectory
from simulator.carrier.pacer import Pacer
from simulator.carrier.rest import routes
from simulator.carrier.settings import Settings, SettingsError, parse
from simulator.carrier.sids import sid, token
from simulator.carrier.webhooks import Webhooks
from simulator.carrier.world import Account, World
from simulator.faults.book import FaultBook
from simulator.faults.catalogue import BadOrder, parse as parse_fault
from simulator.ledger import JsonlLedger
from simulator.ports import SILENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from simulator.carrier.world import Ears
    from simulator.faults.base import Fault
    from simulator.ports import Directory, Voice

DRAIN_S = 5.0
"""How long the last status callbacks may take when the process ends."""
PRIORITY = -10
"""See `os.setpriority`; needs rights that root and some containers have."""
MS_PER_CHARACTER = 60


class SilentVoice:
    """Says nothing, for as long as saying it would take."""

    async def speak(
        self,
        text: str,
        *,
        voice: str,  # noqa: ARG002 - part of the port
        language: str = "en",  # noqa: ARG002 - part of the port
        speed: float = 1.0,
    ) -> bytes:
        """Return silence of the right length."""
        return SILENCE * max(1, round(len(text) * MS_PER_CHARACTER / speed / 20))


def stand_out() -> None:
    """Let this process go before others, as far as the system allows.

    A phone network does not wait for the machine that rings it: on a full machine
    each process gets an equal share, which is too little for everybody's 20 ms.
    """
    # Without the right to it, or off Unix, the clock's lateness tells how it went.
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)
    gc.collect()
    gc.freeze()  # what lives as long as the process need not be looked at again


def account_of(seed: int) -> Account:
    """Return the account that a seed stands for: always the same one."""
    rng = Random(f"{seed}/account")
    return Account(sid=sid("AC", rng), auth_token=token(rng))


@contextlib.asynccontextmanager
async def running(
    *,
    account: Account,
    directory: Directory,
    voice: Voice,
    ears: Ears | None = None,
    ledger: JsonlLedger,
    settings: Settings,
    rng: Random,
    port: int = 0,
    faults: Iterable[Fault] = (),
    now_s: Callable[[], float] = time.time,
) -> AsyncIterator[tuple[str, Exchange]]:
    """Run a carrier; yields its base URL and its switchboard.

    When the block ends, live calls are ended, their last callbacks sent, and
    everything that was opened here is closed.
    """
    addresses = Addresses(parse_routes(settings.routes))
    webhooks = Webhooks(account.auth_token, addresses, settings.signature)
    loop = asyncio.get_running_loop()
    began = loop.time()
    book = FaultBook(
        Random(rng.getrandbits(64)), ledger, elapsed_s=lambda: loop.time() - began
    )
    book.order_all(faults)
    world = World(
        account=account,
        settings=settings,
        directory=directory,
        voice=voice,
        ears=ears,
        ledger=ledger,
        pacer=Pacer(loop, ledger),
        addresses=addresses,
        webhooks=webhooks,
        callbacks=Callbacks(webhooks, book, ledger, Random(rng.getrandbits(64)), now_s),
        faults=book,
        rng=rng,
        now_s=now_s,
    )
    exchange = Exchange(world)
    app = web.Application()
    app.add_routes(ControlApi(exchange, ledger).routes())
    app.add_routes(routes(exchange))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        bound = runner.addresses[0][1]
        url = exchange.recordings.base_url = f"http://127.0.0.1:{bound}"
        yield url, exchange
    finally:
        await exchange.close()
        await world.callbacks.drain(DRAIN_S)
        world.pacer.close()
        await webhooks.close()
        await runner.cleanup()


async def serve(
    options: argparse.Namespace, settings: Settings, faults: Sequence[Fault]
) -> None:
    """Run until SIGTERM or SIGINT."""
    # Late imports: a carrier with another directory needs neither of them.
    from simulator.businesses.directory import load  # noqa: PLC0415
    from simulator.businesses.ends import DataEnds, SpeechEnds  # noqa: PLC0415
    from simulator.speech.client import SpeechClient  # noqa: PLC0415

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    account = account_of(options.seed)
    if options.account_sid and options.auth_token:
        account = Account(options.account_sid, options.auth_token)
    speech = SpeechClient(options.speech_url) if options.ears == "speech" else None
    ears = SpeechEnds(options.speech_url) if options.ears == "speech" else DataEnds()
    with contextlib.closing(JsonlLedger(options.ledger)) as ledger:
        directory = load(
            options.scenario,
            ears=options.ears,
            speech_url=options.speech_url,
            ledger=ledger,
            seed=options.seed,
        )
        try:
            async with running(
                account=account,
                directory=_recorded(directory, options.audio),
                voice=speech or SilentVoice(),
                ears=ears,
                ledger=ledger,
                settings=settings,
                rng=Random(f"{options.seed}/carrier"),
                port=options.port,
                faults=faults,
            ) as (url, _):
                stand_out()
                print(f"ready {url}", flush=True)  # noqa: T201 - the supervisor's cue
                await stop.wait()
        finally:
            await directory.close()
            await ears.close()
            if speech is not None:
                await speech.close()


def _recorded(directory: Directory, folder: Path | None) -> Directory:
    return directory if folder is None else RecordedDirectory(directory, folder)


def main(argv: Sequence[str]) -> int:
    """Run the carrier's process; returns its exit code."""
    parser = argparse.ArgumentParser(prog="simulator carrier", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--scenario", type=Path, required=True)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--ears", choices=("speech", "data"), default="speech")
    parser.add_argument("--speech-url", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--audio", type=Path)
    parser.add_argument("--account-sid", default="")
    parser.add_argument("--auth-token", default="")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--fault", action="append", default=[], metavar="FAULT")
    options = parser.parse_args(argv)
    if options.ears == "speech" and not options.speech_url:
        parser.error("--ears speech needs --speech-url")
    try:
        own = ["gap_rule=any", "stream_keys=false"] if options.ears == "data" else []
        settings = parse([*own, *options.set])
        faults = [parse_fault(word) for word in options.fault]
    except (SettingsError, BadOrder) as error:
        parser.error(str(error))
    try:
        uvloop.run(serve(options, settings, faults))
    except ValueError as error:  # an unusable scenario or route says what to mend
        print(f"carrier: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0

"""Run as a process to be killed: writes without end, names what is acknowledged."""

import asyncio
import sys

from storage.store import DuckDBStore
from tests.storage.material import heard


async def main(path: str) -> None:
    store = DuckDBStore(path)
    last = max((event.seq for event in await store.events("c1")), default=0)

    async def say(seq: int) -> None:
        await store.append("c1", [heard(seq)])
        await store.receive(f"CA1/{seq}", "c1", "body")
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()

    while True:
        await asyncio.gather(*(say(last + one) for one in range(1, 6)))
        last += 5


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

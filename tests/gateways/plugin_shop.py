"""Plugins to be tried, and a folder in which a workshop finds them."""

from datetime import UTC, datetime
from pathlib import Path

from gateways.plugins.workshop import Workshop
from panda.plugin import Asked

ROOT = Path(__file__).parent.parent.parent
ASKED = Asked(
    request="call1:r1",
    business="Bright Dental",
    number="+12175550123",
    language="en",
    now=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
)
HEAD = """\
import os, time
from panda.plugin import Asked, FunctionError, Plugin
plugin = Plugin("acme")
"""
COPAY = '''
@plugin.function(version="{version}")
def look_up_copay(asked: Asked, plan: str{more}) -> str:
    """Say what the patient pays."""
    print("this is no message")
    return f"{{asked.business}}: {{plan}} $20"
'''
WILD = '''
@plugin.function(time_limit_s=0.4)
def hang(asked: Asked) -> str:
    """Never answer."""
    time.sleep(60)
    return ""

@plugin.function()
def crash(asked: Asked) -> str:
    """Take the process down."""
    os._exit(3)

@plugin.function()
def fail(asked: Asked) -> str:
    """Raise what nobody expects."""
    raise KeyError("somebody's words")

@plugin.function()
def refuse(asked: Asked) -> str:
    """Say why not."""
    raise FunctionError("try another plan")

@plugin.function()
def look_around(asked: Asked) -> str:
    """Say what can be seen."""
    return " ".join(sorted(os.environ))

@plugin.function(time_limit_s=5)
def eat(asked: Asked) -> str:
    """Take all memory."""
    return str(len(bytearray(2 * 10**9)))
'''
SERVER = '''
import os, sys, time
from mcp.server.mcpserver import MCPServer
server = MCPServer("sums")

@server.tool()
def add(a: int, b: int) -> str:
    """Add two numbers."""
    return str(a + b)

@server.tool()
def hang() -> str:
    """Never answer."""
    os.replace(f"{sys.argv[1]}.new", sys.argv[1])
    time.sleep(60)
    return ""

open(f"{sys.argv[1]}.new", "w").write(str(os.getpid()))
server.run()
'''


def copay(version="1.0.0", more=""):
    return HEAD + COPAY.format(version=version, more=more)


class Shop:
    """A folder with plugins, and the workshop over it."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "plugins.yaml"
        self.workshop = self.again()

    def again(self):
        self.workshop = Workshop(self.file, self.folder / "kept" / "functions.json")
        return self.workshop

    def write(self, source, name="acme"):
        (self.folder / name).mkdir(exist_ok=True)
        (self.folder / name / "plugin.py").write_text(source)

    def allow(self, *lines):
        listed = "".join(f"  - {{{line}}}\n" for line in lines)
        self.file.write_text(f"plugins:\n{listed}" if listed else "plugins: []\n")

    async def load(self, source, **more):
        self.write(source)
        extra = "".join(f", {key}: {value}" for key, value in more.items())
        self.allow(f"name: acme, source: folder, path: {self.folder}/acme{extra}")
        await self.workshop.reload()

    async def run(self, name, arguments="{}", version="1.0.0"):
        return await self.workshop.run(name, version, arguments, ASKED)

    @property
    def names(self):
        return [f"{one.name} {one.version}" for one in self.workshop.specs]

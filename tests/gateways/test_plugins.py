"""Other people's functions: loaded, bounded, kept up to date, and harmless."""

import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from gateways.plugins.finding import digest
from gateways.plugins.workshop import AGAIN_S, Workshop
from panda.errors import BadInput, FunctionError
from panda.functions.allowed import read_allowed
from panda.functions.permission import PERMISSIONS, Caller
from panda.plugin import Asked, Plugin

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


@pytest.fixture
async def shop(tmp_path, monkeypatch):
    monkeypatch.setenv("PANDA_SIGNING_KEY", "a secret of ours")
    made = Shop(tmp_path)
    yield made
    await made.workshop.close()


async def test_a_hanging_and_a_crashing_function_harm_only_themselves(shop):
    await shop.load(copay() + WILD)
    ask = '{"plan": "Delta"}'
    assert await shop.run("lookUpCopay", ask) == "Bright Dental: Delta $20"

    with pytest.raises(FunctionError, match="took too long"):
        await shop.run("hang")
    assert await soon(shop, ask) == "Bright Dental: Delta $20"
    with pytest.raises(FunctionError, match="crashed"):
        await shop.run("crash")
    assert await soon(shop, ask) == "Bright Dental: Delta $20"

    with pytest.raises(FunctionError, match="KeyError") as failed:
        await shop.run("fail")
    assert "somebody" not in str(failed.value)
    with pytest.raises(FunctionError, match="try another plan"):
        await shop.run("refuse")
    with pytest.raises(FunctionError, match="MemoryError"):
        await shop.run("eat")
    with pytest.raises(FunctionError, match="plan: Field required"):
        await shop.run("lookUpCopay")
    assert "PANDA_SIGNING_KEY" not in await shop.run("lookAround")


async def soon(shop, arguments):
    """Ask until the process is there again."""
    for _ in range(20):
        try:
            return await shop.run("lookUpCopay", arguments)
        except FunctionError as error:
            assert "started again" in str(error)  # noqa: PT017 - it may take two uses
    pytest.fail("it did not come back")


async def test_what_takes_less_is_refused_and_the_old_version_goes_on(shop):
    await shop.load(copay())
    await shop.load(copay("1.1.0", more=", year: int"))
    assert "year must be given now" in shop.workshop.refused["acme"]
    assert "make it 2.0.0" in shop.workshop.refused["acme"]
    assert shop.names == ["lookUpCopay 1.0.0"]
    assert "$20" in await shop.run("lookUpCopay", '{"plan": "Delta"}')

    await shop.load(copay("2.0.0", more=", year: int"))
    assert shop.workshop.refused == {}
    assert shop.names == ["lookUpCopay 1.0.0", "lookUpCopay 2.0.0"]
    assert await shop.run("lookUpCopay", '{"plan": "Delta"}')
    new = '{"plan": "Delta", "year": 2026}'
    assert await shop.run("lookUpCopay", new, "2.0.0")


async def test_and_after_a_restart_as_well(shop):
    await shop.load(copay())
    await shop.workshop.close()
    shop.again()
    await shop.load(copay(more=", year: int = 2026"))
    assert "give it a new version" in shop.workshop.refused["acme"]
    assert shop.names == []


async def test_a_package_that_is_installed_appears_without_a_restart(
    shop, tmp_path, monkeypatch
):
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    shop.allow("name: acme")
    await shop.workshop.reload()
    assert "no package" in shop.workshop.refused["acme"]

    install(site, "1.0.0", copay("1.0.0"))
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]
    under_way = asyncio.create_task(shop.run("lookUpCopay", '{"plan": "Delta"}'))
    await asyncio.sleep(0)

    install(site, "1.1.0", copay("1.1.0", more=", year: int = 2026"))
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.1.0"]
    assert await under_way == "Bright Dental: Delta $20"

    shop.allow()
    await shop.workshop.reload()
    assert shop.names == []


def install(site, version, source):
    """Do what pip does: the module, and the metadata that names it."""
    (site / "acme_plugin.py").write_text(source)
    for old in site.glob("*.dist-info"):
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
    info = site / f"acme_plugin-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: acme-plugin\nVersion: {version}\n"
    )
    (info / "RECORD").write_text(f"acme_plugin.py,{version},1\n")
    (info / "entry_points.txt").write_text(
        "[panda.functions]\nacme = acme_plugin:plugin\n"
    )


def runs(pid_file):
    """Whether the process whose number is in a file is there."""
    return Path("/proc", pid_file.read_text()).exists()


async def test_a_servers_tools_are_functions_checked_by_its_schemas(shop):
    (shop.folder / "server.py").write_text(dedent(SERVER))
    pid = shop.folder / "pid"
    command = f"[{sys.executable}, {shop.folder / 'server.py'}, {pid}]"
    shop.allow(
        f"name: sums, source: mcp, command: {command}, version: 3.1.0, memory_mb: 2048"
    )
    await shop.workshop.reload()
    assert shop.workshop.refused == {}
    spec, _ = shop.workshop.specs
    assert (spec.name, spec.version, spec.origin) == ("add", "3.1.0", "sums")
    assert spec.description == "Add two numbers."
    assert await shop.run("add", '{"a": 1, "b": 2}', "3.1.0") == "3"
    with pytest.raises(FunctionError, match="a: does not fit `type`"):
        await shop.run("add", '{"a": "x", "b": 2}', "3.1.0")
    with pytest.raises(FunctionError, match="took too long"):
        await shop.run("hang", "{}", "3.1.0")
    for _ in range(50):
        if not runs(pid):
            break
        await asyncio.sleep(0.05)
    else:
        pytest.fail("the server that hangs has outlived its plugin")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("x = 1", "no panda.plugin.Plugin"),
        (HEAD.replace("acme", "other"), "calls itself other"),
        (
            HEAD
            + COPAY.replace("version=", 'name="endCall", version=').format(
                version="1.0.0", more=""
            ),
            "the name of another function",
        ),
        *(
            (
                HEAD
                + COPAY.replace("version=", f"time_limit_s={limit}, version=").format(
                    version="1.0.0", more=""
                ),
                "the time limit of",
            )
            for limit in ("1e308", "0", "600")
        ),
    ],
)
async def test_what_is_no_plugin_is_refused_with_the_reason(shop, source, says):
    await shop.load(source)
    assert says in shop.workshop.refused["acme"]
    assert shop.workshop.specs == []


async def test_files_that_are_not_those_allowed_do_not_run(shop):
    shop.write(copay())
    right = digest(shop.folder / "acme")
    await shop.load(copay("1.0.1"), sha256=right)
    assert "not those that were allowed" in shop.workshop.refused["acme"]


async def test_nor_do_they_after_what_was_allowed_has_crashed(shop):
    source = copay() + WILD
    shop.write(source)
    right = digest(shop.folder / "acme")
    await shop.load(source, sha256=right)
    await shop.load(source.replace("$20", "$0"), sha256=right)
    assert "not those that were allowed" in shop.workshop.refused["acme"]
    assert "$20" in await shop.run("lookUpCopay", '{"plan": "Delta"}')
    with pytest.raises(FunctionError, match=r"crashed|too long"):
        await shop.run("crash")
    with pytest.raises(FunctionError, match=r"changed|not those"):
        await shop.run("lookUpCopay", '{"plan": "Delta"}')


def test_whatever_python_would_run_of_a_folder_counts(tmp_path):
    (tmp_path / "plugin.py").write_text("")
    before = digest(tmp_path)
    (tmp_path / "notes.txt").write_text("anything")
    assert digest(tmp_path) == before
    (tmp_path / "helper.so").write_bytes(b"1")
    assert digest(tmp_path) != before


async def test_two_versions_side_by_side_are_there_after_a_restart(shop):
    both = copay() + COPAY.replace("def look_up_copay", "def second").format(
        version="2.0.0", more=""
    ).replace('version="2.0.0"', 'version="2.0.0", name="lookUpCopay"')
    await shop.load(both)
    names = shop.names
    await shop.workshop.close()
    await shop.again().reload()
    assert shop.names == names
    assert shop.workshop.refused == {}


async def test_what_did_not_load_is_tried_again_after_a_pause(shop):
    now = 0.0
    shop.workshop._clock = lambda: now
    flag = shop.folder / "server_is_up"
    await shop.load(f"open({str(flag)!r})\n" + copay())
    assert shop.names == []
    flag.touch()
    await shop.workshop.reload()
    assert shop.names == []
    now = AGAIN_S
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]
    assert shop.workshop.refused == {}


async def test_a_damaged_record_is_told_and_what_is_off_the_list_is_forgotten(shop):
    kept = shop.folder / "kept" / "functions.json"
    kept.parent.mkdir()
    kept.write_text("[{")
    await shop.load(copay())
    assert "functions.json" in shop.workshop.refused["acme"]
    shop.allow()
    await shop.workshop.reload()
    assert shop.workshop.refused == {}


async def test_a_list_that_cannot_be_read_changes_nothing(shop):
    await shop.load(copay())
    shop.file.write_text("plugins: [{name: acme, source: nowhere}]")
    with pytest.raises(BadInput, match="plugins"):
        await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [{name: a, callers: [voice]}]",
        "plugins: [{name: a, source: folder}]",
        "plugins: [{name: a, command: [x]}]",
        "plugins: [{name: a}, {name: a}]",
        "plugins: [{name: A}]",
        "plugins: [{name: a, source: mcp, command: [x], version: new}]",
        "plugins: {",
        "other: 1",
    ],
)
def test_a_list_that_says_too_much_is_refused(text):
    with pytest.raises(BadInput):
        read_allowed(text, "plugins.yaml")


def test_who_may_call_is_in_the_list():
    (one,) = read_allowed("plugins: [{name: a, callers: [operator]}]", "f")
    assert set(one.permission.rights) == {Caller.OPERATOR}


def test_a_plugins_name_is_a_name():
    with pytest.raises(ValueError, match="small letters"):
        Plugin("Acme!")


async def test_the_guides_function_works_as_it_is_written(shop):
    guide = (ROOT / "docs" / "guides" / "functions.md").read_text()
    (source,) = re.findall(r"<!-- plugin -->\n```python\n(.*?)```", guide, re.DOTALL)
    await shop.load(source)
    assert shop.workshop.refused == {}
    assert await shop.run("lookUpCopay", '{"plan": "Cigna Dental"}') == "$35 a visit"
    with pytest.raises(FunctionError, match="ask the person"):
        await shop.run("lookUpCopay", '{"plan": "none"}')


def test_the_guides_list_can_be_read():
    guide = (ROOT / "docs" / "guides" / "functions.md").read_text()
    (listed,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert [one.name for one in read_allowed(listed, "guide")] == [
        "acme", "local", "crm",
    ]  # fmt: skip


def test_the_guide_names_every_function_of_the_table():
    guide = (ROOT / "docs" / "guides" / "functions.md").read_text()
    assert [name for name in PERMISSIONS if f"`{name}`" not in guide] == []

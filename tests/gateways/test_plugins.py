"""Other people's functions: loaded, bounded, kept up to date, and harmless."""

import asyncio
import re
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from panda.errors import BadInput, FunctionError
from panda.functions.allowed import read_allowed
from panda.functions.permission import PERMISSIONS, Caller
from panda.plugin import Plugin
from tests.gateways.plugin_shop import COPAY, HEAD, ROOT, SERVER, WILD, copay


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
    with pytest.raises(FunctionError, match="plan: is missing"):
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

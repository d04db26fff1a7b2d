"""Plugins' functions in a consultation."""

import asyncio
import json

import pytest
from pydantic import ValidationError

from panda.errors import FunctionError
from panda.functions.allowed import AllowedPlugin
from panda.functions.desk import Desk
from panda.functions.spec import FunctionSpec
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.reasoning import ToolUse
from panda.supervisor.supervisor import Supervisor
from panda.supervisor.toolbox import Toolbox
from panda.testing.clock import FakeClock
from panda.testing.reasoner import FakeReasoner, Turn
from tests.panda.supervisor.consultations import consultation


class Two:
    """Two versions of a plugin's function, and one for operators alone."""

    def __init__(self):
        self.ran = []
        self.permission = AllowedPlugin(name="acme").permission

    async def specs(self):
        mine = AllowedPlugin(name="acme", callers=("operator",)).permission
        return [
            self.spec("lookUpCopay", "1.9.0"),
            self.spec("lookUpCopay", "2.0.0"),
            self.spec("lookUpCopay", "1.10.0"),
            self.spec("audit", "1.0.0", mine),
        ]

    def spec(self, name, version, permission=None):
        return FunctionSpec(
            name=name,
            version=version,
            description=f"Say {version}.",
            parameters={"type": "object"},
            permission=permission or self.permission,
            time_limit_s=1,
            origin="acme",
        )

    async def run(self, name, version, arguments, asked):
        self.ran.append((name, version, json.loads(arguments), asked.request))
        if arguments == "{}":
            raise FunctionError("it crashed; do without it")
        return "$20"


@pytest.fixture
def plugins():
    return Two()


@pytest.fixture
def toolbox(plugins):
    return Toolbox(SUPERVISOR_FUNCTIONS, plugins)


def use(name, **arguments):
    return ToolUse(call="c1", name=name, arguments=json.dumps(arguments))


@pytest.mark.parametrize(
    ("pins", "version"),
    [
        ({}, "2.0.0"),
        ({"lookUpCopay": "^1"}, "1.10.0"),
        ({"lookUpCopay": "~1.9"}, "1.9.0"),
    ],
)
async def test_the_version_the_campaign_is_bound_to_is_offered_and_run(
    toolbox, plugins, pins, version
):
    asked = consultation("Hello?", "Hi.", functions=pins)
    offered = {one.name: one.description for one in await toolbox.tools(asked)}
    assert offered["lookUpCopay"] == f"Say {version}."
    assert "audit" not in offered
    done = await toolbox.run(Desk(asked), use("lookUpCopay", plan="x"))
    assert (done.result, done.version, done.refused) == ("$20", version, "")
    assert plugins.ran == [("lookUpCopay", version, {"plan": "x"}, "call1:c1")]


async def test_what_fails_is_advice_and_the_talk_goes_on(toolbox):
    desk = Desk(consultation("Hello?", "Hi."))
    done = await toolbox.run(desk, use("lookUpCopay"))
    assert (done.result, done.refused) == ("it crashed; do without it", "failed")


@pytest.mark.parametrize("name", ["audit", "nothing"])
async def test_what_is_not_the_supervisors_is_not_run(toolbox, plugins, name):
    done = await toolbox.run(Desk(consultation("Hello?", "Hi.")), use(name, plan="x"))
    assert done.refused
    assert plugins.ran == []


async def test_plugins_whose_list_does_not_come_are_those_that_there_were(plugins):
    toolbox = Toolbox(SUPERVISOR_FUNCTIONS, plugins)
    asked = consultation("Hello?", "Hi.")
    before = await toolbox.tools(asked)

    async def never():
        await asyncio.Event().wait()

    plugins.specs = never
    assert await toolbox.tools(asked) == before
    ours = await Toolbox(SUPERVISOR_FUNCTIONS, plugins).tools(asked)
    assert {one.name for one in before} - {one.name for one in ours} == {"lookUpCopay"}


async def test_a_version_nobody_has_is_not_offered(toolbox):
    asked = consultation("Hello?", "Hi.", functions={"lookUpCopay": "^3"})
    assert "lookUpCopay" not in {one.name for one in await toolbox.tools(asked)}


async def test_what_a_person_is_to_agree_to_is_run_once_they_have(plugins):
    plugins.permission = AllowedPlugin(name="acme", approval=True).permission
    toolbox = Toolbox(SUPERVISOR_FUNCTIONS, plugins)
    desk = Desk(consultation("Hello?", "Hi."))
    for _ in range(2):
        done = await toolbox.run(desk, use("lookUpCopay", plan="x"))
        assert done.refused == "approval"
    (asked,) = desk.asks
    assert asked.kind == "yes_no"
    assert plugins.ran == []

    agreed = Desk(consultation("Hello?", "Hi.", approved=(asked.approves,)))
    assert (await toolbox.run(agreed, use("lookUpCopay", plan="x"))).result == "$20"
    other = await toolbox.run(agreed, use("lookUpCopay", plan="y"))
    assert other.refused == "approval"
    again = await toolbox.run(agreed, use("lookUpCopay", plan="x"))
    assert again.refused == "approval"
    assert len(plugins.ran) == 1


async def test_what_our_people_have_said_no_to_is_not_asked_again(plugins):
    plugins.permission = AllowedPlugin(name="acme", approval=True).permission
    wanted = 'lookUpCopay {"plan": "x"}'
    desk = Desk(consultation("Hello?", "Hi.", denied=(wanted,)))
    done = await Toolbox(SUPERVISOR_FUNCTIONS, plugins).run(
        desk, use("lookUpCopay", plan="x")
    )
    assert done.refused == "approval"
    assert "said no" in done.result
    assert (desk.asks, plugins.ran) == ([], [])


@pytest.mark.parametrize("plan", ["x", None])
async def test_what_a_plugin_did_is_told_though_the_model_fails_then(plugins, plan):
    given = {} if plan is None else {"plan": plan}  # without one it crashes
    script = [Turn(uses=(("lookUpCopay", given), ("endCall", {"reason": "done"})))]
    reasoner = FakeReasoner([*script, Turn(fails=True)])
    senior = Supervisor(reasoner, FakeClock(), plugins=plugins)
    advice = await senior.advise(consultation("Hello?", "Hi."))
    assert advice.failed
    assert [one.name for one in advice.functions] == ["lookUpCopay"]
    assert (advice.decisions, advice.next_response) == ((), "")
    assert len(plugins.ran) == 1


async def test_what_does_not_fit_on_a_screen_cannot_be_agreed_to(plugins):
    plugins.permission = AllowedPlugin(name="acme", approval=True).permission
    toolbox = Toolbox(SUPERVISOR_FUNCTIONS, plugins)
    desk = Desk(consultation("Hello?", "Hi."))
    done = await toolbox.run(desk, use("lookUpCopay", plan="x" * 300))
    assert "too long for a person" in done.result
    assert (desk.asks, plugins.ran) == ([], [])


async def test_a_version_of_ours_that_is_not_there_is_not_offered_and_harms_nothing(
    toolbox,
):
    asked = consultation("Hello?", "Hi.", functions={"addNote": "^9"})
    offered = {one.name for one in await toolbox.tools(asked)}
    assert "addNote" not in offered
    assert "recordFinding" in offered
    done = await toolbox.run(Desk(asked), use("addNote", text="Hi"))
    assert "there is 1.0.0" in done.result


def test_pins_that_are_no_ranges_are_refused():
    with pytest.raises(ValidationError, match="addNote: no range of versions"):
        consultation("Hello?", "Hi.", functions={"addNote": "newest"})

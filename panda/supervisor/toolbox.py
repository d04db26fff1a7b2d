"""The functions of one consultation: ours, those of plugins, in the versions pinned."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from panda.errors import FunctionError, ReasonerError
from panda.functions.answers import ANSWERS, ARGUMENTS, beside
from panda.functions.approval import wish
from panda.functions.permission import (
    PERMISSIONS,
    Caller,
    Circumstances,
    Permission,
    Ruling,
    Verdict,
    rule,
)
from panda.functions.registry import within
from panda.functions.versions import Version
from panda.people.question import AnswerKind, PeopleQuestion
from panda.plugin import asked_by
from panda.reasoning import ReasonerTool
from panda.supervisor.answering import LookUp, answered
from panda.supervisor.consultation import UsedFunction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import JsonValue

    from panda.functions.desk import Desk
    from panda.functions.framework import Function
    from panda.functions.registry import Registry
    from panda.functions.spec import FunctionSpec
    from panda.ports import Plugins
    from panda.reasoning import ToolUse
    from panda.supervisor.consultation import Consultation


LIST_S = 0.25
"""How long a list of plugins is waited for; a consultation has 2 s in all."""


class Toolbox:
    """Offers functions to the senior model, and runs what it asks for.

    Args:
        functions: Ours.
        plugins: Others'.
    """

    def __init__(self, functions: Registry[Desk], plugins: Plugins) -> None:
        self._functions = functions
        self._plugins = plugins
        self._listed: Sequence[FunctionSpec] = ()

    async def tools(self, asked: Consultation) -> tuple[ReasonerTool, ...]:
        """Return what the model is offered: what it may use now."""
        ours = [
            function.tool
            for name in self._functions.names
            if (function := self._pinned_ours(asked, name)) is not None
        ]
        others = [
            ReasonerTool(
                name=one.name, description=one.description, parameters=one.parameters
            )
            for one in (await self._pinned(asked)).values()
            if _rule(asked, one.name, one.permission, {}).verdict is not Verdict.REFUSED
        ]
        return (*ours, *others)

    async def run(self, desk: Desk, use: ToolUse) -> UsedFunction:
        """Run a function if that is allowed; a refusal is advice to the model."""
        used = UsedFunction(
            name=use.name, arguments=use.arguments, result="", request=use.call
        )
        try:
            if use.name in self._functions:
                return await self._run_ours(desk, use, used)
            return await self._run_plugin(desk, use, used)
        except FunctionError as error:
            return used.model_copy(update={"result": str(error), "refused": "failed"})

    def has_run(self, used: UsedFunction) -> bool:
        """Whether something was done, or may have been, that we cannot take back."""
        return used.name not in self._functions and used.refused in {"", "failed"}

    async def _run_ours(
        self, desk: Desk, use: ToolUse, used: UsedFunction
    ) -> UsedFunction:
        asked = desk.consultation
        function = self._functions.get(use.name, within(asked.functions, use.name))
        given = function.given(use.arguments)
        ruling = _rule(asked, use.name, PERMISSIONS.get(use.name), given)
        if ruling.verdict is not Verdict.ALLOWED:
            return _refused(used, ruling)
        result = await function.call(desk, use.arguments)
        if use.name in ANSWERS:
            look_up = LookUp(use.name, str(given[ARGUMENTS[use.name]]), use.call)
            result = await self._with_answers(asked, look_up, result)
        return used.model_copy(
            update={"result": result, "version": str(function.version)}
        )

    async def _with_answers(
        self, asked: Consultation, wanted: LookUp, ours: str
    ) -> str:
        """Put what plugins answer beside what we know."""
        answerers = [
            one
            for one in (await self._pinned(asked)).values()
            if one.answers == wanted.name
            and _rule(asked, one.name, one.permission, {}).verdict is Verdict.ALLOWED
        ]
        return beside(ours, await answered(self._plugins, answerers, asked, wanted))

    async def _run_plugin(
        self, desk: Desk, use: ToolUse, used: UsedFunction
    ) -> UsedFunction:
        asked = desk.consultation
        spec = (await self._pinned(asked)).get(use.name)
        if spec is None:
            self._functions.get(use.name)  # says what there is
            raise AssertionError(use.name)
        used = used.model_copy(update={"version": spec.version})
        if asked.ahead:
            raise ReasonerError("a plugin is not used ahead of time")
        ruling = _rule(asked, use.name, spec.permission, {})
        if ruling.verdict is Verdict.REFUSED:
            return _refused(used, ruling)
        if ruling.verdict is Verdict.ASK:
            wanted = wish(use.name, use.arguments)
            if wanted not in asked.approved or wanted in desk.spent:
                return _ask_first(desk, use, used)
            desk.spent.add(wanted)
        result = await self._plugins.run(
            use.name, spec.version, use.arguments, asked_by(asked, use.call)
        )
        return used.model_copy(update={"result": result})

    def _pinned_ours(self, asked: Consultation, name: str) -> Function[Desk] | None:
        """Return one of ours in the version the campaign is bound to, if we have it."""
        try:
            return self._functions.get(name, within(asked.functions, name))
        except FunctionError:
            return None

    async def _specs(self) -> Sequence[FunctionSpec]:
        """List the plugins' functions; as they were last, if that takes too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LIST_S):
                self._listed = await self._plugins.specs()
        return self._listed

    async def _pinned(self, asked: Consultation) -> dict[str, FunctionSpec]:
        """Return the plugins' functions in the versions the campaign is bound to."""
        found: dict[str, FunctionSpec] = {}
        for one in await self._specs():
            version = Version.parse(one.version)
            if version not in within(asked.functions, one.name):
                continue
            known = found.get(one.name)
            if known is None or Version.parse(known.version) < version:
                found[one.name] = one
        return found


def _rule(
    asked: Consultation,
    name: str,
    permission: Permission | None,
    given: Mapping[str, JsonValue],
) -> Ruling:
    now = Circumstances(Caller.SUPERVISOR, asked.state, given, asked.keys)
    return rule(name, permission, now)


def _refused(used: UsedFunction, ruling: Ruling) -> UsedFunction:
    return used.model_copy(update={"result": ruling.advice, "refused": ruling.reason})


def _ask_first(desk: Desk, use: ToolUse, used: UsedFunction) -> UsedFunction:
    """Ask a person whether this may be done; who has said no is not asked again."""
    wanted = wish(use.name, use.arguments)
    if wanted in desk.consultation.denied:
        advice = "our people have said no to it: do without it"
        return used.model_copy(update={"result": advice, "refused": "approval"})
    question = PeopleQuestion(
        ask=f"May the AI use {wanted}?", kind=AnswerKind.YES_NO, approves=wanted
    )
    if question.ask.casefold() not in {one.casefold() for one in desk.all_asked}:
        desk.asks.append(question)
    advice = (
        "a person of ours is asked first; go on meanwhile, and use it again with the "
        "same arguments once they have agreed"
    )
    return used.model_copy(update={"result": advice, "refused": "approval"})

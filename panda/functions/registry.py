"""Functions by name and version, those that share a context together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from panda.errors import BadInput, FunctionError
from panda.functions.framework import Context, Function
from panda.functions.versions import Version, VersionRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from panda.functions.spec import FunctionSpec
    from panda.reasoning import ReasonerTool

ANY = VersionRange.parse("*")


def check_pins(pins: Mapping[str, str], specs: Iterable[FunctionSpec]) -> None:
    """Complain about pins that no function fits.

    Raises:
        BadInput: There is no function of that name, or no such version of it.
    """
    versions: dict[str, list[Version]] = {}
    for spec in specs:
        versions.setdefault(spec.name, []).append(Version.parse(spec.version))
    for name, written in pins.items():
        if name not in versions:
            raise BadInput(
                "no such function here",
                where=f"functions.{name}",
                advice=f"one of: {', '.join(sorted(versions))}",
            )
        if within(pins, name).best(versions[name]) is None:
            there_are = ", ".join(map(str, sorted(versions[name])))
            raise BadInput(
                f"no version is in {written}",
                where=f"functions.{name}",
                advice=f"there is {there_are}",
            )


def within(pins: Mapping[str, str], name: str) -> VersionRange:
    """Return the versions of a function that a campaign is bound to.

    Raises:
        BadInput: It is bound to what is no range.
    """
    return VersionRange.parse(pins[name]) if name in pins else ANY


class Registry(Generic[Context]):
    """A fixed set of functions that share a context.

    Of several versions of a name the latest is offered; older ones stay callable by
    whoever pins them.

    Raises:
        TypeError: A name and version stand for two functions.
    """

    def __init__(self, *functions: Function[Context]) -> None:
        self._functions: dict[tuple[str, Version], Function[Context]] = {}
        for function in functions:
            key = (function.name, function.version)
            if key in self._functions:
                raise TypeError(f"two functions {function.name} of version {key[1]}")
            self._functions[key] = function

    def __iter__(self) -> Iterator[Function[Context]]:
        for name in self.names:
            yield self.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    @property
    def names(self) -> list[str]:
        """All names, each once, in the order given."""
        return list(dict.fromkeys(name for name, _ in self._functions))

    @property
    def every(self) -> list[Function[Context]]:
        """All functions, older versions as well."""
        return list(self._functions.values())

    @property
    def tools(self) -> tuple[ReasonerTool, ...]:
        """The latest version of each function, as offered to a model."""
        return tuple(function.tool for function in self)

    def get(self, name: str, within: VersionRange = ANY) -> Function[Context]:
        """Return a function, the latest in range.

        Raises:
            FunctionError: There is none; says which there are.
        """
        versions = [version for known, version in self._functions if known == name]
        if not versions:
            there = ", ".join(self.names)
            raise FunctionError(f"no function {name}; there are: {there}")
        best = within.best(versions)
        if best is None:
            there = ", ".join(map(str, sorted(versions)))
            raise FunctionError(f"no {name} {within.text}; there is {there}")
        return self._functions[name, best]

    async def call(self, context: Context, name: str, arguments: str) -> str:
        """Run a function by name.

        Raises:
            FunctionError: There is no such function, or its arguments do not fit.
        """
        return await self.get(name).call(context, arguments)

    def with_functions(self, *functions: Function[Context]) -> Registry[Context]:
        """Return a registry that has these as well."""
        return Registry(*self._functions.values(), *functions)

"""From a documented coroutine to a function a model can call, and back.

The signature is the schema and the docstring is the manual. A model's arguments are
checked strictly; what does not fit comes back to it as advice and nothing is run.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    JsonValue,
    ValidationError,
    create_model,
)
from pydantic.alias_generators import to_camel

from panda.errors import FunctionError
from panda.reasoning import ReasonerTool

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

Context = TypeVar("Context")


class Function(Generic[Context]):
    """A handler with the schema read from its signature.

    Args:
        handler: A coroutine function with a docstring. Its first parameter is the
            context and is not shown to the model; the others must be annotated.
        name: What models call it; the handler's name in camelCase if left out.
        version: Raised when its arguments change in a way old callers would notice.

    Raises:
        TypeError: The handler cannot be described to a model.
    """

    def __init__(
        self,
        handler: Callable[..., Awaitable[str]],
        *,
        name: str = "",
        version: int = 1,
    ) -> None:
        doc = inspect.getdoc(handler)
        if not doc:
            raise TypeError(f"{handler.__name__} needs a docstring: the model reads it")
        if not inspect.iscoroutinefunction(handler):
            raise TypeError(f"{handler.__name__} must be a coroutine function")
        self.name = name or to_camel(handler.__name__)
        self.version = version
        self.description = " ".join(doc.split())
        self._handler = handler
        self._arguments = _model_of(handler)

    @property
    def parameters(self) -> dict[str, JsonValue]:
        """JSON schema of the arguments."""
        schema = self._arguments.model_json_schema(by_alias=True)
        return cast("dict[str, JsonValue]", _without_titles(schema))

    @property
    def tool(self) -> ReasonerTool:
        """The function as it is offered to a model."""
        return ReasonerTool(
            name=self.name, description=self.description, parameters=self.parameters
        )

    async def call(self, context: Context, arguments: str) -> str:
        """Check a model's JSON arguments, then run the handler.

        Raises:
            FunctionError: The arguments do not fit, or the handler says so itself.
        """
        try:
            checked = self._arguments.model_validate_json(arguments or "{}")
        except ValidationError as error:
            raise FunctionError(f"{self.name}: {_advice(error)}") from None
        fields = type(checked).model_fields
        return await self._handler(
            context, **{name: getattr(checked, name) for name in fields}
        )


class Registry(Generic[Context]):
    """A fixed set of functions that share a context.

    Of several versions of a name the latest is offered; older ones stay callable by
    their version.

    Raises:
        TypeError: A name and version stand for two functions.
    """

    def __init__(self, *functions: Function[Context]) -> None:
        self._functions: dict[tuple[str, int], Function[Context]] = {}
        for function in functions:
            key = (function.name, function.version)
            if key in self._functions:
                raise TypeError(f"two functions {function.name} of version {key[1]}")
            self._functions[key] = function

    def __iter__(self) -> Iterator[Function[Context]]:
        for name in self.names:
            yield self.get(name)

    @property
    def names(self) -> list[str]:
        """All names, each once, in the order given."""
        return list(dict.fromkeys(name for name, _ in self._functions))

    @property
    def tools(self) -> tuple[ReasonerTool, ...]:
        """The latest version of each function, as offered to a model."""
        return tuple(function.tool for function in self)

    def get(self, name: str, version: int | None = None) -> Function[Context]:
        """Return a function, the latest if no version is asked for.

        Raises:
            FunctionError: There is none; says which there are.
        """
        if version is None:
            version = max((v for n, v in self._functions if n == name), default=0)
        try:
            return self._functions[name, version]
        except KeyError:
            there = ", ".join(self.names)
            raise FunctionError(f"no function {name}; there are: {there}") from None

    async def call(self, context: Context, name: str, arguments: str) -> str:
        """Run a function by name.

        Raises:
            FunctionError: There is no such function, or its arguments do not fit.
        """
        return await self.get(name).call(context, arguments)

    def with_functions(self, *functions: Function[Context]) -> Registry[Context]:
        """Return a registry that has these as well."""
        return Registry(*self._functions.values(), *functions)


def _model_of(handler: Callable[..., Awaitable[str]]) -> type[BaseModel]:
    """Make a strict model of a handler's parameters after the first."""
    hints = get_type_hints(handler, include_extras=True)
    _, *parameters = inspect.signature(handler).parameters.values()
    fields: dict[str, Any] = {}
    for one in parameters:
        if one.name not in hints:
            raise TypeError(f"{handler.__name__}: {one.name} needs a type")
        default = ... if one.default is inspect.Parameter.empty else one.default
        fields[one.name] = (hints[one.name], default)
    config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
    )
    return create_model(to_camel(handler.__name__), __config__=config, **fields)


def _without_titles(schema: object) -> object:
    """Drop pydantic's titles: a model pays for every token of them."""
    if isinstance(schema, dict):
        return {
            key: _without_titles(value)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str))
        }
    if isinstance(schema, list):
        return [_without_titles(value) for value in schema]
    return schema


_UNION_TAG = re.compile(r"\.(?:bool|float|int|str|function-\w+.*)$")


def _advice(error: ValidationError) -> str:
    """Say what is wrong without quoting the values: they may be somebody's words."""
    problems = dict.fromkeys(
        f"{_UNION_TAG.sub('', '.'.join(map(str, one['loc'])) or 'arguments')}: "
        f"{one['msg']}"
        for one in error.errors(include_input=False, include_url=False)
    )
    return "; ".join(problems)

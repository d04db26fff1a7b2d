"""From a documented callable to a function a model can call, and back.

The signature is the schema and the docstring is the manual. A model's arguments are
checked strictly; what does not fit comes back to it as advice and nothing is run.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic.alias_generators import to_camel

from panda.errors import FunctionError
from panda.functions.schema import advice, arguments_of, schema_of
from panda.functions.versions import Version
from panda.reasoning import ReasonerTool

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Context = TypeVar("Context")
TIME_LIMIT_S = 1.5
"""How long a function may take, unless it says otherwise (RELIABILITY 3.3): a person
waits on the phone for it."""


class Function(Generic[Context]):
    """A handler with the schema read from its signature.

    Args:
        handler: A function with a docstring, or a coroutine function if it has to wait
            for something. Its first parameter is the context and is not shown to the
            model; the others must be annotated.
        name: What models call it; the handler's name in camelCase if left out.
        version: Of its behaviour and arguments, as `panda.functions.versions` has it.
        time_limit_s: How long it may take.
        answers: Of a plugin's, in which look-up of ours it answers.

    Raises:
        TypeError: The handler cannot be described to a model.
        BadInput: The version is none.
    """

    def __init__(
        self,
        handler: Callable[..., str] | Callable[..., Awaitable[str]],
        *,
        name: str = "",
        version: str = "1.0.0",
        time_limit_s: float = TIME_LIMIT_S,
        answers: str = "",
    ) -> None:
        doc = inspect.getdoc(handler)
        if not doc:
            raise TypeError(f"{handler.__name__} needs a docstring: the model reads it")
        self.name = name or to_camel(handler.__name__)
        self.version = Version.parse(version)
        self.description = " ".join(doc.split())
        self.time_limit_s = time_limit_s
        self.answers = answers
        self.waits = inspect.iscoroutinefunction(handler)
        """Whether it is a coroutine function."""
        self._handler = handler
        self._arguments = arguments_of(handler, skip=1)

    @property
    def parameters(self) -> dict[str, JsonValue]:
        """JSON schema of the arguments."""
        return schema_of(self._arguments)

    @property
    def tool(self) -> ReasonerTool:
        """The function as it is offered to a model."""
        return ReasonerTool(
            name=self.name, description=self.description, parameters=self.parameters
        )

    def checked(self, arguments: str) -> BaseModel:
        """Check a model's JSON arguments.

        Raises:
            FunctionError: They do not fit; says how, as advice.
        """
        try:
            return self._arguments.model_validate_json(arguments or "{}")
        except ValidationError as error:
            described = {
                field.alias or name: field.description or ""
                for name, field in self._arguments.model_fields.items()
            }
            raise FunctionError(f"{self.name}: {advice(error, described)}") from None

    def given(self, arguments: str) -> dict[str, JsonValue]:
        """Check arguments and return them as a model names them.

        Raises:
            FunctionError: They do not fit.
        """
        return self.checked(arguments).model_dump(mode="json", by_alias=True)

    async def call(self, context: Context, arguments: str) -> str:
        """Check a model's JSON arguments, then run the handler.

        Raises:
            FunctionError: The arguments do not fit, or the handler says so itself.
        """
        result = self._run(context, arguments)
        return await result if inspect.isawaitable(result) else result

    def call_now(self, context: Context, arguments: str) -> str:
        """As `call`, of a function that waits for nothing.

        Raises:
            FunctionError: As with `call`.
        """
        assert not self.waits, f"{self.name} has to be awaited"
        return cast("str", self._run(context, arguments))

    def _run(self, context: Context, arguments: str) -> str | Awaitable[str]:
        checked = self.checked(arguments)
        fields = type(checked).model_fields
        given = {name: getattr(checked, name) for name in fields}
        return self._handler(context, **given)

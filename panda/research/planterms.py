"""What businesses told of plans' terms, put in words and beside each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.insurance.finding import TermKind
from panda.insurance.procedures import Class, by_code
from panda.insurance.told import said_of
from panda.research.sources import Evidence, Source, answered_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult
    from panda.insurance.finding import ToldTerm

_HEADINGS: dict[TermKind, str] = {
    TermKind.COVERAGE: "Coverage",
    TermKind.COPAY: "Copay",
    TermKind.DEDUCTIBLE: "Deductible",
    TermKind.ANNUAL_MAXIMUM: "Annual maximum",
    TermKind.WAITING_PERIOD: "Waiting period",
    TermKind.PREAUTHORIZATION: "Pre-authorisation",
}
_CLASSES: dict[Class, str] = {
    Class.PREVENTIVE: "preventive care",
    Class.BASIC: "basic services",
    Class.MAJOR: "major services",
    Class.ORTHODONTIC: "orthodontics",
}


class PlanTerm(BaseModel):
    """One term of a plan, as a business told it; nobody had to ask for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    """What it is of: `Coverage for crown (D2740), Cigna`."""
    text: str
    """The value as it is shown: `50%`, `$25.00`, `6 months`, `not needed`."""
    quote: str
    at_ms: int
    """When it was said, from the answer of the call `call_id`."""
    call_id: str
    said_at: AwareDatetime
    """The time by the wall."""
    others: tuple[Evidence, ...] = ()
    """What else they said of the same."""


def plan_terms(results: Sequence[CallResult]) -> tuple[PlanTerm, ...]:
    """List what one business told of plans; of two values the last one said counts.

    Args:
        results: Of its calls, the earliest first.
    """
    said: dict[object, list[tuple[CallResult, ToldTerm]]] = {}
    for result in results:
        for one in result.terms:
            said.setdefault(said_of(one), []).append((result, one))
    return tuple(_term(each) for each in said.values())


def _term(said: Sequence[tuple[CallResult, ToldTerm]]) -> PlanTerm:
    result, last = said[-1]
    return PlanTerm(
        heading=heading(last),
        text=amount(last),
        quote=last.quote,
        at_ms=last.at_ms,
        call_id=result.call_id,
        said_at=answered_at(result) + timedelta(milliseconds=last.at_ms),
        others=tuple(
            Evidence(
                source=Source.CALL,
                value=one.value,
                text=amount(one),
                quote=one.quote,
                at_ms=one.at_ms,
                call_id=call.call_id,
                said_at=answered_at(call) + timedelta(milliseconds=one.at_ms),
            )
            for call, one in said[:-1]
            if one.value != last.value
        ),
    )


def heading(one: ToldTerm) -> str:
    """Say what a term is of."""
    named = [_CLASSES[kind] for kind in one.classes]
    for code in one.codes:
        procedure = by_code(code)
        named.append(f"{procedure.name} ({code})" if procedure else code)
    what = f" for {' and '.join(named)}" if named else ""
    product = f" {one.product.value.upper()}" if one.product and not one.plan else ""
    of = one.plan or (f"{one.payer}{product}" if one.payer else "")
    return f"{_HEADINGS[one.term]}{what}{f', {of}' if of else ''}"


def amount(one: ToldTerm) -> str:
    """Show the value of a term as people write it."""
    match one.term:
        case TermKind.COVERAGE:
            return f"{one.value:g}%"
        case TermKind.COPAY | TermKind.DEDUCTIBLE | TermKind.ANNUAL_MAXIMUM:
            return f"${one.value:,.2f}" if one.value else "none"
        case TermKind.WAITING_PERIOD:
            months = "month" if one.value == 1 else "months"
            return f"{one.value:g} {months}" if one.value else "none"
        case TermKind.PREAUTHORIZATION:
            return "needed" if one.value else "not needed"

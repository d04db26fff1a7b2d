"""The truth block: every figure from the ledger, the scenario and the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from simulator.businesses.scenario import e164
from simulator.scoring import truth, values
from simulator.scoring.appointments import HeldTime
from simulator.scoring.witness import (
    disclosed_in,
    double_dials,
    long_gaps,
    most_at_once,
    words_late_ms,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.businesses.documents import Business
    from simulator.businesses.scenario import Provider, World
    from simulator.businesses.sentences import Value
    from simulator.scoring.records import Run, SeenCall
    from simulator.scoring.results import Results
    from simulator.scoring.truth import Expected

Verdict = Literal["right", "wrong", "missed", "not obtainable"]


class FieldScore(BaseModel):
    """One field at one provider."""

    model_config = ConfigDict(frozen=True)

    field: str
    truth: bool | int | float | str | None
    """None: it could not be found out there."""
    claimed: bool | int | float | str | None
    verdict: Verdict


class ProviderScore(BaseModel):
    """One provider, all calls to it together."""

    model_config = ConfigDict(frozen=True)

    number: str
    business: str
    call_sids: tuple[str, ...]
    nodes: tuple[str, ...]
    keys: str
    answered_by_person: bool
    reached_goal: bool | None
    """None: there was no menu, or nobody answered."""
    disclosed: bool | None
    """None: no person was spoken to."""
    complete: bool | None
    """None: no person answered, or nothing required could be found out."""
    double_dials: int
    fields: tuple[FieldScore, ...]


class Truth(BaseModel):
    """The block `truth` of a report. A rate of nothing is None, not 1.

    Attributes:
        navigation_rate: Answered calls to businesses with a menu that reached a node
            serving the scenario's goal / all answered calls to such businesses.
        completion_rate: Of the providers where a person spoke to the caller and at
            least one required field could be found out: those for which every such
            field was claimed, and claimed right.
        precision: Claimed values that are right / claimed values. "unknown" claims
            nothing; a value for what could not be found out is wrong.
        recall: Values claimed right / values that could be found out, over all
            providers, reached or not.
        double_dials: Calls created for a number that had a live call, or had told
            its facts in a call that ended in good order.
        skipped: Providers never dialled and not refused either.
        frame_gaps_over_60ms: Outbound gaps longer than 60 ms inside playing audio.
        max_talking_at_once: Most calls that had two-way media at the same time.
        disclosed_rate: Calls in which a person spoke to the caller and the caller's
            first words, as that person understood them, said that it is an AI / such
            calls.
        words_late_ms: Within how long nine in ten of the caller's words were
            understood by who was called; None if none were.
        appointments: Times that businesses keep for somebody when the run is over.
        clock_late_ms: How late the network's own clock was, at worst. Where one of
            these two is long, the machine was too busy for the figures to mean much.
    """

    model_config = ConfigDict(frozen=True)

    navigation_rate: float | None
    completion_rate: float | None
    precision: float | None
    recall: float | None
    double_dials: int
    skipped: int
    frame_gaps_over_60ms: int
    max_talking_at_once: int
    disclosed_rate: float | None
    words_late_ms: int | None
    clock_late_ms: int
    counts: dict[str, int]
    """Numerators' denominators, so that rates can be pooled over runs."""
    calls: tuple[ProviderScore, ...]
    appointments: tuple[HeldTime, ...] = ()


def score(world: World, run: Run, results: Results, seed: int) -> Truth:
    """Work out the truth block of one run."""
    goal = world.scenario.goal
    by_number = {
        provider.number: _provider(world, provider, run, results, seed)
        for provider in world.providers
        if provider.number
    }
    providers = tuple(by_number.values())
    fields = [field for one in providers for field in one.fields]
    verdicts = [field.verdict for field in fields]
    claimed = [field for field in fields if values.asserted(field.claimed)]
    obtainable = [field for field in fields if field.truth is not None]
    navigated = [
        goal in call.goals
        for call in run.calls
        if call.answered_ms is not None and _navigable(world, call, goal)
    ]
    disclosed = [disclosed_in(call) for call in run.calls if call.person_answered]
    complete = [one.complete for one in providers if one.complete is not None]
    right = verdicts.count("right")
    return Truth(
        navigation_rate=_rate(sum(navigated), len(navigated)),
        completion_rate=_rate(sum(complete), len(complete)),
        precision=_rate(right, len(claimed)),
        recall=_rate(right, len(obtainable)),
        double_dials=sum(map(double_dials, _by_number(run.calls).values())),
        skipped=sum(_skipped(one, run, results) for one in world.providers),
        frame_gaps_over_60ms=long_gaps(run.calls),
        max_talking_at_once=most_at_once(run.calls),
        disclosed_rate=_rate(sum(disclosed), len(disclosed)),
        words_late_ms=words_late_ms(run.calls),
        clock_late_ms=run.clock_late_ms,
        counts={
            "navigated_calls": len(navigated),
            "completable_providers": len(complete),
            "claimed_values": len(claimed),
            "obtainable_values": len(obtainable),
            "right_values": right,
            "calls_with_person": len(disclosed),
        },
        calls=providers,
        appointments=run.held,
    )


def _provider(
    world: World, provider: Provider, run: Run, results: Results, seed: int
) -> ProviderScore:
    business = world.business(provider.number)
    calls = [call for call in run.calls if call.number == provider.number]
    person = any(call.person_answered for call in calls)
    fields = _fields(world, business, provider.number, results, seed)
    answered = [call for call in calls if call.answered_ms is not None]
    goal = world.scenario.goal
    menu = business is not None and truth.has_menu_for(business, goal)
    reached = any(goal in call.goals for call in answered)
    spoken = [disclosed_in(call) for call in calls if call.person_answered]
    return ProviderScore(
        number=provider.number,
        business=provider.name,
        call_sids=tuple(call.call_sid for call in calls),
        nodes=tuple(node for call in calls for node in call.nodes),
        keys="".join(key for call in calls for key in call.keys),
        answered_by_person=person,
        reached_goal=reached if menu and answered else None,
        disclosed=all(spoken) if spoken else None,
        complete=_complete(world, fields) if person else None,
        double_dials=double_dials(calls),
        fields=fields,
    )


def _fields(
    world: World, business: Business | None, number: str, results: Results, seed: int
) -> tuple[FieldScore, ...]:
    if business is None:
        return ()
    claims = _claims(results, number)
    expected = truth.expected(world, business, seed)
    return tuple(
        FieldScore(
            field=name,
            truth=one.value,
            claimed=claims.get(name),
            verdict=_verdict(one, claims.get(name)),
        )
        for name, one in expected.items()
    )


def _claims(results: Results, number: str) -> dict[str, Value | None]:
    """Return the values claimed for a number; a later call's value counts."""
    claims: dict[str, Value | None] = {}
    for call in results.calls:
        if e164(call.number) == number:
            for name, claim in call.findings.items():
                if claim is not None and values.asserted(claim.value):
                    claims[name] = claim.value
    return claims


def _verdict(expected: Expected, claimed: Value | None) -> Verdict:
    if claimed is None:
        return "missed" if expected.value is not None else "not obtainable"
    if expected.value is None:
        return "wrong"
    fits = values.right(expected.type, claimed, expected.value)
    return "right" if fits else "wrong"


def _complete(world: World, fields: Iterable[FieldScore]) -> bool | None:
    required = {one.name for one in world.questions.fields if one.required}
    wanted = [one for one in fields if one.field in required and one.truth is not None]
    if not wanted:
        return None
    return all(one.verdict == "right" for one in wanted)


def _navigable(world: World, call: SeenCall, goal: str) -> bool:
    business = world.business(call.number)
    return business is not None and truth.has_menu_for(business, goal)


def _skipped(provider: Provider, run: Run, results: Results) -> bool:
    if any(call.number == provider.number and call.dialled for call in run.calls):
        return False
    return not any(
        call.refused and (e164(call.number) or call.number) in _names(provider)
        for call in results.calls
    )


def _names(provider: Provider) -> set[str]:
    return {name for name in (provider.number, provider.phone) if name}


def _by_number(calls: Iterable[SeenCall]) -> dict[str, list[SeenCall]]:
    found: dict[str, list[SeenCall]] = {}
    for call in calls:
        found.setdefault(call.number, []).append(call)
    return found


def _rate(count: int, total: int) -> float | None:
    return round(count / total, 4) if total else None

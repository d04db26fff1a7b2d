from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panda.errors import BadInput
from panda.menu.memory import Graph, Trip, current, take_in
from panda.menu.memory.files import dump, load
from panda.menu.memory.stats import Counted, sum_up
from panda.menu.menu import LineKind, Option, RouteStep

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=36_500)
NUMBER = "+12175550100"


def options(*pairs):
    return tuple(Option(digits=key, label=label) for key, label in pairs)


MAIN = RouteStep(
    fingerprint="alder dental appoin 1 billin 2",
    opening="alder dental",
    keys="1",
    label="appointments",
    options=options(("1", "appointments"), ("2", "billing")),
    heard_ms=4000,
)
KIND = RouteStep(
    fingerprint="new patien 1 return patien 2",
    keys="2",
    label="returning patients",
    options=options(("1", "new patients"), ("2", "returning patients")),
)
MOVED = MAIN.model_copy(
    update={
        "fingerprint": "alder dental billin 1 appoin 2",
        "keys": "2",
        "options": options(("1", "billing"), ("2", "appointments")),
    }
)


def trip(*steps, goal="book", ended=LineKind.HUMAN, at=NOW, **more):
    values = {"number": NUMBER, "goal": goal, "steps": steps, "ended": ended}
    return Trip.model_validate(values | {"used_at": at, "seconds": 20.0} | more)


def learn(*trips):
    versions = {}
    for one in trips:
        for graph in take_in(list(versions.values()), one):
            versions[graph.version] = graph
    return list(versions.values())


# --- one version


def test_a_first_trip_makes_a_graph_of_prompts_turns_and_a_path():
    (graph,) = learn(trip(MAIN, KIND))
    assert [node.fingerprint for node in graph.nodes] == [
        MAIN.fingerprint,
        KIND.fingerprint,
    ]
    first, second = graph.edges
    assert (first.to, first.heard_ms, second.to) == ("m2", 4000, "")
    (path,) = graph.paths
    assert (path.goal, path.successes, path.seconds) == ("book", 1, 20.0)


def test_a_trip_on_which_nothing_was_met_teaches_nothing():
    assert learn(trip()) == []


def test_a_prompt_misheard_is_the_same_prompt():
    heard = MAIN.model_copy(update={"fingerprint": "older dental appoin 1 billin 2"})
    (graph,) = learn(trip(MAIN), trip(heard))
    (node,) = graph.nodes
    assert node.seen == 2
    assert graph.paths[0].successes == 2


def test_ways_to_several_goals_share_their_prompts():
    pay = MAIN.model_copy(update={"keys": "2", "label": "billing"})
    (graph,) = learn(trip(MAIN, KIND), trip(pay, goal="pay a bill"))
    assert len(graph.nodes) == 2
    assert graph.best("pay a bill", NOW).steps[0].keys == "2"
    assert graph.best("book", NOW).steps[0].keys == "1"


def test_what_led_nowhere_is_remembered_as_such():
    wrong = MAIN.model_copy(update={"keys": "2", "label": "billing"})
    (graph,) = learn(trip(MAIN, KIND, dead=(wrong,)))
    failed = [edge for edge in graph.edges if edge.failed]
    assert [(edge.turn.keys, edge.failed) for edge in failed] == [("2", 1)]


def test_a_closed_office_is_not_held_against_the_way():
    (graph,) = learn(trip(MAIN, KIND), trip(MAIN, KIND, ended=LineKind.CLOSED))
    assert (graph.paths[0].successes, graph.paths[0].failures) == (1, 0)
    assert graph.nodes[0].seen == 2


def test_a_call_stuck_half_way_counts_against_the_way_it_was_on():
    (graph,) = learn(trip(MAIN, KIND), trip(MAIN, ended=None, reason="loop"))
    (path,) = graph.paths
    assert (path.successes, path.failures, path.worked_last) == (1, 1, False)


def test_whether_a_prompt_takes_keys_early_is_what_it_did_last():
    early = MAIN.model_copy(update={"barge_in": True})
    late = MAIN.model_copy(update={"barge_in": False})
    (graph,) = learn(trip(early), trip(late), trip(MAIN))
    assert graph.best("book", NOW).steps[0].barge_in is False


def test_an_old_record_counts_less():
    (graph,) = learn(trip(MAIN), trip(MAIN), trip(MAIN))
    fresh = graph.best("book", NOW)
    old = graph.best("book", NOW + timedelta(days=365))
    assert fresh.confidence == pytest.approx(0.8)
    assert 0.5 < old.confidence < 0.55


# --- change


def test_where_the_menus_differ_a_new_version_begins_with_what_still_stands():
    pay = MAIN.model_copy(update={"keys": "2", "label": "billing"})
    followed = learn(trip(MAIN, KIND), trip(pay, goal="pay"))
    drifted = trip(MOVED, KIND, followed=1, drifted_from=MAIN.fingerprint)
    old, new = learn(trip(MAIN, KIND), trip(pay, goal="pay"), drifted)
    assert (old.quarantined_at, new.version) == (NOW, 2)
    assert old.paths == followed[-1].paths
    assert [s.keys for s in new.best("book", NOW).steps] == ["2", "2"]
    assert new.best("pay", NOW) is None  # it went through the menu that changed
    kept = next(node for node in new.nodes if node.fingerprint == KIND.fingerprint)
    assert kept.seen == 2


def test_ways_past_the_change_are_kept():
    other = KIND.model_copy(update={"fingerprint": "night line desk 5", "options": ()})
    drifted = trip(MOVED, KIND, followed=1, drifted_from=MAIN.fingerprint)
    *_, new = learn(trip(MAIN, KIND), trip(other, goal="urgent"), drifted)
    assert new.best("urgent", NOW) is not None


def test_keys_that_moved_are_noticed_by_a_call_that_followed_nothing():
    old, new = learn(trip(MAIN, KIND), trip(MOVED, KIND))
    assert old.quarantined
    assert new.best("book", NOW).steps[0].keys == "2"


def test_a_second_call_that_finds_the_same_change_quarantines_nothing_more():
    drifted = trip(MOVED, KIND, followed=1, drifted_from=MAIN.fingerprint)
    old, new = learn(trip(MAIN, KIND), drifted, drifted)
    assert (old.version, new.version, new.quarantined) == (1, 2, False)
    assert new.paths[0].successes == 2


def test_a_drift_from_nobody_knows_where_leaves_no_way_to_that_goal():
    lost = trip(followed=1, drifted_from="(end)", ended=None, reason="loop")
    old, new = learn(trip(MAIN, KIND), lost)
    assert old.quarantined
    assert new.best("book", NOW) is None


# --- files

EXPORTED = dump(learn(trip(MAIN, KIND)))


def test_what_is_exported_can_be_imported():
    graphs = learn(trip(MAIN, KIND), trip(MOVED, KIND))
    assert load(dump(graphs), "menus.yaml", now=LATER) == graphs


@pytest.mark.parametrize(
    ("change", "line", "complaint"),
    [
        (("menus:", "menus: ["), 2, "not YAML"),
        (("menus:", "routes:"), 1, "menus: is missing"),
        (("version: 1", "version: 0"), 3, "must be 1 or more"),
        (("  - id: m1", "  - id: main"), 5, "is not written in the form"),
        (("      node: m2", "      node: m7"), 2, "there is no node m7"),
        (("  - id: m2", "  - id: m1"), 2, "two nodes have the same id"),
    ],
    ids=["yaml", "field", "value", "id", "node", "twice"],
)
def test_a_file_with_a_fault_is_refused_with_its_line(change, line, complaint):
    text = EXPORTED.replace(*change)
    assert text != EXPORTED
    with pytest.raises(BadInput, match=complaint) as refused:
        load(text, "menus.yaml", now=LATER)
    assert f"menus.yaml:{line}" in str(refused.value)


def test_a_version_that_stands_twice_is_refused():
    (graph,) = learn(trip(MAIN))
    with pytest.raises(BadInput, match="twice"):
        load(dump([graph, graph]), "menus.yaml", now=LATER)


# --- properties

LABELS = ["sales", "billing", "appointments", "records", "hours and directions"]
KEYS = st.sampled_from("123456789")


@st.composite
def prompts(draw):
    labels = draw(
        st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True)
    )
    keys = draw(st.lists(KEYS, min_size=len(labels), max_size=len(labels), unique=True))
    offered = options(*zip(keys, labels, strict=True))
    chosen = draw(st.sampled_from(offered))
    name = draw(st.sampled_from(["alder dental", "birch clinic", "cedar office"]))
    words = [name, *(f"{one.label} {one.digits}" for one in offered)]
    return RouteStep(
        fingerprint=" ".join(words),
        keys=chosen.digits,
        label=chosen.label,
        options=offered,
        barge_in=draw(st.sampled_from([None, True, False])),
        heard_ms=draw(st.integers(0, 60_000)),
    )


@st.composite
def journeys(draw):
    """Trips in the order of time, some of which followed what was known."""
    versions = []
    for day in range(draw(st.integers(1, 6))):
        now = NOW + timedelta(days=day)
        goal = draw(st.sampled_from(["book", "pay"]))
        known = current(versions)
        route = known.best(goal, now) if known else None
        follows = route is not None and draw(st.booleans())
        drifts = follows and draw(st.booleans())
        one = trip(
            *draw(st.lists(prompts(), max_size=3)),
            goal=goal,
            at=now,
            ended=draw(st.sampled_from([*LineKind, None])),
            dead=tuple(draw(st.lists(prompts(), max_size=1))),
            followed=route.version if follows else 0,
            drifted_from=route.steps[0].fingerprint if drifts else "",
        )
        before = versions
        known_by_now = {graph.version: graph for graph in versions}
        known_by_now |= {graph.version: graph for graph in take_in(versions, one)}
        versions = list(known_by_now.values())
    return before, versions


@settings(max_examples=60, deadline=None)
@given(journeys())
def test_versions_only_grow_and_all_but_the_newest_are_quarantined(story):
    before, after = story
    numbers = [graph.version for graph in after]
    assert numbers == sorted(set(numbers))
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(graph.quarantined for graph in after[:-1])
    assert len(after) - len(before) in {0, 1}
    for old in before:
        if old.quarantined:
            assert old in after


@settings(max_examples=60, deadline=None)
@given(journeys(), st.integers(0, 2000))
def test_a_quarantined_version_is_never_followed_and_confidence_is_a_share(story, days):
    now = NOW + timedelta(days=days)
    for graph in story[1]:
        for goal in ("book", "pay"):
            route = graph.best(goal, now)
            assert route is None or not graph.quarantined
            assert route is None or 0.0 <= route.confidence <= 1.0
        for route in graph.routes(now):
            assert 0.0 <= route.confidence <= 1.0


@settings(max_examples=40, deadline=None)
@given(journeys())
def test_import_is_the_inverse_of_export(story):
    graphs = story[1]
    assert load(dump(graphs), "menus.yaml", now=LATER) == graphs
    for graph in graphs:
        assert Graph.model_validate_json(graph.model_dump_json()) == graph


@settings(max_examples=40, deadline=None)
@given(journeys())
def test_whatever_is_learned_leads_through_prompts_that_are_known(story):
    for graph in story[1]:
        for route in graph.routes():
            assert all(step.keys for step in route.steps)
            assert route.version == graph.version


def test_trips_are_grouped_by_what_is_asked():
    one = Counted.of(trip(MAIN), [])
    spoken = MAIN.model_copy(update={"transport": "spoken"})
    two = Counted.of(trip(MAIN, spoken), [])
    assert [s.group for s in sum_up([one, two], "transport")] == ["in-band", "mixed"]
    assert [s.group for s in sum_up([one, two], "version")] == [f"{NUMBER} v1"]

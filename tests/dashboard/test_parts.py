"""What stands behind the pages: the feed, the cards, the drawing, the desk."""

from asyncio import run
from datetime import UTC, timedelta
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from dashboard.access import MAY, Deed
from dashboard.api import ApiError
from dashboard.connection import line
from dashboard.feed import Kept
from dashboard.labels import call_labels, campaign_labels
from dashboard.menugraph import dot
from dashboard.redraws import drop_late
from dashboard.rows import finding_rows
from dashboard.signin import PAUSE_S, STAYS_S, TRIES, Desk, Person
from dashboard.timeline import Step, lines, menu_path
from dashboard.upload import headings, meant, recognised
from documents.tables import as_excel, as_parquet
from panda.call import CallState
from panda.campaign import CampaignStatus, Target
from panda.errors import BadInput
from panda.events import Found
from panda.menu.memory import Edge, Graph, Node, Path, Turn
from panda.menu.menu import Option
from panda.research.comparison import compare
from panda.research.finding import Finding
from panda.research.providers import read_providers
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.testing.clock import START
from panda.users import Role, User, Users
from tests.dashboard.stage import LOG, PRICE, Stage
from tests.panda_cli.world import LAKESIDE, snapshot

TARGET = Target(target_id="t", campaign_id="c", position=0, provider=LAKESIDE)


class Seconds:
    """A clock that stands still until it is told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


def test_calls_and_campaigns_that_read_alike_are_told_apart_for_good():
    made = Stage(lambda: 0.0)
    run(made.play())
    (one,) = [each for each in run(made.store.campaigns()) if each.campaign_id == "c1"]
    twin = one.model_copy(update={"campaign_id": "c2"})
    later = one.model_copy(
        update={"campaign_id": "c3", "created_at": one.created_at + timedelta(days=1)}
    )
    alone = campaign_labels([one], UTC)
    named = campaign_labels([later, twin, one], UTC)
    assert len(set(named.values())) == 3
    assert named["c1"] == alone["c1"]
    ended = one.model_copy(update={"status": CampaignStatus.DONE})
    assert campaign_labels([ended], UTC) == alone

    shown = next(iter(made.shown.values()))
    again = shown.model_copy(
        update={
            "call_id": "again",
            "started_at": shown.started_at + timedelta(minutes=4),
            "state": CallState.ENDED,
        }
    )
    calls = call_labels([again, shown], UTC)
    assert len(set(calls.values())) == 2
    assert calls[shown.call_id] == call_labels([shown], UTC)[shown.call_id]


def test_many_who_look_ask_once(seconds):
    asked = []
    kept = Kept(lambda: asked.append(1) or len(asked), 0.4, seconds)
    assert [kept.get(), kept.get(), kept.get()] == [1, 1, 1]
    seconds.now += 0.4
    assert kept.get() == 2


def test_an_outage_is_asked_about_as_rarely(seconds):
    asked = []

    def away():
        asked.append(1)
        raise ApiError("away")

    kept = Kept(away, 0.4, seconds)
    for _ in range(3):
        with pytest.raises(ApiError):
            kept.get()
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("measured", "grade"),
    [
        ({"gaps": 90, "recent_gaps": 2}, "good"),
        ({"recent_gaps": 3}, "fair"),
        ({"recent_gaps": 10}, "poor"),
        ({"jitter_ms": 29.0, "round_trip_ms": 299}, "good"),
        ({"jitter_ms": 31.0}, "fair"),
        ({"jitter_ms": 31.0, "round_trip_ms": 900}, "poor"),
    ],
)
def test_a_line_is_graded_by_what_is_worst_about_it(measured, grade):
    call = snapshot(TARGET, CallState.TALKING, answered_at=START, **measured)
    assert line(call).grade == grade


def test_a_line_that_nobody_has_answered_has_no_grade():
    assert line(snapshot(TARGET, CallState.RINGING)).grade == ""


def test_an_answer_is_written_one_way_wherever_it_stands():
    asked = Question(name="price", type=FieldType.MONEY, ask="How much is it?")
    questions = Questionnaire(
        goal="ask", caller="Maria", opening="I call for Maria.", fields=(asked,)
    )
    found = Finding(field="price", value=120.0, quote="It is $120.", at_ms=900)
    (row,) = finding_rows(questions, [found])
    (shown,) = lines([Found(finding=found, seq=1)], questions)
    assert shown.text == f"{row['Question']}: {row['Answer']}"
    assert row["Answer"] == "$120.00"


def test_a_redraw_of_a_page_that_was_left_is_not_begun():
    """Streamlit would announce it under that page, and the browser break at it."""
    drop_late()

    class Runner:
        """Has nothing but fragments: whatever else is asked of it fails."""

        _fragment_storage = MemoryFragmentStorage()

    runner = Runner()
    late = RerunData(fragment_id_queue=["left"])
    ScriptRunner._run_script(runner, late)
    runner._fragment_storage.register("left", lambda: None)
    for wanted in (late, RerunData()):
        with pytest.raises(AttributeError, match="_is_in_script_thread"):
            ScriptRunner._run_script(runner, wanted)


def test_menus_stand_with_the_keys_that_were_pressed_there():
    offered = "1 billing · 2 appointments · 0 the front desk"
    assert menu_path(LOG)[0] == Step("0:09", offered, "2 (appointments)")


def test_what_a_menu_says_cannot_leave_its_label():
    """Graphviz ends a string at a quote, and reads a backslash as an escape."""
    label = 'x"]; evil [URL="javascript:a()"] \\'
    turn = Turn(node="m1", keys="1")
    graph = Graph(
        number="+12175550123",
        version=1,
        nodes=(
            Node(id="m1", fingerprint="f", options=(Option(digits="1", label=label),)),
        ),
        edges=(Edge(turn=turn, taken=2),),
        paths=(Path(goal="book", turns=(turn,), successes=2, worked_last=True),),
        made_at=START,
    )
    drawn = dot(graph, "book")
    assert 'x\\"]; evil [URL=\\"javascript:a()' in drawn
    assert 'x"];' not in drawn
    assert '"m1" -> "person"' in drawn
    assert "penwidth=3" in drawn


def test_who_may_more_may_all_that_others_may():
    assert MAY[Role.VIEWER] < MAY[Role.OPERATOR] < MAY[Role.ADMIN] == set(Deed)


KIM = User.of("Kim", Role.OPERATOR, "correct horse", b"s" * 16)


@pytest.fixture
def desk(seconds):
    return Desk(lambda: Users(users=(KIM,)), seconds)


def test_a_session_ends_with_the_shift(desk, seconds):
    token = desk.sign_in("kim", "correct horse")
    assert desk.who(token) == Person("Kim", Role.OPERATOR)
    seconds.now += STAYS_S
    assert desk.who(token) is None


def test_nobody_is_anybody_without_a_session(desk):
    assert desk.who("") is None
    assert desk.who("made up") is None


def test_signing_out_ends_a_session(desk):
    token = desk.sign_in("kim", "correct horse")
    desk.sign_out(token)
    assert desk.who(token) is None


def test_who_is_dropped_from_the_file_is_out(seconds):
    there = [KIM]
    desk = Desk(lambda: Users(users=tuple(there)), seconds)
    token = desk.sign_in("kim", "correct horse")
    there.clear()
    assert desk.who(token) is None


def test_passwords_cannot_be_tried_without_end(desk, seconds):
    for _ in range(TRIES):
        assert desk.sign_in("kim", "wrong") is None
    assert desk.sign_in("kim", "correct horse") is None
    assert desk.pause_s("kim") == PAUSE_S
    seconds.now += PAUSE_S
    assert desk.sign_in("kim", "correct horse")


def test_a_list_is_read_by_the_columns_somebody_chose():
    text = "Practice;Phone;Mobile\nLakeside;none;217-555-0123\n"
    assert headings(text) == ["Practice", "Phone", "Mobile"]
    changed = meant(text, {"name": "Practice", "phone": "Mobile"})
    (provider,), rejected = read_providers(changed, "list")
    assert (provider.name, provider.phone) == ("Lakeside", "+12175550123")
    assert provider.extra == {"Phone (other)": "none"}
    assert not rejected


def test_one_column_is_for_one_thing_only():
    text = "name,phone\nLakeside,217-555-0123\n"
    with pytest.raises(BadInput, match="name: is chosen for name and for phone"):
        meant(text, {"name": "name", "phone": "name"})


def test_it_is_said_which_heading_was_recognised():
    found = recognised("Biz Name;Telephone;TZ\n")
    assert found == {
        "name": "",
        "phone": "Telephone",
        "extension": "",
        "timezone": "TZ",
    }
    assert recognised("Tel.;Town\n")["phone"] == ""


def test_a_list_nobody_explained_is_left_as_it_is():
    text = 'name,phone\n"a\nb",217-555-0123\n'
    assert meant(text, {"name": "", "phone": ""}) is text


def comparison():
    stage = Stage()
    run(stage.play())
    campaign = run(stage.campaign("c1"))
    evil = PRICE.model_copy(update={"quote": "=cmd()"})
    result = run(stage.results("c1"))[0].model_copy(update={"findings": (evil,)})
    return compare(campaign, run(stage.targets("c1")), [result])


def test_what_a_callee_says_is_no_formula_in_a_workbook():
    with ZipFile(BytesIO(as_excel(comparison()))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert "=cmd()" in texts


def test_a_parquet_file_keeps_numbers_as_numbers():
    table = pd.read_parquet(BytesIO(as_parquet(comparison())))
    assert table["price"].dropna().tolist() == [120]
    assert table["price"].dtype.kind in "if"


def test_columns_in_which_nobody_has_anything_are_left_out_of_a_long_list():
    empty = [f"Other {n}" for n in range(300)]
    row = ",".join(["Ash Dental", "2175550123", *['""'] * 300])
    text = "\n".join([",".join(["name", "phone", *empty]), *[row] * 300])
    short = meant(text, {})
    assert short.splitlines() == ["name,phone", *["Ash Dental,2175550123"] * 300]
    small = "name,phone,fax\nAsh Dental,2175550123,\n"
    assert meant(small, {}) == small

"""What a ledger tells people: on a board, in a report, and by SQL."""

import json

import pytest
from rich.console import Console

from simulator.ledger import JsonlLedger
from simulator.reporting import tables, views
from simulator.reporting.board import Board
from simulator.reporting.command import main
from simulator.reporting.follow import Tail
from simulator.reporting.greeting import variables

OFFICE, BUSY = "+16085550147", "+15055550109"
EAR = {
    "received": 40,
    "lost": 0,
    "duplicated": 0,
    "reordered": 0,
    "cross_talk": 0,
    "garbled": 0,
    "resumed": 1,
}


@pytest.fixture
def folder(tmp_path):
    times = iter(range(1_000, 100_000, 500))
    ledger = JsonlLedger(tmp_path / "ledger.jsonl", now_ms=lambda: next(times))
    ledger.write("world", title="Two offices", seed=7)
    for sid, to in (("CA1", OFFICE), ("CA2", BUSY)):
        ledger.write("create", call_sid=sid, to=to)
        ledger.write("dial", call_sid=sid, to=to, attempt=1, **{"from": "+12175550100"})
    ledger.write("refused", call_sid="CA2", result="busy", sip_code=486)
    ledger.write("end", call_sid="CA2", status="busy", duration_s=0)
    ledger.write("answer", call_sid="CA1", machine=True)
    ledger.write("stream_start", call_sid="CA1", stream_sid="MZ1", n=1)
    ledger.write("node", call_sid="CA1", number=OFFICE, node="main", goals=[])
    said = {"start_ms": 400, "end_ms": 2000, "facts": [], "cut": False}
    ledger.write("said", call_sid="CA1", text="Press 1.", by="menu", **said)
    ledger.write("key", call_sid="CA1", digit="1", node="main", accepted=True)
    ledger.write("heard", call_sid="CA1", text="Hi [bold]", start_ms=2500, end_ms=3000)
    ledger.write(
        "frame_gap", call_sid="CA1", gap_ms=120, late_ms=80, direction="outbound"
    )
    ledger.write("fault", call_sid="CA1", name="drop_media")
    ledger.write("ear", call_sid="CA1", **EAR)
    ledger.write("pacer_late", late_ms=90)
    ledger.write("hangup", call_sid="CA1", by="caller")
    ledger.write("end", call_sid="CA1", status="completed", duration_s=4)
    ledger.close()
    return tmp_path


@pytest.fixture
def board(folder):
    return Board(Tail(folder / "ledger.jsonl").news())


def printed(renderable):
    console = Console(width=160, record=True, file=None)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def test_a_call_stands_on_the_board_as_it_went(board):
    call = board.calls["CA1"]

    assert (call.number, call.state, call.hung_up_by) == (OFFICE, "completed", "caller")
    assert (call.nodes, call.keys, call.gaps_ms) == (["main"], "1", [120])
    assert call.last(by_caller=True) == "Hi [bold]"
    assert call.last(by_caller=False) == "Press 1."
    assert call.seconds(0) == pytest.approx(5.5)
    assert call.ear == EAR


@pytest.mark.parametrize(
    ("records", "state"),
    [(1, "queued"), (2, "dialling"), (3, "ringing"), (4, "answered"), (5, "talking")],
)
def test_a_call_is_in_the_state_of_its_last_step(records, state):
    kinds = ["create", "dial", "ring", "answer", "stream_start"][:records]
    board = Board({"kind": kind, "call_sid": "CA1", "to": OFFICE} for kind in kinds)

    assert board.calls["CA1"].state == state


def test_the_live_table_has_a_line_for_each_call(board):
    text = printed(tables.live(board, 10_000))

    assert "Two offices" in text
    assert text.count("+1") == 2
    assert "Hi [bold]" in text, "what was heard is no markup"


def test_without_a_terminal_a_call_is_one_plain_line(board):
    line = tables.line(board.calls["CA1"], 10_000)

    assert line == f'{OFFICE} · completed · 6 s · 1 · caller: "Hi [bold]"'


def test_nobody_on_the_board_is_said_so():
    assert "No call yet" in printed(tables.live(Board(), 0))


def test_the_report_tells_outcomes_gaps_faults_frames_and_talk(board):
    text = printed(tables.report(board, with_talk=True))

    for told in ("calls 2, answered 1", "longest 120 ms", "at worst 90 ms", "busy"):
        assert told in text
    assert "drop_media" in text
    assert "resumed" in text
    assert "Press 1." in text


def test_a_tail_gives_each_record_once_and_no_half_one(tmp_path):
    path = tmp_path / "ledger.jsonl"
    tail = Tail(path)
    assert list(tail.news()) == []
    path.write_text('{"kind": "a"}\n{"kind":')
    assert [one["kind"] for one in tail.news()] == ["a"]
    with path.open("a") as file:
        file.write(' "b"}\n')
    assert [one["kind"] for one in tail.news()] == ["b"]


def test_the_views_answer_sql(folder):
    columns, rows = views.query(
        folder, "SELECT number, status, hung_up_by, seconds FROM calls ORDER BY number"
    )

    assert columns == ["number", "status", "hung_up_by", "seconds"]
    assert rows == [(BUSY, "busy", None, None), (OFFICE, "completed", "caller", 5.5)]


@pytest.mark.parametrize("view", [*views.VIEWS, "records"])
def test_every_view_can_be_read_and_is_explained(folder, view):
    (folder / "model.jsonl").write_text('{"seq": 1, "t_ms": 5, "kind": "session"}\n')

    _, rows = views.query(folder, f"SELECT * FROM {view}")

    assert rows
    assert f"\n{view} " in views.__doc__


def test_half_a_record_does_not_hinder_a_query(folder):
    with (folder / "ledger.jsonl").open("a") as file:
        file.write('{"seq": 99, "ki')

    assert views.query(folder, "SELECT count(*) FROM gaps")[1] == [(1,)]


def test_a_query_is_printed_as_table_csv_or_json(folder, capsys):
    sql = "SELECT speaker, text FROM words ORDER BY start_ms"
    assert main(["query", str(folder), sql]) == 0
    assert "Press 1." in capsys.readouterr().out
    assert main(["query", str(folder), sql, "--format", "csv"]) == 0
    assert capsys.readouterr().out == "speaker,text\nmenu,Press 1.\ncaller,Hi [bold]\n"
    assert main(["query", str(folder), sql, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "speaker": "menu",
        "text": "Press 1.",
    }


def test_a_report_is_printed(folder, capsys):
    assert main(["report", str(folder), "--talk"]) == 0
    assert "calls 2, answered 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", [["query", ".", "SELECT nothing FROM nowhere"], ["report", "nowhere"]]
)
def test_what_cannot_be_asked_is_said_in_a_line(folder, wrong, capsys, monkeypatch):
    monkeypatch.chdir(folder)

    assert main(wrong) == 2
    assert capsys.readouterr().err.startswith("ledger: ")


def test_a_bot_is_told_where_everything_is():
    told = variables(
        carrier_url="http://127.0.0.1:1",
        model_url="http://127.0.0.1:2",
        account_sid="AC1",
        auth_token="t",
        api_key="sk-1",
    )

    assert told["TWILIO_API_URL"] == "http://127.0.0.1:1"
    assert told["OPENAI_BASE_URL"] == "http://127.0.0.1:2/v1"
    assert told["OPENAI_REALTIME_URL"] == "ws://127.0.0.1:2/v1/realtime"

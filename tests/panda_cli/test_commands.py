import json
from asyncio import run
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from ray.exceptions import ActorDiedError
from typer.testing import CliRunner

from panda.call import CallState, Outcome
from panda.callconfig import CallConfig
from panda.errors import BadInput, StoreError
from panda.events import Heard, Pressed
from panda.features import Feature
from panda.mailbox import (
    AnswerPeople,
    Attended,
    Hold,
    Note,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    Whisper,
)
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, RouteStep
from panda.people.question import OpenQuestion, PeopleQuestion
from panda.testing.clock import START
from panda_cli import (
    beginning,
    calls,
    campaigns,
    changing,
    command,
    following,
    followup,
    questions,
    reporting,
    routes,
)
from panda_cli.command import app
from tests.panda_cli.world import (
    INSURANCE,
    PRICE,
    QUESTIONS as FORM,
    FakeSystem,
    snapshot,
)

QUESTIONS = """
goal: schedule a cleaning
fields:
  - name: price
    type: money
    ask: How much is a cleaning?
"""


@pytest.fixture
def system(monkeypatch):
    system = FakeSystem()

    @asynccontextmanager
    async def connected():
        yield system

    monkeypatch.setattr(beginning, "connected", connected)
    monkeypatch.setattr(campaigns, "connected", connected)
    monkeypatch.setattr(calls, "connected", connected)
    monkeypatch.setattr(questions, "connected", connected)
    monkeypatch.setattr(changing, "connected", connected)
    monkeypatch.setattr(reporting, "connected", connected)
    monkeypatch.setattr(followup, "connected", connected)
    monkeypatch.setattr(routes, "connected", connected)
    monkeypatch.setattr(following, "REFRESH_S", 0)
    return system


@pytest.fixture
def files(tmp_path):
    (tmp_path / "list.csv").write_text("name,phone\nLakeside,+12175550123\nX,12\n")
    (tmp_path / "questions.yaml").write_text(QUESTIONS)
    return tmp_path


def panda(*words, code=0):
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def campaign_run(files, *more, code=0):
    return panda(
        "campaign", "run", files / "list.csv", "--questions", files / "questions.yaml",
        *more, code=code,
    )  # fmt: skip


# --- campaigns


PRIVATE = """
consent: Maria agreed today
fields:
  member_id: {value: "204118", machine: true}
  account_number: {column: Account}
"""


def test_private_data_is_entrusted_and_its_column_leaves_the_list(system, files):
    async def work(system):
        await system.finish(0, Outcome.COMPLETED, PRICE)

    system._script = [work]
    (files / "list.csv").write_text("name,phone,Account\nLakeside,+12175550123,778\n")
    (files / "private.yaml").write_text(PRIVATE)
    out = campaign_run(
        files, "--attest", "--private", files / "private.yaml",
        "--json", files / "out.json",
    )  # fmt: skip
    (entrusted,) = system.entrusted
    assert sorted(entrusted.values.values()) == ["204118", "778"]
    told = out + (files / "out.json").read_text()
    assert "204118" not in told
    assert "778" not in told


def test_a_private_file_that_cannot_be_used_stops_before_anybody_is_called(
    system, files
):
    (files / "private.yaml").write_text("consent: Maria\nfields: {ssn: {value: '1'}}")
    with pytest.raises(BadInput, match="never given"):
        campaign_run(files, "--attest", "--private", files / "private.yaml")


def test_a_list_is_called_and_compared(system, files):
    async def work(system):
        await system.finish(0, Outcome.COMPLETED, PRICE)

    system._script = [work]
    out = campaign_run(files, "--attest", "--json", files / "out.json")
    assert "$120.00" in out
    assert "list.csv:3: not called: invalid number" in out
    data = json.loads((files / "out.json").read_text())
    assert data["calls"][0]["findings"]["price"]["value"] == 120.0
    assert data["rejected"][0]["line"] == 3


def test_without_attestation_nobody_is_called(system, files):
    with pytest.raises(BadInput, match="--attest"):
        campaign_run(files)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("X,911\n", r"list\.csv: no row can be called \(see above\)"),
        ("", r"list\.csv: no row can be called: there is none"),
    ],
)
def test_a_list_without_anybody_to_call_is_told(system, files, rows, told):
    (files / "list.csv").write_text(f"name,phone\n{rows}")
    with pytest.raises(BadInput, match=told):
        campaign_run(files, "--attest")
    assert run(system.campaigns()) == []


def test_what_was_found_is_shown_when_the_installation_is_stopped(
    system, files, monkeypatch, capsys
):
    async def work(system):
        await system.finish(0, Outcome.COMPLETED, PRICE)

    async def gone(_system):
        raise StoreError("the store's actor is gone")

    system._script = [work, gone]
    (files / "list.csv").write_text("name,phone\nA,2175550123\nB,2175550124\n")
    words = ["campaign", "run", files / "list.csv", "--attest"]
    words += ["--questions", files / "questions.yaml"]
    monkeypatch.setattr("sys.argv", ["panda", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 1
    out, err = capsys.readouterr()
    assert "$120.00" in out
    assert "not finished" in out
    assert err == ("panda: the installation was stopped; start it again: panda up\n")


def test_rows_that_are_left_out_are_told_each_with_its_reason(system, files):
    async def work(system):
        await system.finish(0, Outcome.BUSY)

    system._script = [work]
    rows = "A,217-555-0123\nB,911\nC,+1 217 555 0123\n"
    (files / "list.csv").write_text(f"name,phone\n{rows}")
    out = campaign_run(files, "--attest", "--json", files / "out.json")
    assert "list.csv:3: not called: emergency or crisis line: never called" in out
    assert "list.csv:4: not called: the same number as line 2" in out
    rejected = json.loads((files / "out.json").read_text())["rejected"]
    assert [one["line"] for one in rejected] == [3, 4]


@pytest.mark.parametrize("coding", ["latin-1", "utf-16"])
def test_a_list_in_another_coding_is_read_and_its_rows_to_mend_written(
    system, files, coding
):
    (files / "list.csv").write_text("name,phone\nJosé,2175550123\nZoë,123\n", coding)
    with pytest.raises(BadInput, match="lawful"):  # all that is wrong with it
        campaign_run(files, "--rejects", files / "mend.csv")
    assert "Zoë,123,invalid_number" in (files / "mend.csv").read_text()


def test_a_folder_for_a_list_is_told(system, files):
    (files / "list.csv").unlink()
    (files / "list.csv").mkdir()
    with pytest.raises(BadInput, match=r"is a folder \(name the file\)"):
        campaign_run(files, "--attest")


def test_results_without_a_folder_are_told_before_anybody_is_called(system, files):
    with pytest.raises(BadInput, match="cannot be written"):
        campaign_run(files, "--attest", "--json", files / "none" / "out.json")
    assert run(system.campaigns()) == []


def test_results_that_cannot_be_written_are_told(system, files):
    async def work(system):
        await system.finish(0, Outcome.BUSY)

    system._script = [work]
    with pytest.raises(BadInput, match="cannot be written"):
        campaign_run(files, "--attest", "--json", files)


def test_the_command_says_which_it_is():
    assert panda("--version").startswith("panda")


def test_campaigns_are_listed_shown_and_exported(system):
    run(system.begin())
    run(system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE))
    assert "Dentists" in panda("campaign", "list")
    assert "“Yes, we do.”" in panda("campaign", "show", "c1")
    assert "dialled" not in panda("campaign", "show", "c1")
    assert "scout" not in panda("campaign", "show", "c1")
    system.scouted = ["t2", "t3"]
    assert "2 waiting for scout" in panda("campaign", "show", "c1")
    system.trouble = "Twilio refuses us"
    assert "Nobody is dialled for now: Twilio refuses us" in panda(
        "campaign", "show", "c1"
    )
    assert panda("campaign", "export", "c1").startswith("name,phone,outcome")
    data = json.loads(panda("campaign", "export", "c1", "--format", "json"))
    assert data["rows"][0]["cells"]["price"]["text"] == "$120.00"


def test_a_campaign_is_ranked_reported_and_put_into_a_workbook(system, tmp_path):
    run(system.begin())
    run(system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE))
    assert "3.00 of 3" in panda("campaign", "rank", "c1", "--weight", "price=3")
    html, pdf, book = (tmp_path / name for name in ("r.html", "r.pdf", "a.xlsx"))
    panda("report", "c1", "--html", html, "--pdf", pdf)
    assert "Yes, we do." in html.read_text()
    assert pdf.read_bytes().startswith(b"%PDF-")
    panda("campaign", "export", "c1", "--format", "xlsx", "--out", book)
    assert book.read_bytes().startswith(b"PK")
    with pytest.raises(BadInput, match="nothing to write"):
        panda("report", "c1")


def test_a_follow_up_is_planned_for_what_is_open(system, monkeypatch):
    run(system.begin())
    run(system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE))
    run(system.finish(1, Outcome.COMPLETED, PRICE))
    plan = panda("campaign", "follow-up", "c1", "--optional")
    assert "Follow-up 1, from" in plan
    assert "Mesa" in plan
    assert "unknown: insurance" in plan
    assert "Nothing is to be" in panda("campaign", "follow-up", "c1", "--rounds", "0")


def test_a_questionnaire_is_checked_before_anybody_is_called(tmp_path):
    form = tmp_path / "q.yaml"
    form.write_text(QUESTIONS + "    holds_days: 7\n    ask_again: In dollars?\n")
    shown = panda("questions", "check", form)
    assert "7 days" in shown
    assert "again: In dollars?" in shown
    assert "greeted in English" not in shown
    form.write_text("language: fr\n" + QUESTIONS)
    assert "Of fr we have no wording" in panda("questions", "check", form)
    form.write_text(QUESTIONS.replace("money", "monet"))
    with pytest.raises(BadInput, match=r"q\.yaml:5: .*write one of: yes_no"):
        panda("questions", "check", form)


def test_campaigns_are_paused_resumed_and_cancelled(system):
    run(system.begin())
    assert "is paused" in panda("campaign", "pause", "c1")
    assert "is running" in panda("campaign", "resume", "c1")
    assert "is cancelled" in panda("campaign", "cancel", "c1")


@pytest.mark.parametrize("what", ["show", "pause", "resume", "cancel"])
def test_an_unknown_campaign_is_told(system, what):
    with pytest.raises(BadInput, match=r"^c9: no such campaign"):
        panda("campaign", what, "c9")


# --- changes


def test_a_campaign_is_changed_by_options(system):
    run(system.begin())
    told = panda(
        "campaign", "set", "c1", "--concurrency", "3", "--priority", "2",
        "--ask", "hours:text:When are you open?", "--drop", "copay",
        "--first", "c1-1=4", "--feature", "lending=0.5",
    )  # fmt: skip
    assert "Dentists: limits, questions, priority, first, features changed" in told
    after = run(system.campaign("c1"))
    assert (after.limits.concurrency, after.priority, after.version) == (3, 2, 2)
    assert [one.name for one in after.questionnaire.fields] == [
        "insurance", "price", "hours",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="nothing is changed"):
        panda("campaign", "set", "c1")
    with pytest.raises(BadInput, match=r"^--feature lending: much is no share.*off"):
        panda("campaign", "set", "c1", "--feature", "lending=much")
    with pytest.raises(BadInput, match="no question tea"):
        panda("campaign", "set", "c1", "--drop", "tea")


def test_a_call_is_changed_by_options(system):
    run(system.begin())
    (target, _) = run(system.targets("c1"))
    config = CallConfig(
        version=4, call_s=900, hold_s=60, goal="a goal", questions=FORM.fields,
        features={},
    )  # fmt: skip
    system.shown["a"] = snapshot(target, CallState.TALKING, call_id="a", config=config)
    panda("calls", "set", "a", "--hold-s", "90", "--feature", "company=off")
    ((_, order),) = system.told
    assert (order.change.version, order.change.hold_s) == (4, 90)
    assert order.change.features == {Feature.COMPANY: False}
    with pytest.raises(BadInput, match="not live"):
        panda("calls", "set", "b", "--hold-s", "90")


def test_results_hold_calls_with_a_feature_against_calls_without(system):
    run(system.begin())
    for place, on in ((0, True), (1, False)):
        features = {Feature.LENDING: on}
        run(system.finish(place, Outcome.COMPLETED, PRICE, features=features))
    told = panda("campaign", "results", "c1")
    assert "without lending" in told
    assert "with lending" in told
    assert "100%" in told


# --- calls


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (("say", "a", "Hello."), Speak(text="Hello.", author="panda")),
        (("whisper", "a", "Be brief."), Whisper(text="Be brief.", author="panda")),
        (("keys", "a", "1w2"), PressKeys(digits="1w2", author="panda")),
        (("attended", "a"), Attended(author="panda")),
        (("hold", "a"), Hold(author="panda")),
        (("resume", "a"), Resume(author="panda")),
        (("note", "a", "Kind."), Note(author="panda", text="Kind.")),
        (
            ("note", "a", "Kind.", "--at", "12.5"),
            Note(author="panda", text="Kind.", about_ms=12_500),
        ),
        (("transfer", "a", "ann"), Transfer(to="ann", author="panda")),
    ],
)
def test_a_live_call_can_be_told_things(system, words, order):
    run(system.begin())
    (target, _) = run(system.targets("c1"))
    system.shown["a"] = snapshot(target, CallState.TALKING, call_id="a")
    panda("calls", *words)
    assert system.told == [("a", order)]


def test_a_note_is_pinned_to_a_call_that_is_over(system):
    heard = Heard(seq=1, at_ms=3000, speaker="business", text="Well.")
    run(system.store.append("a", [heard]))
    panda("calls", "note", "a", "Kind.", "--at", "2")
    (note,) = run(system.store.events("a", 1))
    assert (note.text, note.pinned_ms) == ("Kind.", 2000)
    with pytest.raises(BadInput, match="no such call"):
        panda("calls", "note", "b", "Kind.")


def test_a_call_is_put_through_to_nobody_who_is_not_listed(system):
    with pytest.raises(BadInput, match="no telephone of this name"):
        panda("calls", "transfer", "a", "Eve")
    assert system.told == []


def test_what_a_call_has_asked_is_listed_and_answered(system):
    run(system.begin())
    (target, _) = run(system.targets("c1"))
    assert "No call" in panda("calls", "questions")
    which = PeopleQuestion(ask="Which?", kind="choice", choices=("Mon", "Tue"))
    due_at = START + timedelta(seconds=60)
    asked = OpenQuestion(
        question_id="q1", question=which, asked_at=START, due_at=due_at
    )
    system.shown["a"] = snapshot(
        target, CallState.TALKING, call_id="a", questions=(asked,)
    )
    listed = panda("calls", "questions", "--campaign", "c1")
    assert "a q1  Lakeside Dental: Which?  Mon / Tue  (60 s left)" in listed
    panda("calls", "answer", "a", "tue")
    answered = AnswerPeople(question_id="q1", answer="Tue", author="panda")
    assert system.told == [("a", answered)]
    with pytest.raises(BadInput, match="choose one of"):
        panda("calls", "answer", "a", "Wed")
    with pytest.raises(BadInput, match="no such question"):
        panda("calls", "answer", "a", "Tue", "--question", "q2")


def test_keys_that_no_telephone_has_are_refused(system):
    with pytest.raises(BadInput, match="form"):
        panda("calls", "keys", "a", "5;")
    assert system.told == []


def test_calls_are_listed_and_ended(system):
    run(system.begin())
    (target, _) = run(system.targets("c1"))
    system.shown["a"] = snapshot(target, CallState.TALKING, call_id="a")
    assert "Lakeside" in panda("calls")
    assert "Lakeside" in panda("calls", "--campaign", "c1")
    with pytest.raises(BadInput, match=r"^c2: no such campaign"):
        panda("calls", "--campaign", "c2")
    panda("calls", "end", "a")
    assert system.ended == ["a"]
    with pytest.raises(BadInput, match=r"^b: no such call"):
        panda("calls", "end", "b")
    run(system.append("b", [Pressed(seq=1, at_ms=1, keys="1", label="")]))
    with pytest.raises(BadInput, match=r"^b: this call is over"):
        panda("calls", "end", "b")


def test_a_transcript_tells_who_said_and_did_what(system):
    heard = Heard(seq=1, at_ms=1000, speaker="business", text="For hours, press 1.")
    pressed = Pressed(seq=2, at_ms=2500, keys="1", label="hours")
    run(system.append("a", [heard, pressed]))
    lines = [line.strip() for line in panda("calls", "show", "a").splitlines()]
    assert lines == ["1.0 s  business: For hours, press 1.", "2.5 s  pressed 1 (hours)"]


def test_a_call_that_never_was_is_told(system):
    with pytest.raises(BadInput, match="no such call"):
        panda("calls", "show", "a")


TRIP = Trip(
    number="+12175550123",
    goal="schedule",
    steps=(RouteStep(fingerprint="book clean", keys="2", label="bookings"),),
    ended=LineKind.HUMAN,
    seconds=21,
    used_at=START,
)


def test_learned_ways_are_listed(system):
    run(system.record(TRIP))
    assert "+12175550123" in panda("routes")
    assert "+12175550123" not in panda("routes", "+16085550147")


# --- the command itself


def test_what_a_person_can_mend_is_one_line_and_exit_code_2(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["panda", "demo", "--scenario", "no/such/folder"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "no such folder" in told


def test_a_wrong_option_is_told_without_a_traceback():
    assert "Traceback" not in panda("demo", "--sed", "1", code=2)


def test_an_actor_that_is_gone_is_told_as_a_stopped_installation(monkeypatch, capsys):
    def gone():
        raise ActorDiedError

    monkeypatch.setattr(command, "app", gone)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == command.FAILED
    told = capsys.readouterr().err
    assert "the installation was stopped" in told
    assert "ActorDiedError" not in told


# --- a campaign that looks for an appointment ----------------------------------------


def test_an_appointment_voice_features_and_versions_are_given_with_a_list(
    system, files
):
    terms = files / "appointment.yaml"
    terms.write_text("first_day: 2026-12-01\nlast_day: 2026-12-05\nmanner: offers\n")

    async def work(system):
        await system.finish(0, Outcome.COMPLETED, PRICE)

    system._script = [work]
    campaign_run(
        files, "--attest", "--booking", terms, "--voice", "coral",
        "--feature", "lending=50%", "--function", "addNote=^1", "--priority", "3",
    )  # fmt: skip
    (kept,) = run(system.campaigns())
    assert (kept.booking.manner, kept.priority) == ("offers", 3)
    assert (kept.voice, kept.features, kept.functions) == (
        "coral", {"lending": 0.5}, {"addNote": "^1"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--feature", "flying=on", "no such feature"),
        ("--feature", "lending=2", "no share"),
        ("--feature", "lending=nan", "no share"),
        ("--feature", "lending=5%5", "no share"),
        ("--feature", "lending", "NAME=VALUE"),
        ("--function", "addNote=newest", "no range"),
        ("--voice", "Two Words", "no voice"),
    ],
)
def test_what_cannot_be_is_refused_before_anybody_is_called(
    system, files, option, value, says
):
    with pytest.raises(BadInput, match=says):
        campaign_run(files, "--attest", option, value)

import json
import logging

import pytest

from actors.logs import set_up, write_down
from panda.events import Heard
from panda.observe.logs import OURS
from tests.serve.town import SETTINGS


@pytest.fixture(autouse=True)
def _as_it_was():
    loggers = [logging.getLogger(name) for name in OURS]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    yield
    for one, handlers, level, propagate in before:
        for made in set(one.handlers) - set(handlers):
            one.removeHandler(made)
            made.close()
        one.setLevel(level)
        one.propagate = propagate


def configured(file, **more):
    return SETTINGS.model_copy(update={"log_file": str(file), "log": "json"} | more)


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_the_events_of_a_call_are_lines_of_a_file_without_their_words(tmp_path):
    file = tmp_path / "panda.log"
    speaker = set_up(configured(file, log_level="info"), "call:a1")
    speaker.call_id, speaker.campaign_id = "c1", "k1"
    write_down(Heard(seq=4, at_ms=900, speaker="business", text="My code is 7734."))
    (line,) = lines(file)
    assert line["event"] == "heard"
    assert (line["actor"], line["call_id"], line["campaign_id"]) == (
        "call:a1",
        "c1",
        "k1",
    )
    assert (line["seq"], line["at_ms"], line["speaker"]) == (4, 900, "business")
    assert "7734" not in file.read_text()


def test_only_what_is_worth_it_is_written_unless_more_is_asked_for(tmp_path):
    file = tmp_path / "panda.log"
    set_up(configured(file), "store")
    write_down(Heard(speaker="agent", text="Hello."))
    logging.getLogger("panda.dispatch.settling").warning("orphans: carrier: 20500")
    logging.getLogger("twilio.http_client").error("To=+12175550123")
    assert [line["event"] for line in lines(file)] == ["orphans: carrier: 20500"]


def test_the_comings_and_goings_of_sockets_are_not_written(tmp_path):
    file = tmp_path / "panda.log"
    set_up(configured(file, log_level="info"), "call:a1")
    logging.getLogger("actors.adopt.57").info("Disconnected")
    logging.getLogger("actors.adopt.57").warning("pause requested")
    assert [line["event"] for line in lines(file)] == ["pause requested"]


def test_a_file_that_is_moved_away_is_begun_anew_and_nothing_is_written_twice(tmp_path):
    file = tmp_path / "panda.log"
    set_up(configured(file), "api")
    set_up(configured(file), "api")
    log = logging.getLogger("actors.adopt")
    log.warning("first")
    file.rename(tmp_path / "panda.log.1")
    log.warning("second")
    assert [line["event"] for line in lines(file)] == ["second"]
    assert len(lines(tmp_path / "panda.log.1")) == 1


def test_without_a_file_lines_go_to_standard_error(capfd):
    set_up(SETTINGS, "api")
    logging.getLogger("serve_api.webhooks").warning("recovery has to wait")
    assert "warning api recovery has to wait" in capfd.readouterr().err

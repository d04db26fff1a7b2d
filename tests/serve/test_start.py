"""How the HTTP side is started where the machine is busy."""

from pathlib import Path

import pytest
from ray.exceptions import ActorDiedError

from actors.start import not_up
from panda.errors import PandaError
from panda.settings import Settings
from panda_cli.running import RAY
from serve_app import PROXY_READY_S, TRIES, serve_http
from tests.serve.town import SETTINGS

SERVES_OWN_TRIES = 3
"""`PROXY_HEALTH_CHECK_UNHEALTHY_THRESHOLD` of Ray Serve."""


class Serve:
    """Fails so many times."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.asked = 0

    def __call__(self, settings: Settings) -> None:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)


@pytest.mark.parametrize("failure", [ActorDiedError(), TimeoutError()])
def test_a_proxy_that_was_replaced_while_it_came_up_is_waited_for_again(failure):
    serve = Serve(failure)
    serve_http(SETTINGS, serve)
    assert serve.asked == 2


def test_what_did_not_come_up_is_named_and_not_called_a_stopped_installation():
    serve = Serve(*[ActorDiedError()] * TRIES)
    with pytest.raises(PandaError, match=r"HTTP side .* not ready in 60 s.*busy"):
        serve_http(SETTINGS, serve)
    assert serve.asked == TRIES


def test_what_is_wrong_for_another_reason_is_not_tried_again():
    serve = Serve(RuntimeError("the application cannot be built"))
    with pytest.raises(RuntimeError, match="cannot be built"):
        serve_http(SETTINGS, serve)
    assert serve.asked == 1


def test_the_time_that_is_told_is_the_time_that_is_set():
    each = float(RAY["RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S"])
    assert each * SERVES_OWN_TRIES == PROXY_READY_S


def test_the_parts_that_are_late_are_named():
    told = not_up(["front door", "orchestrator"], Path("logs"))
    assert told.startswith("not up after 120 s: front door, orchestrator.")

import pytest

from panda.call import Outcome
from panda.campaign import Limits, TargetStatus
from panda.dialing import (
    after,
    calling,
    cancelled,
    given_up,
    postponed,
    refused,
)
from panda.dialing.retries import RULES, Again
from tests.panda.dialing.world import NOW, later, target

LIMITS = Limits(attempts=3)
AGAIN = {
    Outcome.BUSY: 300,
    Outcome.NO_ANSWER: 7200,
    Outcome.FAILED: 600,
    Outcome.HUNG_UP: 600,
    Outcome.HOLD_TOO_LONG: 7200,
}
FINAL = set(Outcome) - set(AGAIN) - {Outcome.UNCERTAIN, Outcome.INTERRUPTED}


def test_every_outcome_has_a_rule():
    assert set(RULES) == set(Outcome)


@pytest.mark.parametrize(("outcome", "delay"), AGAIN.items())
def test_a_passing_trouble_is_dialled_again_after_its_delay(outcome, delay):
    tried = after(calling(target()), outcome, LIMITS, NOW)

    assert tried.status is TargetStatus.WAITING
    assert tried.due_at == later(delay)
    assert tried.outcome is outcome


@pytest.mark.parametrize("outcome", sorted(FINAL))
def test_what_is_final_is_never_dialled_again(outcome):
    tried = after(calling(target()), outcome, LIMITS, NOW)

    assert (tried.status, tried.outcome) == (TargetStatus.DONE, outcome)
    assert tried.due_at is None


@pytest.mark.parametrize("outcome", AGAIN)
def test_attempts_come_to_an_end(outcome):
    one = target()
    while one.status is not TargetStatus.DONE:
        one = after(calling(one), outcome, LIMITS, NOW)

    rule = RULES[outcome]
    assert isinstance(rule, Again)
    assert (one.attempts, one.outcome) == (min(3, rule.dials), outcome)


@pytest.mark.parametrize(
    ("reason", "codes"),
    [
        ("sip_404", ("not_in_service", "sip_404")),
        ("sip_410", ("not_in_service", "sip_410")),
        ("sip_604", ("not_in_service", "sip_604")),
        ("not_in_service", ("not_in_service",)),
    ],
)
def test_a_number_that_is_not_in_service_is_dialled_once_and_says_so(reason, codes):
    tried = after(calling(target()), Outcome.FAILED, LIMITS, NOW, reason=reason)

    assert (tried.status, tried.outcome) == (TargetStatus.DONE, Outcome.FAILED)
    assert (tried.attempts, tried.due_at, tried.reasons) == (1, None, codes)


@pytest.mark.parametrize(
    ("reason", "codes"), [("sip_503", ("sip_503",)), ("failed", ()), ("", ())]
)
def test_a_failure_that_may_pass_is_tried_again_and_explained_in_the_end(reason, codes):
    one = after(calling(target()), Outcome.FAILED, LIMITS, NOW, reason=reason)
    assert (one.status, one.reasons) == (TargetStatus.WAITING, ())

    while one.status is not TargetStatus.DONE:
        one = after(calling(one), Outcome.FAILED, LIMITS, NOW, reason=reason)
    assert (one.attempts, one.reasons) == (3, codes)


def test_a_call_that_found_everything_out_is_done_whatever_ended_it():
    tried = after(calling(target()), Outcome.COMPLETED, LIMITS, NOW, reason="sip_503")

    assert (tried.status, tried.reasons) == (TargetStatus.DONE, ())


def test_what_we_broke_off_ourselves_is_no_attempt():
    one = target(attempts=2)
    for _ in range(9):
        one = after(calling(one), Outcome.INTERRUPTED, LIMITS, NOW)
        assert (one.status, one.due_at) == (TargetStatus.WAITING, later(600))
    assert after(calling(one), Outcome.BUSY, LIMITS, NOW).status is TargetStatus.DONE


@pytest.mark.parametrize("outcome", AGAIN)
def test_a_call_that_was_never_dialled_is_no_attempt(outcome):
    one = target()
    for _ in range(9):
        one = after(calling(one), outcome, LIMITS, NOW, dialled=False)
        one = given_up(calling(one), NOW)
    assert (one.status, one.attempts, one.excused) == (TargetStatus.WAITING, 18, 18)


def test_a_call_that_was_never_dialled_may_be_final_all_the_same():
    one = after(calling(target()), Outcome.CANCELLED, LIMITS, NOW, dialled=False)
    assert one.status is TargetStatus.DONE


def test_who_hung_up_twice_is_left_alone_whatever_the_limits():
    one = target(attempts=1)

    again = after(one, Outcome.HUNG_UP, Limits(attempts=5), NOW)
    assert again.status is TargetStatus.WAITING
    assert (
        after(calling(again), Outcome.HUNG_UP, Limits(attempts=5), NOW).status
        is TargetStatus.DONE
    )


def test_an_uncertain_call_keeps_its_target_busy():
    one = after(calling(target()), Outcome.UNCERTAIN, LIMITS, NOW)

    assert one.status is TargetStatus.CALLING
    assert after(one, Outcome.FAILED, LIMITS, NOW).status is TargetStatus.WAITING


def test_waiting_for_office_hours_counts_no_attempt():
    one = postponed(target(), later(60))

    assert (one.status, one.attempts, one.due_at) == (
        TargetStatus.WAITING, 0, later(60),
    )  # fmt: skip


def test_a_refusal_keeps_its_reasons():
    one = refused(target(), ["premium"])

    assert (one.status, one.outcome, one.reasons) == (
        TargetStatus.DONE, Outcome.REFUSED, ("premium",),
    )  # fmt: skip


def test_what_is_called_off_is_done():
    assert cancelled(target()).outcome is Outcome.CANCELLED

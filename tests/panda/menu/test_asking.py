"""When a supervisor is asked for the way, and what of its answer is done."""

import pytest

from panda.menu.asking.asking import Asking, Fate
from panda.menu.asking.check import checked
from panda.menu.asking.question import Act, Doubt, Unanswered, WayAnswer, WayQuestion
from panda.menu.escalation import Escalation
from panda.menu.journey import Journey
from panda.menu.menu import LineKind, Menu, Option
from panda.menu.navigate import Navigator
from panda.menu.prompt import Prompt
from panda.menu.steps import Arrived, Ask, Press, Stuck, Told
from tests.panda.menu.phone_tree import Node, PhoneTree
from tests.panda.menu.test_navigate import clinic, person

GOAL = "have my piano tuned"
HEARD = (
    "For gift cards, press 1.",
    "For the workshop, press 2.",
    "If this is an emergency, press 3.",
    "For job seekers, press 4.",
)
BY_RULES = "1"
"""What the rules press at this menu: they know nothing of any of it."""
OPTIONS = (
    Option(digits="1", label="gift cards"),
    Option(digits="2", label="the workshop"),
    Option(digits="3", label="an emergency"),
    Option(digits="4", label="job seekers"),
)


def question(**more):
    asked = {
        "request": "way-1",
        "doubt": Doubt.NO_OPTION,
        "goal": GOAL,
        "language": "en",
        "heard": HEARD,
        "options": OPTIONS,
    }
    return WayQuestion(**(asked | more))


def answer(act, request="way-1", **more):
    return WayAnswer(request=request, act=act, **more)


def shop(**changes):
    nodes = {
        "main": Node(
            " ".join(HEARD), {"1": "gifts", "2": "workshop", "3": "fire", "4": "jobs"}
        ),
        "gifts": person("Gift desk, how can I help?"),
        "workshop": person("Workshop, this is Ben. How can I help you?"),
        "fire": person("What is your emergency?"),
        "jobs": person("Human resources, how can I help?"),
    }
    return nodes | changes


def walk(nodes, senior, goal=GOAL):
    navigator = Navigator(goal)
    tree = PhoneTree(nodes, senior=senior)
    return tree, tree.run(navigator)


# --- what may be done of an answer ---------------------------------------------------


def test_an_offered_key_may_be_pressed():
    assert checked(question(), answer(Act.KEY, keys="2")) == OPTIONS[1]


@pytest.mark.parametrize(
    "refused",
    [
        answer(Act.KEY, keys="3"),
        answer(Act.KEY, keys="4"),
        answer(Act.KEY, keys="7"),
        answer(Act.KEY, keys="7", leads_to="workshop", quote="the workshop, press 7"),
        answer(Act.KEY, keys="2", leads_to="urgent calls"),
        answer(Act.KEY, keys="204118"),
        answer(Act.KEY, keys="2w1"),
        answer(Act.KEY, keys=""),
        answer(Act.KEY, keys="\uff12"),
        answer(Act.SAY, words="an emergency"),
        answer(Act.SAY, words="my member id is 204118"),
        answer(Act.SAY, words="I agree to everything"),
        answer(Act.SAY, words=""),
    ],
    ids=lambda one: f"{one.act}:{one.keys or one.words}:{one.leads_to}",
)
def test_nothing_is_done_that_the_menu_does_not_offer_or_we_must_not(refused):
    assert checked(question(), refused) is None


def test_what_failed_before_is_not_done_again():
    asked = question(failed=("2",))
    assert checked(asked, answer(Act.KEY, keys="2")) is None


def test_a_key_the_rules_would_try_unasked_may_be_pressed():
    option = checked(question(), answer(Act.KEY, keys="0"))
    assert option.digits == "0"


@pytest.mark.parametrize("words", ["The workshop.", GOAL, "representative"])
def test_offered_words_the_goal_or_a_person_may_be_asked_for(words):
    assert checked(question(), answer(Act.SAY, words=words)).say


@pytest.mark.parametrize("act", [Act.WAIT, Act.STUCK])
def test_waiting_and_being_stuck_need_no_check(act):
    assert checked(question(), answer(act)) is act


POLISH = ("Aby umówić wizytę, naciśnij 4.", "W nagłych wypadkach naciśnij 5.")


def test_in_a_language_we_do_not_read_the_key_must_stand_in_the_words_quoted():
    asked = question(heard=POLISH, options=(), doubt=Doubt.LANGUAGE)
    told = {"quote": "Aby umówić wizytę, naciśnij 4", "leads_to": "appointments"}
    assert checked(asked, answer(Act.KEY, keys="4", **told)).digits == "4"
    assert checked(asked, answer(Act.KEY, keys="5", **told)) is None
    emergency = {"quote": "W nagłych wypadkach naciśnij 5", "leads_to": "emergencies"}
    assert checked(asked, answer(Act.KEY, keys="5", **emergency)) is None
    assert checked(asked, answer(Act.KEY, keys="4", quote="umówić wizytę 4")) is None


# --- when it is asked ----------------------------------------------------------------


def test_a_menu_with_a_fitting_option_is_never_asked_about():
    tree, ended = walk(clinic(), None, "schedule a cleaning")
    assert ended.node == "desk"
    assert tree.questions == []


@pytest.mark.parametrize(
    "menu",
    [
        "For sales, press 1. For the operator, press 0.",
        "For English, press 1. Para español, oprima el dos.",
        "For our office on Mill Road, press 1. For our office on Lake Street, press 2.",
        "For billing, press 1. To schedule or confirm an appointment, press 2.",
    ],
)
def test_a_person_a_language_or_any_of_the_offices_is_no_matter_to_ask(menu):
    navigator = Navigator("schedule a cleaning")
    steps = navigator.hear(menu, 5_000)
    for now_ms in range(5_100, 9_000, 100):
        steps += navigator.tick(now_ms)
    assert any(isinstance(step, Press) for step in steps)
    assert not any(isinstance(step, Ask) for step in steps)


def test_a_menu_that_offers_nothing_for_the_goal_is_asked_about():
    told = []

    def senior(asked):
        told.append(asked)
        return answer(Act.KEY, asked.request, keys="2"), 900

    tree, ended = walk(shop(), senior)
    assert ended.node == "workshop"
    assert ended.pressed == [("main", "2")]
    asked = told[-1]
    assert asked.doubt is Doubt.NO_OPTION
    assert asked.goal == GOAL
    assert " ".join(asked.heard) == " ".join(HEARD)
    assert [one.digits for one in asked.options] == ["1", "2", "3", "4"]
    assert len(tree.questions) <= 2


def test_two_options_that_fit_alike_are_asked_about():
    navigator = Navigator("ask about prices")
    menu = "For billing, press 1. For new customers, press 2."
    navigator.hear(menu, 4_000)
    asked = [
        step
        for now_ms in range(4_100, 6_000, 100)
        for step in navigator.tick(now_ms)
        if isinstance(step, Ask)
    ]
    assert [one.question.doubt for one in asked] == [Doubt.TWO_ALIKE]


def test_without_an_answer_the_rules_act_in_time():
    tree, ended = walk(shop(), None)
    assert ended.pressed[0] == ("main", BY_RULES)
    assert len(tree.questions) == 1


@pytest.mark.parametrize("keys", ["3", "9"])
def test_an_answer_that_may_not_be_followed_leaves_it_to_the_rules(keys):
    _, ended = walk(
        shop(), lambda asked: (answer(Act.KEY, asked.request, keys=keys), 500)
    )
    assert ended.pressed[0] == ("main", BY_RULES)
    assert ended.node != "fire"


def asking():
    """A navigator that has just asked, and its question."""
    navigator = Navigator(GOAL)
    navigator.hear(" ".join(HEARD), 9_000)
    for now_ms in range(9_100, 11_000, 100):
        for step in navigator.tick(now_ms):
            if isinstance(step, Ask):
                return navigator, step.question, now_ms
    raise AssertionError("it does not ask")


def test_nothing_is_pressed_while_the_answer_is_awaited():
    navigator, asked, now_ms = asking()
    for later_ms in range(now_ms + 100, now_ms + 1_900, 100):
        assert navigator.tick(later_ms)[1:] == []
    told, press = navigator.advise(
        answer(Act.KEY, asked.request, keys="2"), now_ms + 1_900
    )
    assert told == Told(asked.request, 1_900, Fate.TAKEN)
    assert press.digits == "2"


def test_an_answer_after_its_time_is_dropped():
    navigator, asked, now_ms = asking()
    pressed = [
        step
        for later_ms in range(now_ms + 100, now_ms + 2_400, 100)
        for step in navigator.tick(later_ms)
        if isinstance(step, Press)
    ]
    assert [one.digits for one in pressed] == [BY_RULES]
    late = answer(Act.KEY, asked.request, keys="2")
    assert navigator.advise(late, now_ms + 2_500) == [
        Told(asked.request, 2_500, Fate.LATE)
    ]


def test_an_answer_to_a_question_nobody_asked_is_dropped():
    navigator, _, now_ms = asking()
    told, *rest = navigator.advise(answer(Act.KEY, "way-77", keys="2"), now_ms + 100)
    assert told.fate is Fate.LATE
    assert not any(isinstance(step, Press) for step in rest)


def test_a_supervisor_that_fails_leaves_it_to_the_rules_at_once():
    navigator, asked, now_ms = asking()
    steps = navigator.advise(Unanswered(request=asked.request), now_ms + 900)
    assert steps[0] == Told(asked.request, 900, Fate.FAILED)
    assert [one.digits for one in steps if isinstance(one, Press)] == [BY_RULES]


def test_options_heard_meanwhile_are_asked_about_anew():
    navigator, first, now_ms = asking()
    navigator.hear("For instruments, press 5.", now_ms + 400)
    again = [
        step.question
        for later_ms in range(now_ms + 500, now_ms + 2_500, 100)
        for step in navigator.tick(later_ms)
        if isinstance(step, Ask)
    ]
    assert [len(one.options) for one in again] == [5]
    old = answer(Act.KEY, first.request, keys="1")
    assert navigator.advise(old, now_ms + 2_500)[0].fate is Fate.LATE


def test_advice_to_wait_is_followed():
    nodes = shop(
        main=Node(f"{' '.join(HEARD)} Or stay on the line.", {}, stay="workshop")
    )
    _, ended = walk(nodes, lambda asked: (answer(Act.WAIT, asked.request), 300))
    assert ended.pressed == []
    assert isinstance(ended.step, Arrived)
    assert ended.step.kind is LineKind.HUMAN


def test_to_be_stuck_is_believed_once_the_usual_keys_were_tried():
    nodes = {"main": Node("For billing, press 1. For our opening hours, press 2.")}
    _, ended = walk(nodes, lambda asked: (answer(Act.STUCK, asked.request), 300))
    assert ended.pressed[0] == ("main", "0")
    assert isinstance(ended.step, Stuck)


def test_a_prompt_in_a_language_we_do_not_read_is_asked_about():
    nodes = {
        "main": Node(" ".join(POLISH), {"4": "visits", "5": "fire"}),
        "visits": person("Hello, this is Ola. How can I help you?"),
        "fire": person("What is your emergency?"),
    }

    def senior(asked):
        assert asked.doubt is Doubt.LANGUAGE
        quote = "Aby umówić wizytę, naciśnij 4"
        told = {"keys": "4", "quote": quote, "leads_to": "visits"}
        return answer(Act.KEY, asked.request, **told), 800

    tree, ended = walk(nodes, senior, "schedule a cleaning")
    assert ended.node == "visits"
    assert tree.questions


def test_a_call_asks_only_so_often():
    many = shop(main=Node(shop()["main"].prompt, {}, timeout_ms=9_000))
    tree, _ = walk(many, lambda asked: (answer(Act.KEY, asked.request, keys="1"), 100))
    assert len(tree.questions) <= 6


def test_a_question_says_nothing_of_who_is_called_before_the_session_adds_it():
    asked = WayQuestion(
        request="way-1",
        doubt=Doubt.NO_OPTION,
        goal=GOAL,
        language="en",
        heard=HEARD,
        options=Menu(options=OPTIONS).options,
    )
    assert (asked.call_id, asked.business) == ("", "")


def test_to_ask_what_was_advised_changes_nothing():
    journey = Journey(GOAL, "en", Escalation())
    asking, prompt = Asking(journey, "en"), Prompt("en", 0)
    for at, words in enumerate(HEARD):
        prompt.hear(words, 1_000 * at, f"item{at}")
    (asked,) = asking.ask(prompt, Doubt.NO_OPTION, 9_000)
    advised = answer(Act.KEY, request=asked.question.request, keys="2", quote=HEARD[1])
    assert asking.told(advised, 9_500).fate is Fate.TAKEN
    first, second = asking.deed(prompt), asking.deed(prompt)
    assert (journey.menus, journey.place) == (0, None)
    assert first is not None
    assert second() == Press("2", "workshop", "in-band")
    assert journey.menus == 1

"""A grammar that was read says only what stands in it, and says it cleanly."""

import random

import pytest
from hypothesis import given, strategies as st

from simulator.generator import notation
from simulator.generator.grammar import (
    NOTHING,
    Choice,
    Grammar,
    GrammarError,
    Rule,
    Sequence,
    Slot,
    Text,
    sentences,
    tidy,
)
from simulator.generator.nouns import noun

words = st.text(alphabet="abc ,.", min_size=1, max_size=6).map(Text)
leaves = words | st.sampled_from([Slot("what"), Slot("who"), NOTHING])
parts = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(
            lambda found: Sequence(tuple(found))
        )
        | st.lists(inner, min_size=2, max_size=4).map(
            lambda found: Choice(tuple(found))
        )
    ),
    max_leaves=12,
)


def written(part):
    match part:
        case Text(text):
            return text
        case Slot(name, form):
            return f"{{{name}.{form}}}" if form else f"{{{name}}}"
        case Rule(name):
            return f"<{name}>"
        case Sequence(inner):
            return "".join(written(one) for one in inner)
        case Choice(options):
            return "[" + "|".join(written(one) for one in options) + "]"


def language(part):
    """All that a part can say; slots stand as their names."""
    match part:
        case Text(text):
            return {text}
        case Slot(name):
            return {name.upper()}
        case Sequence(inner):
            said = {""}
            for one in inner:
                said = {before + after for before in said for after in language(one)}
            return said
        case Choice(options):
            return set().union(*(language(one) for one in options))


small = parts.filter(lambda part: Grammar({"a": part}).count("a") <= 500)


@given(small, st.integers())
def test_what_is_said_is_one_of_the_wordings(part, seed):
    said = Grammar({"a": part}).say("a", random.Random(seed), what="WHAT", who="WHO")
    assert said in {sentences(one) for one in language(part)}


@given(small)
def test_a_wording_that_was_written_down_is_read_as_the_same(part):
    assert language(notation.parse(written(part))) == language(part)


@given(small, st.integers())
def test_the_same_dice_say_the_same(part, seed):
    grammar = Grammar({"a": part})
    first, second = (
        grammar.say("a", random.Random(seed), what="x", who="y") for _ in range(2)
    )
    assert first == second


@given(small)
def test_ways_are_at_least_the_wordings(part):
    assert Grammar({"a": part}).count("a") >= len(language(part))


@given(st.text(alphabet="ab ,.?!;:", max_size=30))
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="[]()|<>{}ab. ", max_size=40))
def test_any_line_is_read_to_its_end_or_refused(line):
    try:
        part = notation.parse(line)
    except GrammarError:
        return
    assert sum(map(line.count, "[(")) == sum(map(line.count, "])"))
    assert isinstance(part, Text | Slot | Rule | Sequence | Choice)


def test_all_signs_of_the_notation_work_together():
    grammar = notation.grammar(
        {
            "menu": ["for {what.the}, <press> {key}."],
            "press": ["press", "(please) dial"],
        }
    )
    said = {
        grammar.say("menu", random.Random(n), what=noun("front desk/s"), key="2")
        for n in range(60)
    }
    assert said == {
        "For the front desk, press 2.",
        "For the front desk, dial 2.",
        "For the front desk, please dial 2.",
    }
    assert grammar.count("menu") == 3
    assert grammar.slots("menu") == {"what", "key"}


@pytest.mark.parametrize(
    ("written", "form", "said"),
    [
        ("recepción/f", "to", "a la recepción"),
        ("departamento de citas/m", "of", "del departamento de citas"),
        ("citas/fp", "the", "las citas"),
        ("citas/fp", "is", "citas son"),
        ("farmacia/f", "", "farmacia"),
    ],
)
def test_spanish_nouns_agree(written, form, said):
    assert noun(written, "es").in_form(form) == said


@pytest.mark.parametrize(
    ("written", "form", "said"),
    [
        ("billing office/s", "the", "the billing office"),
        ("appointments/p", "the", "appointments"),
        ("appointments/p", "is", "appointments are"),
        ("scheduling", "our", "scheduling"),
    ],
)
def test_english_nouns_agree(written, form, said):
    assert noun(written).in_form(form) == said


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ({"a": ["[x|y"]}, "`]` is missing"),
        ({"a": ["x) y"]}, "closes nothing"),
        ({"a": ["x | y"]}, "closes nothing"),
        ({"a": ["{What}"]}, "cannot stand here"),
        ({"a": ["<b>"]}, "which is no rule"),
        ({"a": ["<b>"], "b": ["x (<a>)"]}, "leads to itself"),
        ({"a": []}, "no wording"),
    ],
)
def test_a_grammar_that_cannot_work_is_refused_when_it_is_read(rules, complaint):
    with pytest.raises(GrammarError, match=complaint.replace("(", r"\(")):
        notation.grammar(rules)


def test_a_slot_that_is_not_filled_is_named():
    grammar = notation.grammar({"a": ["for {what}, press {key}"]})
    with pytest.raises(GrammarError, match="<a> needs key"):
        grammar.say("a", random.Random(1), what="x")


def test_a_form_that_no_noun_has_is_refused():
    with pytest.raises(GrammarError, match="no form of a noun: to"):
        noun("front desk/s").in_form("to")
    with pytest.raises(GrammarError, match="no kind of noun"):
        noun("front desk/x")

"""Generated worlds: valid, the same for the same seed, and varied."""

import filecmp
import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from simulator.businesses import documents, scenario
from simulator.businesses.checks import business_problems, reachable
from simulator.businesses.facts import resolve
from simulator.businesses.yamltext import Document
from simulator.generator import command, files, places, tables, variety, world
from simulator.generator.draft import GOAL
from simulator.generator.mix import Mix, deal, deal_share
from simulator.generator.plan import has_menu


@pytest.fixture(scope="module")
def many():
    return world.make(7, 300, Mix())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("generated") / "world"
    assert command.main(["--seed", "3", "--businesses", "12", "--out", str(made)]) == 0
    return made


def test_what_is_written_is_a_valid_scenario(folder):
    read = scenario.load(folder)
    assert len(read.businesses) == len(read.providers) == 12
    assert {one.number for one in read.providers} == {
        one.numbers[0] for one in read.businesses
    }


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(), count=st.integers(1, 8))
def test_every_seed_makes_businesses_that_hold_to_the_rules(seed, count):
    for one in world.make(seed, count, Mix()).made:
        problems = business_problems(one.business, Document("made", None))
        assert not problems, [str(problem) for problem in problems]


def test_a_business_that_was_written_is_read_as_the_same(folder):
    made = world.make(3, 12, Mix())
    read = scenario.load(folder)
    for one, again in zip(made.made, read.businesses, strict=True):
        assert again == one.business
    assert read.questions == made.questions
    assert read.scenario == made.scenario


def test_the_same_seed_gives_the_same_bytes_in_another_process(folder, tmp_path):
    again = tmp_path / "again"
    run = [sys.executable, "-m", "simulator", "generate", "--quiet"]
    run += ["--seed", "3", "--businesses", "12", "--out", str(again)]
    subprocess.run(run, check=True, env={"PYTHONHASHSEED": "77"})
    for name in [path.relative_to(folder) for path in folder.rglob("*.*")]:
        assert filecmp.cmp(folder / name, again / name, shallow=False), name
    assert len(list(again.rglob("*.*"))) == len(list(folder.rglob("*.*")))


def test_another_seed_gives_other_businesses():
    one, other = (world.make(seed, 40, Mix()) for seed in (1, 2))
    texts = [
        {menu.text for made in here.made for menu in made.menus}
        for here in (one, other)
    ]
    assert len(texts[0] & texts[1]) <= 2  # two words of a small menu may coincide
    trees = [
        [sorted(made.business.nodes) for made in here.made] for here in (one, other)
    ]
    assert sum(a == b for a, b in zip(*trees, strict=True)) < 10


def test_fifteen_businesses_take_under_two_seconds(tmp_path):
    began = time.process_time()
    command.main(["--businesses", "15", "--out", str(tmp_path / "x"), "--quiet"])
    assert time.process_time() - began < 2


def test_prompts_are_varied(many):
    found = variety.measure(many.made)
    assert found.distinct_prompts >= 0.98 * found.prompts
    assert found.distinct_words > 600
    assert found.overlap < 0.08
    assert found.changed >= 0.3
    assert set(found.counts["menus to a booking"]) == {"1", "2", "3", "4"}
    assert set(found.counts["options of a menu"]) == set("23456789")
    assert len(found.counts["wording"]) == 13  # all twelve, and language choices
    assert len(found.counts["manners"]) >= 11


def test_main_menus_have_every_size_alike(many):
    sizes = Counter(
        one.plan.options for one in many.made if has_menu(one.plan.answered)
    )
    assert set(sizes) == set(range(2, 10))
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_every_main_menu_has_the_options_it_was_to_have(many):
    for one in many.made:
        if has_menu(one.plan.answered):
            assert len(one.business.nodes["main"].options) == one.plan.options


def test_a_booking_is_as_many_menus_away_as_planned(many):
    for one in many.made:
        if has_menu(one.plan.answered):
            assert menus_to_goal(one.business) <= one.plan.depth == one.depth


def menus_to_goal(business):
    """The fewest menus a caller meets before a node that serves the goal."""
    ahead = [(business.answers, 0)]
    for name, met in ahead:
        node = business.nodes[name]
        if GOAL in node.goals:
            return met
        if isinstance(node, documents.Menu):
            ahead += [(one.goto, met + 1) for one in node.options.values()]
    raise AssertionError(f"no way to a booking at {business.name}")


def test_whoever_answers_with_a_menu_can_be_booked_with(many):
    for one in many.made:
        if has_menu(one.plan.answered):
            assert menus_to_goal(one.business) >= 1


def test_a_changed_menu_has_the_same_ways_behind_other_keys(many):
    changed = 0
    for one in many.made:
        main = one.business.nodes.get("main")
        for later in main.changed if main else ():
            before = {key: option.goto for key, option in main.options.items()}
            after = {key: option.goto for key, option in later.options.items()}
            assert sorted(before.values()) == sorted(after.values())
            assert before != after
            assert later.prompt != main.prompt
            changed += 1
    assert changed > 60


def test_every_key_of_a_menu_is_said_in_its_prompt(many):
    named = {"*": {"star", "asterisco"}, "#": {"pound", "numeral"}}
    for one in many.made:
        for menu in one.menus:
            for key, _ in menu.options:
                spoken = {key} | named.get(key, set())
                words = set(menu.text.replace(",", " ").replace(".", " ").split())
                assert key == "" or spoken & {word.strip(";?") for word in words}


def test_prompts_are_clean_sentences(many):
    for one in many.made:
        for menu in one.menus:
            assert not set(menu.text) & set("[]()<>{}|/_")
            assert "  " not in menu.text
            assert menu.text[-1] in ".?!"
            assert menu.text[0] in "¿¡" or not menu.text[0].islower()


def test_values_are_plausible_and_settled_by_every_seed(many):
    for one in many.made[:60]:
        for known in resolve(one.business, seed=5).values():
            assert known.sentences
            if known.type == "money" and isinstance(known.value, int | float):
                assert 1 <= known.value <= 2000
            if known.type in {"date", "datetime"} and known.value:
                assert str(known.value)[:10] > many.scenario.clock[:10]


def test_numbers_are_fictional_and_all_different(many):
    numbers = [one.plan.place.number for one in many.made]
    assert len(set(numbers)) == 300
    assert all(one[5:10] == "55501" and one[-4:] != "0100" for one in numbers)
    assert len({one[:5] for one in numbers}) > 60


def test_there_are_no_more_businesses_than_numbers():
    made = places.places(places.MOST, random.Random(1))
    assert len({one.number for one in made}) == places.MOST
    with pytest.raises(world.TooManyError, match="can be made"):
        world.make(1, places.MOST + 1, Mix())


def test_one_trade_is_asked_its_own_questions():
    mix = Mix(sectors={"dental": 1}, languages={"es": 1})
    made = world.make(1, 5, mix)
    assert {one.plan.sector for one in made.made} == {"dental"}
    assert made.questions.language == "es"
    assert "cleaning_price" in made.scenario.answers
    assert made.questions.goal == "programar una limpieza dental"


def test_people_speak_the_language_of_the_business(many):
    for one in many.made:
        for node in one.business.nodes.values():
            if isinstance(node, documents.Person):
                tongue = node.language or one.business.language
                assert (node.voice == "lucia") == (tongue == "es")


def test_both_languages_of_a_bilingual_business_have_their_sentences(many):
    bilingual = [one for one in many.made if "language" in one.business.nodes]
    assert len(bilingual) > 30
    for one in bilingual:
        other = "es" if one.business.language == "en" else "en"
        assert f"speaks_{other}" in reachable(one.business)
        assert all(other in fact.languages for fact in one.business.facts.values())


@given(
    st.dictionaries(st.text(max_size=3), st.floats(0.01, 5), min_size=1, max_size=6),
    st.integers(0, 200),
)
def test_dealt_shares_are_as_near_as_whole_ones_come(weights, count):
    dealt = Counter(deal(weights, count, random.Random(1)))
    assert dealt.total() == count
    for thing, weight in weights.items():
        assert abs(dealt[thing] - count * weight / sum(weights.values())) <= 1


@given(st.floats(0, 1), st.integers(0, 300))
def test_a_share_is_never_less_than_asked_for(share, count):
    assert share * count - 1e-6 <= sum(deal_share(share, count, random.Random(2)))


@pytest.mark.parametrize("sector", tables.sectors())
@pytest.mark.parametrize("tongue", tables.TONGUES)
def test_every_word_of_the_tables_can_be_said(sector, tongue):
    grammar = tables.trade(sector, tongue)
    table = tables.sectors()[sector]
    topics = {one.id: one for one in (*table.topics, *tables.common().topics)}
    for topic in table.topics:
        assert set(topic.under) <= topics.keys()
    assert set(table.common) <= topics.keys()
    assert any(one.goal for one in table.topics)
    for fact in table.facts:
        for suffix in tables.sayings(fact):
            assert grammar.count(f"say_{fact.id}{suffix}") >= 1


def test_greetings_alone_come_in_many_wordings():
    ways = tables.grammar("en").count
    assert ways("greetings_welcome") >= 20
    assert ways("people_hello") >= 20
    options = [
        name for name in tables.grammar("en").names if name.startswith("options_")
    ]
    assert len(options) == 10
    assert sum(map(ways, options)) > 30


def test_no_two_main_menus_are_the_same(many):
    mains = [
        menu.text for one in many.made for menu in one.menus if menu.node == "main"
    ]
    assert len(set(mains)) == len(mains)


def test_a_used_folder_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert command.main(["--out", str(tmp_path)]) == 2
    assert "is not empty; name another, or add --force" in capsys.readouterr().err
    assert command.main(["--out", str(tmp_path), "--force"]) == 2
    assert "was not generated, and is left alone" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_force_replaces_a_generated_folder_whole(tmp_path):
    out = ["--out", str(tmp_path / "w"), "--quiet"]
    assert command.main(["--businesses", "4", *out]) == 0
    assert command.main(["--businesses", "2", "--seed", "5", *out, "--force"]) == 0
    assert len(scenario.load(tmp_path / "w").businesses) == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--businesses", "0"], "0 businesses: between 1 and"),
        (["--businesses", "-3"], "-3 businesses: between 1 and"),
        (["--businesses", "99999"], "can be made"),
    ],
)
def test_a_number_that_cannot_be_is_told(tmp_path, capsys, asked, told):
    assert command.main([*asked, "--out", str(tmp_path / "w")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("changed: 1.5", "mix.yaml:1: `changed`"),
        ("chnged: 0.5", "`chnged` is not a known key"),
        ("options: [1, 9]", "between 2 and 9"),
        ("sectors: {zoo: 1}", "no sector zoo; there are: auto_repair"),
        ("languages: {en: 0}", "needs a weight above 0"),
        ("hold_s: [9, 3]", "the least seconds"),
    ],
)
def test_a_mix_that_cannot_be_is_told_with_its_line(tmp_path, capsys, text, told):
    (tmp_path / "mix.yaml").write_text(f"{text}\n")
    asked = ["--mix", str(tmp_path / "mix.yaml"), "--out", str(tmp_path / "w")]
    assert command.main(asked) == 2
    assert told in capsys.readouterr().err


def test_a_mix_is_kept_to(tmp_path):
    mix = "changed: 1\nanswered: {menu: 1}\ndepth: {3: 1}\noptions: [5, 5]\n"
    (tmp_path / "mix.yaml").write_text(
        mix + "sectors: {hotel: 1}\nwordings: {to_press: 1}\n"
    )
    out = tmp_path / "w"
    asked = ["--mix", str(tmp_path / "mix.yaml"), "--out", str(out), "--quiet"]
    assert command.main([*asked, "--businesses", "6"]) == 0
    for one in files.read_manifest(out).businesses:
        assert (one.sector, one.depth, one.wording, one.changed) == (
            "hotel", 3, "to_press", True,
        )  # fmt: skip


def test_the_table_says_what_was_made(folder, capsys, tmp_path):
    command.main(["--businesses", "12", "--out", str(tmp_path / "w")])
    told = capsys.readouterr().out
    for word in ("12 businesses, seed 1", "menus to a booking", "differ from all"):
        assert word in told

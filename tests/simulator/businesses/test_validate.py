"""Bad scenarios are refused with file, line, what is wrong and what to do."""

import shutil
from pathlib import Path

import pytest

from simulator.businesses import scenario, validate
from simulator.businesses.yamltext import ScenarioError

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"
PRAIRIE = "businesses/prairie.yaml"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DENTAL5, tmp_path / "world")
    return tmp_path / "world"


def changed(folder, file, old, new):
    """Replace text in a file; return the number of the line it stood in."""
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def problems(folder):
    with pytest.raises(ScenarioError) as caught:
        scenario.load(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("file", "change", "what", "advice"),
    [
        (PRAIRIE, ("timezone: America/Chicago", "timezone: Illinois"),
         "no time zone", "America/Chicago"),
        (PRAIRIE, ("ring_ms: 2200", "ring: 2200"),
         "`ring` is not a known key", "ring_ms"),
        (PRAIRIE, ("answers: susan", "answers: suzan"), "no node `suzan`", "susan"),
        (PRAIRIE, ("type: person", "type: human"), "no known `type`", "person"),
        (PRAIRIE, ("voice: iris", "voice: zelda"), "voice", "zelda"),
        (PRAIRIE, ("value: false", "value: maybe"), "no yes_no value", "table"),
        (PRAIRIE, ('"+16085550147"', '"608 555 0147"'),
         "is not written in the form", "608"),
        ("scenario.yaml", ("T10:00:00-06:00", " 10:00"), "`clock`", "T10:00:00-06:00"),
        ("scenario.yaml", ("copay: copay", "copay: co_pay"),
         "no business has a fact", "Add it"),
        ("questions.yaml", ("name: copay", "name: co_pay"),
         "does not say which fact", "scenario.yaml"),
        ("questions.yaml", ("type: money", "type: price"), "type", "'price'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_a_remedy(
    folder, file, change, what, advice
):
    line = changed(folder, file, *change)
    found = [one for one in problems(folder) if one.file == file]
    assert [one.line for one in found] == [line]
    assert what in found[0].what
    assert advice in found[0].advice


def test_a_missing_key_is_named_at_the_node_that_lacks_it(folder):
    file = "businesses/cedarpark.yaml"
    line = changed(folder, file, "    then: scheduler\n", "")
    [found] = [one for one in problems(folder) if "missing" in one.what]
    text = (folder / file).read_text().splitlines()
    assert found.what == "`then` is missing"
    assert text[found.line - 1] == "  queue:"
    assert found.line < line


def test_a_sentence_with_a_slot_its_type_has_not_is_refused(folder):
    changed(folder, PRAIRIE, "It's {value} for", "It's {weekday} for")
    [found] = problems(folder)
    assert "{weekday}" in found.what
    assert "value" in found.advice


def test_a_node_nobody_can_get_to_is_refused(folder):
    changed(folder, "businesses/lakeside.yaml", "goto: hours", "goto: billing")
    [found] = problems(folder)
    assert found.what == "no way leads to the node `hours`"


def test_a_number_of_two_businesses_is_refused(folder):
    changed(folder, PRAIRIE, "+16085550147", "+12175550123")
    [found] = problems(folder)
    assert "also a number of businesses/lakeside.yaml" in found.what


def test_yaml_that_cannot_be_read_is_refused_at_its_line(folder):
    line = changed(folder, PRAIRIE, "voice: iris", "voice: [iris")
    found = problems(folder)[0]
    assert found.line >= line
    assert "not YAML" in found.what


def test_a_key_written_twice_is_refused(folder):
    changed(folder, PRAIRIE, "voice: iris", "voice: iris\nvoice: nora")
    assert problems(folder)[0].what == "`voice` is written twice"


def test_a_provider_list_without_phone_column_is_refused(folder):
    changed(folder, "providers.csv", "name,phone,city", "name,telephone,city")
    [found] = problems(folder)
    assert (found.file, found.line) == ("providers.csv", 1)
    assert "name and phone" in found.advice


def test_missing_files_are_all_named(tmp_path):
    files = {one.file for one in problems(tmp_path)}
    assert files == {"scenario.yaml", "questions.yaml", "providers.csv", "businesses/"}


def test_the_command_prints_every_problem_and_fails(folder, capsys):
    changed(folder, PRAIRIE, "ring_ms: 2200", "ring: 2200")
    changed(folder, "questions.yaml", "type: money", "type: price")
    assert validate.main([str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"{folder}/{PRAIRIE}:6: `ring` is not a known key here")


def test_the_command_is_content_with_the_shipped_scenario(capsys):
    assert validate.main([str(DENTAL5)]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert "5 businesses" in line


def test_a_file_in_the_place_of_the_folder_is_a_problem_and_no_crash(folder, capsys):
    assert validate.main([str(folder / "providers.csv")]) == 1
    assert "scenario.yaml:1: cannot be read" in capsys.readouterr().out


def test_a_folder_in_the_place_of_a_file_is_a_problem_and_no_crash(folder):
    (folder / "businesses" / "x.yaml").mkdir()
    [found] = problems(folder)
    assert (found.file, found.line) == ("businesses/x.yaml", 1)
    assert "cannot be read" in found.what


def test_a_list_that_is_not_utf8_is_a_problem_and_no_crash(folder):
    (folder / "providers.csv").write_bytes("name,phone\nCaf\xe9,1\n".encode("latin-1"))
    [found] = problems(folder)
    assert (found.file, found.advice) == ("providers.csv", "Save it as CSV UTF-8")


LISTED = "Prairie Smiles,+16085550147"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Nobody,+16085550199", "no business has the number of `Nobody`"),
        ("Nobody,(608) 555-0147", "the number of `Nobody` is that of line 3"),
        ("Nobody,ask inside", "the phone of `Nobody` is no phone number"),
    ],
)
def test_a_doubtful_row_of_the_list_is_warned_of_at_its_line(folder, capsys, row, what):
    line = changed(folder, "providers.csv", LISTED, f"{LISTED},x\n{row}") + 1

    assert validate.main([str(folder)]) == 0
    warning, fine = capsys.readouterr().out.splitlines()
    assert warning.startswith(f"{folder}/providers.csv:{line}: warning: {what}")
    assert "6 providers" in fine


def test_a_goal_that_nobody_serves_is_warned_of_where_it_is_set(folder, capsys):
    line = changed(folder, "scenario.yaml", "goal: schedule", "goal: scheduling")

    assert validate.main([str(folder)]) == 0
    warning, _ = capsys.readouterr().out.splitlines()
    assert warning.startswith(f"{folder}/scenario.yaml:{line}: warning: no node of any")


TOUR = DENTAL5.parent / "tour"
ALDER, BIRCH, ELM = (f"businesses/{one}.yaml" for one in ("alder", "birch", "elm"))
CHESTNUT, GRANADA = "businesses/chestnut.yaml", "businesses/granada.yaml"
HICKORY, JUNIPER = "businesses/hickory.yaml", "businesses/juniper.yaml"


@pytest.fixture
def tour(tmp_path):
    shutil.copytree(TOUR, tmp_path / "tour")
    return tmp_path / "tour"


@pytest.mark.parametrize(
    ("file", "change", "what", "advice"),
    [
        (ALDER, ("extensions: {204: dana", "extensions: {204: dan"),
         "no node `dan`", "dana"),
        (ALDER, ("extensions: {204:", "extensions: {1:"),
         "an option and an extension", "other digits"),
        (ALDER, ("recording: one-moment-please", "recording: ../etc/passwd"),
         "`recording`", "../etc/passwd"),
        (ALDER, ("chance: 0.7", "chance: 7"), "must be 1.0 or less", "7"),
        (BIRCH, ("from_attempt: 2", "from_attempt: 1"), "`from_attempt`", "1"),
        (BIRCH, ("from_date: 2026-12-24", "from_date: 2026-13-24"),
         "is no day", "2026-12-01"),
        (BIRCH, ("{minutes} minutes", "{hours} hours"), "{hours}", "{minutes}"),
        (BIRCH, ("exact: {between: [85, 115]", "exact: {between: [85, 150]"),
         "outside the range", "between the two"),
        (BIRCH, ("range: [80, 120]", "range: [120, 80]"), "range is empty", "lower"),
        (BIRCH, ("kind: office", "kind: offices"), "`kind`", "'offices'"),
        (BIRCH, ("      goto: callback\n", "      goto: backcall\n"),
         "no node `backcall`", "callback"),
        (CHESTNUT, ("keys: false\n    speech: true", "keys: false\n    speech: false"),
         "neither keys nor words", "speech: true"),
        (CHESTNUT, ("interrupts: {turn: 1", "interrupts: {turn: 0"), "`turn`", "0"),
        (CHESTNUT, ("interrupts: {turn: 1, after_ms", "interrupts: {turn: 1, after"),
         "`after` is not a known key", "after_ms"),
        (ELM, ("facts: [cleaning_price]", "facts: [prices]"),
         "no fact `prices`", "cleaning_price"),
        (ELM, ("transfers: [{goto: ringing", "transfers: [{goto: ring"),
         "no node `ring`", "ringing"),
        (HICKORY, ('accepts: ["204118"', 'accepts: ["20411"'),
         "does not fit", "6 to 6 digits"),
        (GRANADA, ("language: es\n    voice: lucia", "language: pt\n    voice: lucia"),
         "`language`", "'pt'"),
        (GRANADA, ('aceptamos Delta Dental."]\n          no:',
                   'aceptamos {valor}."]\n          no:'), "{valor}", "value"),
        (JUNIPER, ("rate: 0.03", "rate: 3"), "`rate`", "3"),
        (JUNIPER, ("heard_by: both", "heard_by: all"), "`heard_by`", "'all'"),
    ],
)  # fmt: skip
def test_mistakes_in_the_tour_are_named_with_line_and_remedy(
    tour, file, change, what, advice
):
    line = changed(tour, file, *change)
    found = [one for one in problems(tour) if what in one.what]
    assert found, problems(tour)
    assert found[0].file == file
    assert abs(found[0].line - line) <= 1  # the change may begin on the line before
    assert advice in found[0].advice


def test_a_person_must_have_words_for_what_she_knows(tour):
    path = tour / GRANADA
    text = path.read_text()
    at = text.index("    languages:\n")
    path.write_text(text[:at] + text[text.index("  cleaning_price:") :])
    [found] = problems(tour)
    assert "Marta speaks es, but `insurance` has no such wording" in found.what
    assert "languages" in found.advice


@pytest.mark.parametrize("folder_", ["dental5", "tour"])
def test_shipped_scenarios_are_fine(folder_):
    assert validate.main([str(DENTAL5.parent / folder_)]) == 0


def test_what_nobody_knows_is_not_said_with_a_value(tour):
    file = "businesses/dogwood.yaml"
    line = changed(tour, file, "I couldn't tell you when.", "It is {value}.")
    [found] = problems(tour)
    assert (found.file, found.line) == (file, line)
    assert "{value}, but nobody there knows it" in found.what

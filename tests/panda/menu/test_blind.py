"""A batch labelled by hand before the rules were mended; see docs/guides/menus.md."""

from pathlib import Path

from panda.menu.detect import read
from panda.menu.evaluate import evaluate, load

BATCH = Path(__file__).parent / "blind.jsonl"


def test_the_batch_is_understood_without_a_wrong_key():
    figures = evaluate(load(BATCH), lambda: 0.0)
    assert figures.n >= 60
    assert figures.kind_accuracy >= 0.97
    assert figures.options_precision == 1.0
    assert figures.options_recall >= 0.98


def test_languages_we_do_not_know_give_no_key():
    unknown = [one for one in load(BATCH) if one.kind == "uncertain"]
    assert unknown
    for one in unknown:
        assert not read(one.text, language=one.language).options

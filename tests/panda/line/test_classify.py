import importlib.util
from pathlib import Path

import pytest

from panda.call import AnsweredBy
from panda.line import classify
from panda.menu.menu import LineKind


def _load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SENTENCES = _load(Path(__file__).parent / "sentences.py").SENTENCES


@pytest.mark.parametrize(("kind", "language", "text"), SENTENCES)
def test_what_is_said_shows_what_is_on_the_line(kind, language, text):
    assert classify(text, language=language).kind == kind

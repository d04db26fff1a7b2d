import hashlib
import urllib.error

import pytest

from simulator.speech import weights

TOY = weights.Model("toy", hashlib.sha256(b"right").hexdigest(), multilingual=True)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PANDA_MODEL_CACHE", str(tmp_path))
    monkeypatch.setitem(weights.MODELS, "toy", TOY)
    return tmp_path


@pytest.fixture
def hub(monkeypatch):
    """The public hub: serves whatever is in it, and is unreachable when empty."""
    files = {}

    def fetch(model, directory):
        if not files:
            raise urllib.error.URLError("no network")
        for file in weights.FILES:
            (directory / file).write_bytes(files.get(file, b"{}"))

    monkeypatch.setattr(weights, "_download", fetch)
    return files


def put(directory, content):
    directory.mkdir()
    for file in weights.FILES:
        (directory / file).write_bytes(content if file == "model.bin" else b"{}")


def test_a_complete_copy_in_the_cache_is_used(cache, hub):
    put(cache / "toy", b"right")

    assert weights.find("toy") == cache / "toy"


def test_without_weights_the_error_says_what_to_do(cache, hub):
    with pytest.raises(weights.WeightsError, match=r"pip install .* --ears data"):
        weights.find("toy")


def test_a_broken_copy_is_not_used_but_replaced(cache, hub):
    put(cache / "toy", b"wrong")
    hub["model.bin"] = b"right"

    assert weights.find("toy") == cache / "toy"
    assert (cache / "toy" / "model.bin").read_bytes() == b"right"


def test_a_wrong_download_is_refused_and_leaves_nothing(cache, hub):
    hub["model.bin"] = b"forged"

    with pytest.raises(weights.WeightsError, match="SHA-256"):
        weights.find("toy")

    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("file", weights.FILES)
def test_an_incomplete_copy_is_not_used(cache, hub, file):
    put(cache / "toy", b"right")
    (cache / "toy" / file).unlink()

    with pytest.raises(weights.WeightsError):
        weights.find("toy")


@pytest.mark.speech
def test_the_parts_of_the_packages_are_the_published_model(cache, hub):
    assert weights.find("base") == cache / "base"
    assert (cache / "base" / "model.bin").stat().st_size == 145_217_532


@pytest.mark.speech
def test_the_small_model_is_read_where_it_is_installed(cache, hub):
    assert weights.find("tiny.en").name == "model"
    assert list(cache.iterdir()) == []

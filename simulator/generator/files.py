"""A world on disk: readable YAML, the same bytes for the same world everywhere."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, TypeAdapter

from simulator.generator.draft import Written
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.generator.business import Made
    from simulator.generator.world import GeneratedWorld

MANIFEST = "generated.json"
"""How each business was made; nothing but people and benchmarks reads it."""
_WIDTH = 88


class OccupiedError(ValueError):
    """The folder holds something, and nobody said that it may go."""


class MadeBusiness(BaseModel):
    """One business in the manifest."""

    file: str
    number: str
    name: str
    sector: str
    language: str
    answered: str
    depth: int
    wording: str
    changed: bool
    menus: tuple[Written, ...]


class Manifest(BaseModel):
    """How a world was made, for whoever slices results by it."""

    seed: int
    mix: Mix
    businesses: tuple[MadeBusiness, ...]


def check_free(folder: Path, *, force: bool) -> None:
    """Make sure that a world may be written to a folder.

    Raises:
        OccupiedError: It is a file, holds something without `force`, or holds
            something that no generator wrote.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OccupiedError(f"{folder} is a file; name a folder")
    if not any(folder.iterdir()):
        return
    if not force:
        raise OccupiedError(f"{folder} is not empty; name another, or add --force")
    if not (folder / MANIFEST).exists():
        raise OccupiedError(
            f"{folder} holds no {MANIFEST}: it was not generated, and is left alone"
        )


def write(world: GeneratedWorld, folder: Path) -> None:
    """Write all files; what an earlier world left in the folder goes first."""
    offices = folder / "businesses"
    if offices.exists():
        shutil.rmtree(offices)
    offices.mkdir(parents=True)
    _write(folder / "scenario.yaml", _yaml(world.scenario))
    _write(folder / "questions.yaml", _yaml(world.questions))
    _write(folder / "providers.csv", _providers(world))
    names = file_names(world)
    for made, name in zip(world.made, names, strict=True):
        _write(folder / name, _yaml(made.business))
    listed = tuple(map(_listed, world.made, names))
    manifest = Manifest(seed=world.seed, mix=world.mix, businesses=listed)
    _write(folder / MANIFEST, manifest.model_dump_json(indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read how a generated folder was made."""
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    return TypeAdapter(Manifest).validate_json(text)


def file_names(world: GeneratedWorld) -> list[str]:
    """Return where each business is written, below the scenario's folder."""
    width = len(str(len(world.made)))
    return [
        f"businesses/{at:0{width}}-{_slug(made.business.name)}.yaml"
        for at, made in enumerate(world.made, 1)
    ]


def _listed(made: Made, file: str) -> MadeBusiness:
    plan = made.plan
    return MadeBusiness(
        file=file,
        number=plan.place.number,
        name=made.business.name,
        sector=plan.sector,
        language=plan.tongue,
        answered=plan.answered,
        depth=made.depth,
        wording=plan.wording if made.menus else "",
        changed=plan.changed,
        menus=made.menus,
    )


def _providers(world: GeneratedWorld) -> str:
    rows = io.StringIO()
    table = csv.writer(rows, lineterminator="\n")
    table.writerow(("name", "phone", "city", "timezone"))
    for made in world.made:
        place = made.plan.place
        area = place.area
        table.writerow((made.business.name, place.written, area.city, area.zone))
    return rows.getvalue()


def _yaml(document: BaseModel) -> str:
    plain = document.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return yaml.dump(
        _as_written(plain),
        Dumper=_Readable,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )


def _as_written(plain: Any) -> Any:
    """Return what people would write: `type` first, nothing empty, whole numbers."""
    match plain:
        case dict():
            keys = sorted(plain, key=lambda key: key != "type")
            return {
                key: _as_written(plain[key])
                for key in keys
                if plain[key] not in ([], {})
            }
        case list():
            return [_as_written(one) for one in plain]
        case float() if plain.is_integer():
            return int(plain)
        case _:
            return plain


class _Readable(yaml.SafeDumper):
    """Writes lists of plain values on one line where they are short."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own
        """Repeat what stands twice: people do not read anchors."""
        return True


def _short(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    plain = all(isinstance(one, str | int | float) for one in items)
    flow = plain and sum(len(str(one)) + 2 for one in items) < 60
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flow)


_Readable.add_representer(list, _short)


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

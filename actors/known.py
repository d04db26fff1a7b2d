"""Which installation a command, a program or a notebook means, if it names none.

It loads neither Ray nor anything else that is slow.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from panda.errors import BadInput
from panda.settings import Settings

SIMULATED = Path("var") / "simulated.json"
"""Where `panda up --simulate` leaves its variables for the other programs."""


def known_settings() -> Settings:
    """The settings of the installation that is meant.

    Those of the environment; if that names none, those of the one that `panda up
    --simulate` started in this folder or in one above it, as for a notebook. They are
    put into the environment, where whatever joins it looks.

    Raises:
        BadInput: Neither the environment nor these folders name one.
    """
    if (file := simulated()) is not None:
        os.environ.update(json.loads(file.read_text()))
    if "PANDA_PUBLIC_URL" not in os.environ:
        raise BadInput(
            "no installation is known here",
            where="environment",
            advice="set the variables of docs/guides/for-real.md, or run "
            "`panda up --simulate` in this folder",
        )
    return Settings.from_env(os.environ)


def simulated() -> Path | None:
    """Return the file of the simulated installation that is meant, if one is."""
    if "PANDA_PUBLIC_URL" in os.environ:
        return None
    here = Path.cwd()
    files = (folder / SIMULATED for folder in (here, *here.parents))
    return next((file for file in files if file.exists()), None)

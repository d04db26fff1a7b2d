"""The languages menus are read in, as tables; `TONGUES` by code."""

from panda.menu.tongues.de import GERMAN
from panda.menu.tongues.en import ENGLISH
from panda.menu.tongues.es import SPANISH
from panda.menu.tongues.fr import FRENCH
from panda.menu.tongues.others import CHINESE, DUTCH, ITALIAN
from panda.menu.tongues.pt import PORTUGUESE
from panda.menu.tongues.tongue import Tongue

TONGUES: dict[str, Tongue] = {
    tongue.code: tongue
    for tongue in (
        ENGLISH,
        SPANISH,
        FRENCH,
        GERMAN,
        PORTUGUESE,
        ITALIAN,
        DUTCH,
        CHINESE,
    )
}

__all__ = ["TONGUES", "Tongue"]

"""Free text that has a form of its own: names, street addresses, mail addresses.

What a question asks for decides which form is looked for. All other free text is up to
a model's claim and `options.states_text`.
"""

from __future__ import annotations

import re

from panda.research.reading.labels import ADDRESS
from panda.research.reading.spans import Reading
from panda.research.words import folded

_WHO = re.compile(
    r"\b(?:who|name|names|named|dentist|doctor|physician|provider|hygienist"
    r"|receptionist"
    r"|manager|person|quien|nombre|doctora|nom|dentiste|medecin|arzt|zahnarzt|nome"
    r"|medico|medica|dentista)\b"
)
_WHERE = re.compile(
    r"\b(?:address|where|located|location|street|direccion|adresse|endereco|donde)\b"
)
_MAIL = re.compile(r"\be ?mail\b|\bcorreo\b|\bcourriel\b")
_SITE = re.compile(r"\b(?:web ?site|web page|web|url|sitio|site)\b")

_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_TITLE = r"(?:Dr|Dra|Doctor|Doctora|Mr|Mrs|Ms|Miss|Prof|Professor|Nurse)\.?"
_TITLED = re.compile(rf"\b{_TITLE} {_CAPITAL}(?: {_CAPITAL})*")
_CALLED = re.compile(
    rf"(?:\b[Aa]sk for|\b[Mm]y name is|\b[Mm]y name's|\b[Tt]his is"
    rf"|\b[Yy]ou're (?:speaking|talking) (?:to|with)|\b[Mm]e llamo|\b[Jj]e m'appelle"
    rf"|\b[Mm]ein Name ist|\b[Mm]eu nome é)"
    rf" (?P<name>{_CAPITAL}(?: {_CAPITAL})?)"
)
_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB_ADDRESS = re.compile(r"\b(?:https?://|www\.)[\w./-]*\w")


def read_words(text: str, ask: str) -> list[Reading]:
    """List what a text names of the kind that a question asks for."""
    wanted = folded(ask)
    if _MAIL.search(wanted):
        return _found(_MAIL_ADDRESS, text)
    if _SITE.search(wanted):
        return _found(_WEB_ADDRESS, text)
    if _WHERE.search(wanted):
        return _found(ADDRESS, text)
    if _WHO.search(wanted):
        called = [
            Reading(match["name"], *match.span("name"))
            for match in _CALLED.finditer(text)
        ]
        return _found(_TITLED, text) or called
    return []


def _found(form: re.Pattern[str], text: str) -> list[Reading]:
    return [Reading(match[0], *match.span()) for match in form.finditer(text)]

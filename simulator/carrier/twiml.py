"""TwiML documents as plain data: text in, verbs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.schema import warnings
from simulator.carrier.verbs.table import VERBS

if TYPE_CHECKING:
    from simulator.carrier.verbs.base import Verb
    from simulator.carrier.verbs.schema import Warned


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be done, and what Twilio would warn of."""

    verbs: tuple[Verb, ...]
    warnings: tuple[Warned, ...] = ()


def parse(text: str) -> tuple[Verb, ...]:
    """Read a document's verbs (see `read`)."""
    return read(text).verbs


def read(text: str, *, unknown_verb: Literal["fail", "skip"] = "fail") -> Document:
    """Read a document.

    Attributes and elements that TwiML does not have are warnings; an unknown verb is
    one too, and whether the document goes on without it is `unknown_verb`.

    Raises:
        BadDocument: Not XML, not a ``<Response>``, an unknown verb, or an attribute
            that is wrong.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadDocument(12100, "document type declarations are not allowed")
    try:
        root = ET.fromstring(text.strip())  # noqa: S314 - no entities, see above
    except ET.ParseError as error:
        line, column = error.position
        raise BadDocument(12100, f"not XML: line {line}, column {column}") from None
    except UnicodeEncodeError:
        raise BadDocument(12100, "not XML: half a character") from None
    if root.tag != "Response":
        raise BadDocument(12102, "the root element must be Response")
    verbs: list[Verb] = []
    for element in root:
        if element.tag in VERBS:
            verbs.append(VERBS[element.tag](element))
        elif unknown_verb == "fail":
            raise BadDocument(12200, f"no verb {element.tag}")
    return Document(tuple(verbs), tuple(warnings(root)))

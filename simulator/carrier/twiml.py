"""TwiML documents as plain data: text in, verbs out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.table import VERBS

if TYPE_CHECKING:
    from simulator.carrier.verbs.base import Verb


def parse(text: str) -> tuple[Verb, ...]:
    """Read a document.

    Raises:
        BadDocument: Not XML, not a ``<Response>``, or a verb or attribute that is
            unknown or wrong.
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
    return tuple(_verb(element) for element in root)


def _verb(element: ET.Element) -> Verb:
    read = VERBS.get(element.tag)
    if read is None:
        raise BadDocument(12200, f"no verb {element.tag}")
    return read(element)

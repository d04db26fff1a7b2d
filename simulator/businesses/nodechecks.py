"""What must hold inside one node beyond the shape of its file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from simulator.businesses import documents
from simulator.businesses.entry import lengths, valid
from simulator.businesses.factchecks import unfilled
from simulator.businesses.facts import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.businesses.documents import Business, Entry, Menu, Node, Person
    from simulator.businesses.factchecks import Finding
    from simulator.businesses.yamltext import Path_

_ANNOUNCED = {"position": "2", "minutes": "3"}


def node_problems(business: Business, node: Node) -> Iterator[Finding]:
    """Return what is wrong with a node, as paths within it."""
    match node:
        case documents.Menu():
            yield from _menu(node)
        case documents.Entry():
            yield from _entry(node)
        case documents.Queue():
            for index, text in enumerate(node.announcements):
                if (slot := unfilled(text, _ANNOUNCED)) is not None:
                    path = ("announcements", index)
                    what = f"an announcement uses {{{slot}}}"
                    yield path, what, "Use {position} or {minutes}"
        case documents.Person():
            yield from _person(business, node)
        case (
            documents.Transfer()
            | documents.Notice()
            | documents.Voicemail()
            | documents.Presses()
        ):
            return


def _menu(menu: Menu) -> Iterator[Finding]:
    if not (menu.keys or menu.speech):
        what = "the menu takes neither keys nor words"
        yield ("keys",), what, "Add `speech: true` or remove `keys: false`"
    if menu.extensions and not menu.keys:
        what = "extensions are dialled with keys, which the menu does not take"
        yield ("extensions",), what, "Remove `keys: false` or the extensions"
    for key in menu.extensions.keys() & menu.options.keys():
        what = f"`{key}` is an option and an extension"
        yield ("extensions", key), what, "Give the extension other digits"
    for index, change in enumerate(menu.changed):
        path: Path_ = ("changed", index)
        if change.from_attempt is None and change.from_date is None:
            what = "the change does not say when it begins"
            yield path, what, "Add `from_attempt:` or `from_date:`"
        if change.from_date is not None and not _is_day(change.from_date):
            what = f"`{change.from_date}` is no day"
            yield (*path, "from_date"), what, "Write it like 2026-12-01"
        parts = (change.prompt, change.recording, change.also)
        if (*parts, change.options, change.extensions) == (None,) * 5:
            what = "the change changes nothing"
            yield path, what, "Add `prompt:` and `options:`"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _entry(entry: Entry) -> Iterator[Finding]:
    if entry.then is None and not entry.goto:
        what = "valid digits lead nowhere"
        yield (), what, "Add `then:` or `goto:`"
    if entry.accepts and entry.then is None:
        what = "`accepts` goes with `then`"
        yield ("accepts",), what, "Add `then:`, or list the digits under `goto:`"
    least, most = lengths(entry)
    if not 1 <= least <= most:
        what = f"`digits` says at least {least} and at most {most}"
        yield ("digits",), what, "Write the lower number, from 1, first"
    for index, digits in enumerate(entry.accepts):
        if not digits.isdigit():
            what = f"`{digits}` is not made of digits"
            yield ("accepts", index), what, 'Quote it, as in "0412"'
        elif not valid(entry.model_copy(update={"accepts": []}), digits):
            what = f"`{digits}` does not fit `asks` and `digits`"
            yield ("accepts", index), what, f"Write {least} to {most} digits of a kind"
    for key in entry.goto:
        if not key.isdigit():
            yield ("goto", key), f"`{key}` is not made of digits", "Use 0-9 only"


def _person(business: Business, person: Person) -> Iterator[Finding]:
    named: list[tuple[Path_, str]] = []
    for key, names in (("knows", person.knows or []), ("refuses", person.refuses)):
        named += [((key, index), fact) for index, fact in enumerate(names)]
    for index, transfer in enumerate(person.transfers):
        known = enumerate(transfer.facts or [])
        named += [(("transfers", index, "facts", at), fact) for at, fact in known]
    for path, fact in named:
        if fact not in business.facts:
            what = f"there is no fact `{fact}`"
            yield path, what, f"The facts are: {', '.join(business.facts) or 'none'}"
    language = person.language or business.language
    for name in business.facts if person.knows is None else person.knows:
        fact_ = business.facts.get(name)
        if fact_ is not None and in_language(business, fact_, language) is None:
            what = f"{person.name} speaks {language}, but `{name}` has no such wording"
            advice = f"Add `languages: {{{language}: ...}}` to the fact, or use `knows`"
            yield ("language",), what, advice

"""A report as one HTML file: no script, no other file, good on paper too.

Whatever a callee, a list or a person wrote is escaped; the page's own policy lets no
script run and nothing be loaded.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from panda.research.report.contents import TOLD, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.research.report.contents import Answer, Business, Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: Report) -> str:
    """Write the page."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(report.title)}</title>",
            f"<style>{style}</style></head><body><main>",
            *_head(report),
            *_comparison(report),
            *_contradictions(report),
            *_evidence(report),
            *_method(report),
            "</main></body></html>\n",
        ]
    )


def _head(report: Report) -> Iterable[str]:
    yield "<header>"
    if report.simulated:
        yield '<p class="badge">Simulated phone network</p>'
    yield f"<h1>{escape(report.title)}</h1>"
    yield f'<p class="under">{escape(report.goal)} &middot; {escape(report.day)}</p>'
    yield "</header>"
    yield '<section class="summary">'
    yield from (f"<p>{escape(line)}</p>" for line in report.summary)
    yield "</section>"
    yield '<dl class="figures">'
    for name, figure in report.figures:
        yield f"<div><dd>{escape(figure)}</dd><dt>{escape(name)}</dt></div>"
    yield "</dl>"


def _comparison(report: Report) -> Iterable[str]:
    yield "<section><h2>Comparison</h2>"
    for group in together(report):
        yield '<table class="comparison"><thead><tr><th>#</th><th>Business</th>'
        yield from (f"<th>{escape(report.columns[at])}</th>" for at in group)
        yield '<th class="number">Score</th></tr></thead><tbody>'
        yield from (_row(one, group) for one in report.businesses)
        yield "</tbody></table>"
    if report.criteria:
        counts = "; ".join(report.criteria)
        yield (
            f'<p class="note">What counts: {escape(counts)}. Of each the best answer '
            "is worth 1 and the worst 0; what is unknown earns nothing, and of "
            "contradictions the worse counts.</p>"
        )
    yield "</section>"


def _row(one: Business, group: range) -> str:
    cells = "".join(_cell(one.cells[at], flagged=one.flagged[at]) for at in group)
    return (
        f"<tr{' class=first' if one.rank == '1' else ''}>"
        f'<td class="rank">{escape(one.rank)}</td>'
        f"<td><b>{escape(one.name)}</b><small>{escape(one.outcome)}</small></td>"
        f'{cells}<td class="number">{escape(one.score)}</td></tr>'
    )


def _cell(text: str, *, flagged: bool) -> str:
    kind = ' class="unknown"' if text == "unknown" else ""
    mark = ' <span class="flag">contradicted</span>' if flagged else ""
    return f"<td{kind}>{escape(text)}{mark}</td>"


def _contradictions(report: Report) -> Iterable[str]:
    if not report.contradictions:
        return
    yield '<section class="contradictions"><h2>Contradictions</h2>'
    for name, answer in report.contradictions:
        yield f"<article><h3>{escape(name)}: {escape(answer.question)}</h3><ul>"
        yield (
            f"<li><b>{escape(answer.text)}</b>: \u201c{escape(answer.quote)}\u201d, "
            f"{escape(answer.moment)} (the last said)</li>"
        )
        yield from (f"<li>{escape(one)}</li>" for one in answer.others)
        yield "</ul></article>"
    yield "</section>"


def _evidence(report: Report) -> Iterable[str]:
    yield "<section><h2>Evidence</h2>"
    for one in report.businesses:
        yield "<article>"
        rank = f'<span class="rank">{escape(one.rank)}</span>'
        yield f"<h3>{rank} {escape(one.name)}</h3>"
        yield f'<p class="under">{escape(one.phone)} &middot; {escape(one.outcome)}</p>'
        yield from (f'<p class="booked">Booked: {escape(x)}</p>' for x in one.booked)
        yield from _said(one.answers)
        if one.terms:
            yield f"<h4>{TOLD}</h4>"
            yield from _said(one.terms)
        yield from _rest(one)
        yield "</article>"
    yield "</section>"


def _said(answers: Sequence[Answer]) -> Iterable[str]:
    if answers:
        yield '<table class="evidence"><tbody>'
        yield from map(_answer, answers)
        yield "</tbody></table>"


def _answer(one: Answer) -> str:
    return (
        f"<tr><th>{escape(one.question)}</th><td><b>{escape(one.text)}</b></td>"
        f"<td><q>{escape(one.quote)}</q><small>{escape(one.moment)}</small></td></tr>"
    )


def _rest(one: Business) -> Iterable[str]:
    if one.unknown:
        yield f'<p class="note">Unknown: {escape(", ".join(one.unknown))}</p>'
    if one.why:
        why = "; ".join(one.why)
        yield f'<p class="note">Why there: {escape(why)}</p>'


def _method(report: Report) -> Iterable[str]:
    yield '<section class="method"><h2>How this was obtained</h2>'
    yield from (f"<p>{escape(line)}</p>" for line in report.method)
    yield "</section>"

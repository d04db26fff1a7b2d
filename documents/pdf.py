"""A report as a PDF, for paper and for the post."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from panda.research.report.contents import TOLD, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from panda.research.report.contents import Answer, Business, Report

_INK, _SOFT, _LINE = HexColor("#1c2430"), HexColor("#667085"), HexColor("#e3e7ee")
_ACCENT, _TINT = HexColor("#0f6b5c"), HexColor("#eef6f4")
_WARN, _WARN_TINT = HexColor("#9a4a00"), HexColor("#fdf3e7")
_MARGIN = 17 * mm
_TOP, _BOTTOM = 16 * mm, 18 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
"""Where Debian and its kin keep a font for more than Western Europe."""
_LONGEST = 1500
"""Characters of one text; a row must fit on a page. The page has all of it."""
_WESTERN = "cp1252"
"""What the fonts that every PDF reader has can show."""


def as_pdf(report: Report) -> bytes:
    """Write the PDF; characters no font at hand can show stand as question marks."""
    return _Paper(report).written()


class _Paper:
    """One report on its way to paper."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._only_western = True
        self._family = self._font(repr(report))
        self._styles: dict[tuple[float, str, bool], ParagraphStyle] = {}

    def _font(self, text: str) -> str:
        """Choose a font that has the letters; register it if it is none of PDF's."""
        try:
            text.encode(_WESTERN)
        except UnicodeEncodeError:
            try:
                faces = {
                    "DejaVu": "DejaVuSans.ttf",
                    "DejaVu-Bold": "DejaVuSans-Bold.ttf",
                }
                for name, file in faces.items():
                    registerFont(TTFont(name, _DEJAVU / file))
            except TTFError:
                return "Helvetica"
            registerFontFamily(
                "DejaVu",
                normal="DejaVu",
                bold="DejaVu-Bold",
                italic="DejaVu",
                boldItalic="DejaVu-Bold",
            )
            self._only_western = False
            return "DejaVu"
        return "Helvetica"

    def written(self) -> bytes:
        file = BytesIO()
        report = self._report
        document = BaseDocTemplate(
            file,
            pagesize=A4,
            title=report.title,
            author="Panda Assist",
            subject=report.goal,
        )
        height = A4[1] - _TOP - _BOTTOM
        frame = Frame(_MARGIN, _BOTTOM, _WIDTH, height, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))
        document.build(
            [
                *self._head(),
                *self._comparison(),
                *self._contradictions(),
                *self._evidence(),
                *self._method(),
            ]
        )
        return file.getvalue()

    def _foot(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(self._family, 8)
        canvas.setFillColor(_SOFT)
        foot = self._shown(self._report.title)[:100]
        if self._report.simulated:
            foot += " - simulated phone network"
        canvas.drawString(_MARGIN, 10 * mm, foot)
        canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, str(document.page))
        canvas.restoreState()

    # --- the parts

    def _head(self) -> Iterable[Flowable]:
        report = self._report
        if report.simulated:
            yield self._text("SIMULATED PHONE NETWORK", 8, _WARN, bold=True)
            yield Spacer(0, 2)
        yield self._text(report.title, 22, bold=True)
        yield Spacer(0, 3)
        yield self._text(f"{report.goal} \u00b7 {report.day}", 10, _SOFT)
        yield Spacer(0, 8)
        rule = Table([[""]], colWidths=[_WIDTH], rowHeights=[2.5])
        rule.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), _ACCENT)]))
        yield rule
        yield Spacer(0, 12)
        for line in report.summary:
            yield self._text(line, 11.5)
            yield Spacer(0, 3)
        yield Spacer(0, 8)
        yield self._figures()

    def _figures(self) -> Flowable:
        cells = [
            [self._text(figure, 17, _ACCENT, bold=True), self._text(name, 8, _SOFT)]
            for name, figure in self._report.figures
        ]
        width = _WIDTH / len(cells)
        table = Table([cells], colWidths=[width] * len(cells))
        table.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), _TINT),
                    ("LINEAFTER", (0, 0), (-2, -1), 5, white),
                    ("LEFTPADDING", (0, 0), (-1, -1), 10),
                    ("TOPPADDING", (0, 0), (-1, -1), 7),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
                ]
            )
        )
        return table

    def _comparison(self) -> Iterable[Flowable]:
        yield from self._heading("Comparison")
        for group in together(self._report):
            yield self._grid(group)
            yield Spacer(0, 8)
        if self._report.criteria:
            yield self._text(
                f"What counts: {'; '.join(self._report.criteria)}. Of each the best "
                "answer is worth 1 and the worst 0; what is unknown earns nothing, and "
                "of contradictions the worse counts.",
                8,
                _SOFT,
            )

    def _grid(self, group: range) -> Flowable:
        report = self._report
        heads = ["#", "Business", *(report.columns[at] for at in group), "Score"]
        rows: list[list[Flowable | list[Flowable]]] = [
            [self._text(one, 8, _SOFT, bold=True) for one in heads]
        ]
        styles = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1.2, _LINE),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, _LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ]
        for at, one in enumerate(report.businesses, start=1):
            if one.rank == "1":
                styles.append(("BACKGROUND", (0, at), (-1, at), _TINT))
                styles.append(("LINEBEFORE", (0, at), (0, at), 2, _ACCENT))
            rows.append(
                [
                    self._text(one.rank, 9.5, _ACCENT, bold=True),
                    [
                        self._text(one.name, 9.5, bold=True),
                        self._text(one.outcome, 7.5, _SOFT),
                    ],
                    *(self._cell(one, column) for column in group),
                    self._text(one.score, 9.5),
                ]
            )
        ends = (18, 128, 38)
        width = (_WIDTH - sum(ends)) / len(group)
        table = Table(
            rows,
            colWidths=[ends[0], ends[1], *[width] * len(group), ends[2]],
            repeatRows=1,
        )
        table.setStyle(TableStyle(styles))
        return table

    def _cell(self, one: Business, column: int) -> list[Flowable]:
        text = one.cells[column]
        cell = [self._text(text, 9.5, _SOFT if text == "unknown" else _INK)]
        if one.flagged[column]:
            cell.append(self._text("contradicted", 7, _WARN, bold=True))
        return cell

    def _contradictions(self) -> Iterable[Flowable]:
        if self._report.contradictions:
            yield from self._heading("Contradictions")
        for name, answer in self._report.contradictions:
            lines = [
                self._text(f"{name}: {answer.question}", 10, bold=True),
                self._text(
                    f"{answer.text}: \u201c{answer.quote}\u201d, {answer.moment} (the "
                    "last said)",
                    9,
                ),
                *(self._text(one, 9) for one in answer.others),
            ]
            box = Table([[one] for one in lines], colWidths=[_WIDTH])
            box.setStyle(
                TableStyle(
                    [
                        ("BACKGROUND", (0, 0), (-1, -1), _WARN_TINT),
                        ("LINEBEFORE", (0, 0), (0, -1), 2.5, _WARN),
                        ("LEFTPADDING", (0, 0), (-1, -1), 12),
                        ("TOPPADDING", (0, 0), (-1, -1), 1),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                        ("TOPPADDING", (0, 0), (-1, 0), 8),
                        ("BOTTOMPADDING", (0, -1), (-1, -1), 9),
                    ]
                )
            )
            yield box
            yield Spacer(0, 8)

    def _evidence(self) -> Iterable[Flowable]:
        yield from self._heading("Evidence")
        for one in self._report.businesses:
            yield KeepTogether([*self._business(one), Spacer(0, 14)])

    def _business(self, one: Business) -> Iterable[Flowable]:
        yield self._text(f"{one.rank}  {one.name}", 11.5, bold=True)
        yield self._text(f"{one.phone} \u00b7 {one.outcome}", 8.5, _SOFT)
        for what in one.booked:
            yield self._text(f"Booked: {what}", 9.5, _ACCENT, bold=True)
        yield Spacer(0, 4)
        if one.answers:
            yield self._said(one.answers)
        if one.terms:
            yield Spacer(0, 5)
            yield self._text(TOLD, 9, _SOFT, bold=True)
            yield self._said(one.terms)
        yield Spacer(0, 3)
        if one.unknown:
            yield self._text(f"Unknown: {', '.join(one.unknown)}", 8, _SOFT)
        if one.why:
            yield self._text(f"Why there: {'; '.join(one.why)}", 8, _SOFT)

    def _said(self, answers: Sequence[Answer]) -> Flowable:
        table = Table(
            [
                [
                    self._text(answer.question, 9),
                    self._text(answer.text, 9, bold=True),
                    [
                        self._text(f"\u201c{answer.quote}\u201d", 9),
                        self._text(answer.moment, 7.5, _SOFT),
                    ],
                ]
                for answer in answers
            ],
            colWidths=[_WIDTH * 0.24, _WIDTH * 0.2, _WIDTH * 0.56],
        )
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 4),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
                ]
            )
        )
        return table

    def _method(self) -> Iterable[Flowable]:
        lines: list[Flowable] = list(self._heading("How this was obtained"))
        lines += [self._text(line, 8.5, _SOFT) for line in self._report.method]
        yield KeepTogether(lines)

    # --- words

    def _heading(self, text: str) -> Iterable[Flowable]:
        yield Spacer(0, 18)
        yield self._text(text, 14, bold=True)
        yield Spacer(0, 7)

    def _text(
        self, text: str, size: float, color: HexColor = _INK, *, bold: bool = False
    ) -> Paragraph:
        """Set words; whatever they hold, none of it is markup."""
        key = (size, color.hexval(), bold)
        if key not in self._styles:
            self._styles[key] = ParagraphStyle(
                f"{key}",
                fontName=f"{self._family}-Bold" if bold else self._family,
                fontSize=size,
                leading=size * 1.35,
                textColor=color,
                splitLongWords=True,
            )
        if len(text) > _LONGEST:
            text = f"{text[:_LONGEST]} \u2026"
        return Paragraph(escape(self._shown(text)), self._styles[key])

    def _shown(self, text: str) -> str:
        if not self._only_western:
            return text
        return text.encode(_WESTERN, errors="replace").decode(_WESTERN)

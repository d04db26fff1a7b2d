"""`panda report`: a campaign as a page or a PDF, for people."""

from __future__ import annotations

import asyncio
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from rich.text import Text

from panda.errors import BadInput
from panda.research.report.page import page
from panda_cli.campaigns import CampaignId, Weights, known
from panda_cli.exporting import put_out
from panda_cli.running import connected
from panda_cli.screen import output
from panda_cli.writing import check_folder


def report(
    campaign_id: CampaignId,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="One file for any browser.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The same for paper.")
    ] = None,
    weight: Weights = None,
) -> None:
    """Write a campaign's report: ranks, answers, their evidence, what was booked."""
    if html is None and pdf is None:
        raise BadInput(
            "nothing to write", where="report", advice="give --html FILE or --pdf FILE"
        )
    check_folder(html)
    check_folder(pdf)

    async def work() -> None:
        async with connected() as system:
            await known(system, campaign_id)
            made = await system.campaign_report(campaign_id, weight or ())
        if html is not None:
            _write(html, page(made).encode())
        if pdf is not None:
            from documents.pdf import as_pdf  # noqa: PLC0415 - fonts take a while

            _write(pdf, as_pdf(made))

    asyncio.run(work())


def _write(file: Path, content: bytes) -> None:
    put_out(content, file)
    output().print(Text(f"{file} is written"), soft_wrap=True)

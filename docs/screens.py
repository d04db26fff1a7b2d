# ruff: noqa: INP001 - scripts beside the documents, no package
"""Take the pictures of the dashboard, while a campaign runs.

`panda up --simulate`, `panda campaign run …` and `panda dash`, each in a terminal of
its own, then `python -m docs.screens`. Debian's Chromium opens every page; the call
that talks is listened to.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 1440, 900
PATIENCE_MS = 60_000
SETTLED_MS = 2_000
"""Tables and drawings come after the page around them."""
PAGES = ("campaigns", "results", "routes", "system", "settings")


def main(url: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url)
        page.locator(".board .pill", has_text="talking").first.wait_for()
        _take(page, "live-calls")
        page.locator("tr", has_text="talking").first.click()
        page.get_by_role("button", name="Listen", exact=True).click()
        page.locator(".what", has_text="Listening").wait_for()
        page.locator(".entry").nth(5).wait_for()
        _take(page, "call")
        for name in PAGES:
            page.goto(f"{url}/{name}")
            page.locator(".stMain [data-testid=stVerticalBlock] > *").nth(2).wait_for()
            _take(page, name)
        browser.close()


def _take(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501")

"""The board in a browser: it moves, and nothing under the hand moves with it."""

import pytest

from tests.browser.conftest import sign_in
from tests.dashboard.stage import EVIL, TALKING


@pytest.fixture
def page(visit):
    page = visit()
    page.locator(f'tr[data-call="{TALKING}"]').wait_for()
    return page


def test_what_is_redrawn_keeps_its_place_its_focus_and_what_was_typed(page):
    row = page.locator(f'tr[data-call="{TALKING}"]')
    row.evaluate("row => { row.mine = true; }")
    find = page.get_by_label("Find")
    find.press_sequentially("Lake")
    bar = row.locator(".they i")
    first = bar.evaluate("bar => bar.style.width")
    page.wait_for_function(
        "([id, before]) => { for (const host of document.querySelectorAll('*')) {"
        " const row = (host.shadowRoot || document)"
        ".querySelector(`tr[data-call='${id}']`);"
        " if (row) return row.querySelector('.they i').style.width !== before; }"
        " return false; }",
        arg=[TALKING, first],
    )
    assert row.evaluate("row => row.mine")
    assert find.input_value() == "Lake"
    assert find.evaluate("field => field === document.activeElement")


def test_what_a_callee_says_stays_text(page):
    assert EVIL in page.locator(f'tr[data-call="{TALKING}"] .words').inner_text()
    assert page.evaluate("window.hurt") is None


def test_a_click_on_a_call_opens_it(page):
    page.locator(f'tr[data-call="{TALKING}"]').click()
    page.locator(".transcript .entry").first.wait_for()
    assert f"call={TALKING}" in page.url
    assert EVIL in page.locator('.entry[data-kind="business"]').all_inner_texts()[1]
    assert page.evaluate("window.hurt") is None


def test_a_wrong_password_opens_nothing(visit, chromium, dashboard):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(dashboard)
    sign_in(page, "vic", "wrong password")
    page.get_by_text("The name or the password is wrong.").wait_for()
    assert page.locator(".board").count() == 0
    context.close()


def test_who_has_signed_in_stays_so_when_the_page_is_loaded_again(visit):
    page = visit(name="pat")  # nobody else's: the session ends with the test
    page.reload()
    page.locator(f'tr[data-call="{TALKING}"]').wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()
    page.reload()
    page.get_by_role("button", name="Sign in").wait_for()


def test_a_page_that_streamlit_has_given_up_is_loaded_again(page):
    page.evaluate("document.getElementById('root').replaceChildren()")
    page.locator(f'tr[data-call="{TALKING}"]').wait_for()

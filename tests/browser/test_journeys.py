"""Journeys by keyboard alone and without JavaScript, and the weight of a first visit."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from bills.models import Bill, BillStage
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser
FIRST_VISIT = 100_000
"""Bytes that a first visit may cost, without fonts (look.md's rule, before compression on the way)."""


@pytest.fixture
def plain_page(browser):
    """A phone's page with JavaScript switched off."""
    with browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        yield context.new_page()


def focused(page) -> str:
    return page.evaluate("(document.activeElement.textContent || document.activeElement.name || '').trim()")


def test_the_first_tab_offers_to_skip_to_the_content_and_enter_does(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_by_keyboard_alone_a_reader_gets_from_the_list_to_a_stage(page, site):
    page.goto(site)
    _tab_to(page, "Harbour Lanterns Bill")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bills/*/")
    _tab_to(page, "30 amendments at Committee stage, Lords")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/*/")
    assert "Committee stage" in page.locator("h1").inner_text()


def _tab_to(page, words: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == words:
            return
    pytest.fail(f"{words!r} is not reached within {most} presses of Tab")


def test_what_has_the_focus_can_be_seen(page, site):
    page.goto(site)
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => {const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow}"
        )
        assert seen != "nonenone", focused(page)


def test_tab_does_not_stop_in_the_drawing(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + Bill.objects.get(bill_id=4101).get_absolute_url())
    assert page.locator(".river").is_visible()
    for _ in range(50):
        page.keyboard.press("Tab")
        assert not page.evaluate("!!document.activeElement.closest('.river')")


def test_single_keys_move_through_a_stages_list_open_search_and_can_be_switched_off(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    stage = BillStage.objects.get(bill__bill_id=4101, description="Committee stage", house="Lords")
    page.goto(site + stage.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert "Amendment 1" in focused(page)
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Tab")
    before = focused(page)
    page.keyboard.press("j")
    assert focused(page) == before
    page.get_by_label("Single keys are on").check()
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/amendments/*/")


def test_without_javascript_a_reader_searches_filters_and_opens(plain_page, site):
    plain_page.goto(site + "/bills/")
    plain_page.get_by_label("Words in the title").fill("lanterns")
    plain_page.get_by_label("State").select_option("before")
    plain_page.get_by_role("button", name="Show").click()
    plain_page.get_by_role("link", name="Harbour Lanterns Bill").click()
    assert "Next sitting" in plain_page.locator(".answer").inner_text()
    plain_page.get_by_text("Parliament’s summary").click()
    assert plain_page.get_by_text("Harbours would have to be lit.").is_visible()


def test_without_javascript_an_officer_signs_in_and_out(plain_page, site, officer):
    sign_in(plain_page, site)
    assert plain_page.get_by_role("link", name="Track a Bill").is_visible()
    plain_page.get_by_role("button", name="Sign out").click()
    plain_page.wait_for_url(f"{site}/")
    assert plain_page.get_by_role("link", name="Sign in").is_visible()


def test_a_phone_shows_the_list_of_stages_and_not_the_drawing(page, site):
    page.goto(site + Bill.objects.get(bill_id=4101).get_absolute_url())
    assert not page.locator(".river").is_visible()
    assert page.locator(".course__stage").count() == 8


def test_forced_colours_keep_every_word(browser, site):
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(site + Bill.objects.get(bill_id=4101).get_absolute_url())
        assert page.get_by_text("Here now").is_visible()
        assert page.locator(".house--lords").first.is_visible()


def test_on_paper_there_is_no_navigation_and_addresses_follow_links(page, site):
    page.goto(site + Bill.objects.get(bill_id=4101).get_absolute_url())
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Glossary").is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('.source a[href^=http]'), '::after').content")
    assert "https://bills.parliament.uk/bills/4101" in shown


def test_a_first_visit_weighs_little(client, site):
    """Whole files as they stand on disk: on the way they are compressed to about a quarter."""
    import gzip
    from pathlib import Path

    files = ("css/tracker.css", "js/htmx.min.js", "img/mark.svg")
    served = sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in files)
    pages = (reverse("bills:list"), Bill.objects.get(bill_id=4101).get_absolute_url(), reverse("glossary"))
    heaviest = max(len(client.get(address).content) for address in pages)
    assert served + heaviest < FIRST_VISIT

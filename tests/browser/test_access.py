"""Every page at a phone's and a desk's width: no fault that axe can find, nothing wider than the window."""

import pytest

from tests.browser.chromium import WIDTHS, axe_violations, sideways_overflow
from tests.browser.conftest import sign_in
from tests.browser.pages import site_pages
from tests.browser.trouble import troubles

pytestmark = pytest.mark.browser


@pytest.fixture
def every_page(whole_site, officer, browser):
    """Opens each page of the site in turn, in a window as asked for."""
    site = whole_site

    def opened(wanted=lambda place, site_page: True, watch=lambda page: None, **window):
        with browser.new_context(**window) as context:
            page = context.new_page()
            sign_in(page, site)
            watch(page)
            for_officers = context.cookies()
            for site_page in [each for place, each in enumerate(site_pages()) if wanted(place, each)]:
                context.clear_cookies()
                if site_page.for_officers:
                    context.add_cookies(for_officers)
                answer = page.goto(site + site_page.path)
                assert answer.status == site_page.status, site_page.name
                yield site_page.name, page

    return opened


SAMPLES = ((390, "light"), (1280, "dark"))
"""Where axe looks at a page of which there are many: every second one here, the others there."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(axe, every_page, width, scheme):
    def wanted(place, site_page):
        return not site_page.is_sampled or SAMPLES[place % 2] == (width, scheme)

    wrong = [
        f"{name}: {line}"
        for name, page in every_page(wanted, viewport={"width": width, "height": 900}, color_scheme=scheme)
        for line in axe_violations(page)
    ]
    assert wrong == []


@pytest.mark.parametrize(("width", "scheme"), SAMPLES)
def test_a_form_in_trouble_says_so_in_its_title_takes_the_focus_there_and_passes_axe(
    axe, site, officer, browser, width, scheme
):
    wrong = []
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        sign_in(page, site)
        for trouble in troubles():
            page.goto(site + trouble.path)
            trouble.act(page)
            wrong += [f"{trouble.name}: {line}" for line in axe_violations(page)]
            if page.title().startswith("Error: ") != trouble.is_error:
                wrong.append(f"{trouble.name}: the title is {page.title()!r}")
            if not page.evaluate("document.activeElement.matches('main [autofocus]')"):
                wrong.append(f"{trouble.name}: what is wrong has not the focus")
            page.set_viewport_size({"width": 320, "height": 900})
            if sideways_overflow(page) > 0:
                wrong.append(f"{trouble.name}: wider than a window of 320 pixels")
            page.set_viewport_size({"width": width, "height": 900})
    assert wrong == []


SMALL = "(all) => all.filter(e => {const r = e.getBoundingClientRect(); return r.height && r.height < 20}).length"


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_no_page_is_wider_than_its_window_and_every_button_is_large_enough_for_a_thumb(every_page, width):
    def wanted(place, site_page):
        return not site_page.is_sampled or width == 320

    wrong = {}
    for name, page in every_page(wanted, viewport={"width": width, "height": 900}):
        over = max(0, sideways_overflow(page))
        small = page.eval_on_selector_all("main button, main summary, nav a", SMALL)
        if over or small:
            wrong[name] = f"{over} pixels too wide, {small} links and buttons too small"
    assert wrong == {}


def test_axe_does_find_what_is_wrong(axe, page, site):
    page.goto(f"{site}/glossary/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"x\"><a href=\"#\"></a>')"
    )
    found = " ".join(axe_violations(page))
    assert "image-alt" in found
    assert "link-name" in found


def test_nothing_is_fetched_from_anywhere_else_and_no_policy_is_broken(every_page, site):
    asked: list[str] = []
    complaints: list[str] = []

    def watch(page):
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))

    opened = [name for name, _ in every_page(watch=watch, viewport={"width": 1280, "height": 900})]
    assert len(asked) > len(opened)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert [line for line in complaints if "Content Security Policy" in line] == []

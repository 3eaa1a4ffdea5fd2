"""Every public page as its readers may set it: 400% zoom, forced colours, less motion, paper, no JavaScript.

One window for each setting, and each page is opened once in it: cheap enough to hold for all of them.
"""

import pytest

from tests.browser.chromium import sideways_overflow
from tests.browser.pages import site_pages

pytestmark = pytest.mark.browser

ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
"""What a window of 1280 by 1024 pixels is at 400%."""
DESK = {"viewport": {"width": 1280, "height": 900}}
IN_THE_WAY = """() => [...document.querySelectorAll('body *')]
  .filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position))
  .filter(e => e.getBoundingClientRect().height > innerHeight / 3).map(e => e.className)"""
CUT_OFF = """() => [...document.querySelectorAll('h1, h2, p, li, dd, td')]
  .filter(e => getComputedStyle(e).overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1
    && !e.closest('.govuk-visually-hidden')).map(e => e.textContent.trim().slice(0, 60))"""
LOST = """() => {
  const canvas = document.createElement('div');
  canvas.style.color = 'Canvas';
  document.body.append(canvas);
  const paper = getComputedStyle(canvas).color;
  canvas.remove();
  const inks = [...document.querySelectorAll('svg text, svg path, svg circle, svg rect, svg line')].filter(e => {
    const s = getComputedStyle(e);
    if (!e.getBoundingClientRect().width && !e.getBoundingClientRect().height) return false;
    const shown = [s.fill, s.stroke].filter(c => c !== 'none' && c !== paper && c !== 'rgba(0, 0, 0, 0)');
    return !shown.length && s.visibility === 'visible';
  }).map(e => `${e.tagName}.${e.getAttribute('class')} is drawn in the colour of the paper`);
  const fields = 'main button:not(.link-button), main input:not([type=hidden]), main select';
  const bare = [...document.querySelectorAll(fields)].filter(e => e.getBoundingClientRect().height > 2)
    .filter(e => { const s = getComputedStyle(e); return s.appearance === 'none' && parseFloat(s.borderTopWidth) < 1
      && !e.closest('.govuk-checkboxes, .govuk-radios'); })
    .map(e => `${e.tagName} ${e.name || e.textContent.trim()} has no edge`);
  const unmarked = [...document.querySelectorAll('ins, del')]
    .filter(e => getComputedStyle(e).textDecorationLine === 'none' && e.textContent.trim())
    .map(e => `${e.tagName} “${e.textContent.trim().slice(0, 40)}” is told by colour alone`);
  return [...new Set([...inks, ...bare, ...unmarked])];
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
  const longest = (words) => Math.max(...words.split(',').map(parseFloat));
  return longest(s.transitionDuration) > 0.01 || (s.animationName !== 'none' && longest(s.animationDuration) > 0.01)
    || s.scrollBehavior === 'smooth'; }).map(e => `${e.tagName}.${e.className}`)"""
ON_PAPER = r"""() => {
  const shown = (e) => e.getBoundingClientRect().height > 1;
  const aids = '.masthead nav, .govuk-skip-link, .filters, .govuk-pagination, main form, .no-print';
  const nav = [...document.querySelectorAll(aids)].filter(shown)
   .map(e => `${e.className || e.tagName} is printed`);
  const outside = [...document.querySelectorAll('main a[href^="http"]')].filter(shown);
  const says = (e) => getComputedStyle(e, '::after').content.includes(e.getAttribute('href'));
  const said = new Set(outside.filter(says).map(e => e.getAttribute('href')));  // once on the sheet is enough
  const links = outside.filter(e => !said.has(e.getAttribute('href')))
    .map(e => `${e.getAttribute('href')} is not told`);
  const dark = getComputedStyle(document.body).backgroundColor;
  const told = /^rgba?\(255, 255, 255|, 0\)$/.test(dark) ? [] : [`the paper is ${dark}`];
  return [...new Set([...nav, ...links, ...told])];
}"""


def at_400_per_cent(page) -> list[str]:
    """What is wider than the window, cut off, or stands in the way."""
    wide = sideways_overflow(page)
    told = [f"{wide} pixels too wide"] if wide > 0 else []
    return [*told, *page.evaluate(IN_THE_WAY), *page.evaluate(CUT_OFF)]


def on_paper(page) -> list[str]:
    """What paper should not show, and addresses that it should."""
    page.emulate_media(media="print")
    return page.evaluate(ON_PAPER)


SETTINGS = {
    "400% zoom": (at_400_per_cent, ZOOMED),
    "forced colours": (lambda page: page.evaluate(LOST), {"forced_colors": "active", **DESK}),
    "less motion": (lambda page: page.evaluate(MOVING), {"reduced_motion": "reduce", **DESK}),
    "paper": (on_paper, {"color_scheme": "dark", **DESK}),
}


def test_no_public_page_loses_anything_however_its_reader_sets_it(site, browser):
    told = {}
    for setting, (wrong, window) in SETTINGS.items():
        with browser.new_context(**window) as context:
            page = context.new_page()
            for each in site_pages():
                if not each.for_officers:
                    page.goto(site + each.path, wait_until="domcontentloaded")
                    if faults := wrong(page):
                        told[setting, each.name] = faults
    assert told == {}


def test_the_checks_see_what_is_wrong(browser):
    with browser.new_context(forced_colors="active", **ZOOMED) as context:
        page = context.new_page()
        page.set_content(
            "<body><main><a href='https://example.org/'>away</a><nav class='filters'>x</nav><svg width=9 height=9>"
            "<rect width=9 height=9 style='fill:Canvas;forced-color-adjust:none'/></svg>"
            "<ins style='text-decoration:none'>new</ins>"
            "<p style='position:sticky;height:200px;transition:color 1s'>x</p></main></body>"
        )
        assert page.evaluate(LOST)
        assert page.evaluate(IN_THE_WAY)
        assert page.evaluate(MOVING)
        assert len(page.evaluate(ON_PAPER)) == 2


def test_a_stranger_without_javascript_reads_the_whole_way(site, browser):
    with browser.new_context(java_script_enabled=False, **DESK) as context:
        page = context.new_page()
        page.goto(f"{site}/campaigns/")
        page.get_by_role("link", name="Harbour Lanterns Bill").click()
        page.get_by_role("link", name="Every harbour step is lit").first.click()
        assert page.get_by_role("heading", level=1).inner_text().endswith("Every harbour step is lit")
        page.get_by_text("How to embed it in your own site").click()
        assert page.locator("pre").is_visible()
        page.get_by_role("link", name="a small page of ours").click()
        page.get_by_role("link", name="all of it, with sources").click()
        page.locator("main a[href*='/amendments/']").first.click()
        assert "Amendment" in page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("link", name="Library").first.click()
        page.goto(f"{site}/library/?kind=briefing")
        assert page.get_by_text("1 of 1 published paper fits").is_visible()
        page.get_by_role("link", name="All papers").click()
        page.get_by_role("link", name="Light the steps", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text().endswith("Light the steps")
        for name in ("Accessibility", "Privacy", "Licence", "Glossary"):
            page.get_by_role("link", name=name, exact=True).click()
            assert page.get_by_role("heading", level=1).inner_text() == name
        assert context.cookies() == []

"""Every public page as its readers may set it: 400% zoom, forced colours, less motion, paper, no JavaScript, keys.

One window for each setting, and each page is opened once in it: cheap enough to hold for all of them.
"""

import re

import pytest
from django.urls import resolve

from tests.browser.chromium import sideways_overflow
from tests.browser.pages import public_pages
from tests.matrix.table import ROWS, STRANGERS

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


BY_KEYS = r"""() => {
  const seen = (e) => e.getClientRects().length && e.checkVisibility({visibilityProperty: true});
  const named = (e) => `${e.localName} “${(e.textContent || e.name || '').trim().slice(0, 40)}”`;
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const found = [];
  for (const each of [...document.querySelectorAll(stops)].filter(seen)) {
    if (each.tabIndex > 0) found.push(`${named(each)} jumps the order of Tab`);
    if (each.tabIndex < 0 || each.disabled) continue;
    each.focus();
    if (document.activeElement !== each) { found.push(`${named(each)} cannot have the focus`); continue; }
    const boxed = ['checkbox', 'radio'].includes(each.type) && each.labels.length;
    const drawn = boxed ? each.labels[0] : each;
    const style = getComputedStyle(drawn, drawn === each ? null : '::before');
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      && !['transparent', 'rgba(0, 0, 0, 0)'].includes(style.outlineColor);
    if (!outline && style.boxShadow === 'none') found.push(`nothing marks the focus of ${named(each)}`);
    const box = drawn.getBoundingClientRect();
    if (box.bottom < 1 || box.top > innerHeight - 1) found.push(`${named(each)} has the focus out of sight`);
  }
  const pressed = [...document.querySelectorAll('[onclick], [role=button], [role=link]')]
    .filter(e => seen(e) && e.tabIndex < 0).map(e => `${named(e)} is reached by the mouse alone`);
  return [...found, ...pressed];
}"""
WITHOUT_SCRIPTS = """() => {
  const sends = (form) => form.querySelector('button:not([type=button]), input[type=submit]');
  const forms = [...document.forms].filter(form => !sends(form)).map(form => `${form.action} cannot be sent`);
  const dead = [...document.querySelectorAll('main a:not([href])')].map(e => `“${e.textContent}” leads nowhere`);
  return [...forms, ...dead];
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


def by_keys_alone(page) -> list[str]:
    """What Tab skips or leaves unmarked; and the first press must offer the way past the navigation."""
    page.keyboard.press("Tab")
    first = page.evaluate("(document.activeElement.textContent || '').trim()")
    told = [] if first in ("Skip to the content", "") or "/embed/" in page.url else [f"Tab begins at {first!r}"]
    return [*told, *page.evaluate(BY_KEYS)]


def without_javascript(page) -> list[str]:
    """What needs a script: a form without a button, a link without an address, a page without its heading."""
    told = [] if page.locator("h1").first.is_visible() else ["its heading is not shown"]
    return [*told, *page.evaluate(WITHOUT_SCRIPTS)]


SETTINGS = {
    "400% zoom": (at_400_per_cent, ZOOMED),
    "forced colours": (lambda page: page.evaluate(LOST), {"forced_colors": "active", **DESK}),
    "less motion": (lambda page: page.evaluate(MOVING), {"reduced_motion": "reduce", **DESK}),
    "paper": (on_paper, {"color_scheme": "dark", **DESK}),
    "keys alone": (by_keys_alone, DESK),
    "no JavaScript": (without_javascript, {"java_script_enabled": False, **DESK}),
}
NO_PAGE = re.compile(
    r"api:.*|data-(all|bill|campaigns?|paper-xml|print-xml)|.*-(atom|json|card|file|docx)|(bill-)?calendar"
    r"|sitemap.*|robots|healthz|readyz|account_login"
)
"""Public addresses that answer with something else than a page of their own to read in a browser."""


def test_every_kind_of_public_page_is_among_those_that_are_looked_at(whole_site):
    shown = [each for each in public_pages() if each.status == 200]
    looked_at = {resolve(each.path.partition("?")[0]).view_name for each in shown}
    public = {name.partition("#")[0] for name, row in ROWS.items() if row.lowest == STRANGERS and "GET" in row.taken}
    assert {name for name in public - looked_at if not NO_PAGE.fullmatch(name)} == set()


def test_no_public_page_loses_anything_however_its_reader_sets_it(whole_site, browser):
    told = {}
    for setting, (wrong, window) in SETTINGS.items():
        with browser.new_context(**window) as context:
            page = context.new_page()
            for each in public_pages():
                page.goto(whole_site + each.path, wait_until="domcontentloaded")
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
        page.set_content(
            "<main><form action='/x/'><input name='q'></form><a>dead</a><b onclick='go()'>b</b><i tabindex='3'>i</i>"
            "<a href='#' style='outline:none;box-shadow:none'>a</a></main>"
        )
        assert len(page.evaluate(WITHOUT_SCRIPTS)) == 2
        found = " ".join(page.evaluate(BY_KEYS))
        for fault in ("“b” is reached by the mouse alone", "“i” jumps the order", "nothing marks the focus of a “a”"):
            assert fault in found


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

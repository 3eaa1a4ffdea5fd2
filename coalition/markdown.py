"""Markdown of our people as safe HTML: no HTML of theirs, no pictures, and live references as tokens of their own.

A live reference is `[[amendment:123]]`, `[[clause:45]]` or `[[provision:clause 48]]` (docs/briefings.md). Inside code
it is plain text. What reaches a page is cleaned once more by an allow-list: two walls, either of which would do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

REFERENCE = re.compile(r"\[\[([a-z]+):([^\[\]\n]{1,120})\]\]")
LONGEST = 60_000
"""Characters of a paper: some twenty printed pages. What is longer is a file."""
MOST_CELLS = 1_500
"""Cells of tables in a paper: a PDF of ten times as many takes a quarter of a minute."""
CLASSES = {
    "a": "govuk-link",
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "table": "govuk-table",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "tr": "govuk-table__row",
    "blockquote": "govuk-inset-text",
}
TAGS = {*CLASSES, "h5", "h6", "li", "em", "strong", "code", "pre", "hr", "br", "thead", "tbody", "div", "span"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A live reference as it stands in a text: `kind` and `of` as written, the line (from 1) of its paragraph."""

    code: str
    kind: str
    of: str
    line: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a reference reads: its words, where they lead ("" for nowhere), and whether they name a problem."""

    text: str
    url: str = ""
    is_problem: bool = False


def _live_reference(state: StateInline, silent: bool) -> bool:
    found = REFERENCE.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("live_reference", "", 0)
        token.content = found[0]
        token.meta = {"kind": found[1], "of": found[2].strip()}
    state.pos = found.end()
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.inline.ruler.before("link", "live_reference", _live_reference)
    reader.add_render_rule("live_reference", _reference_html)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    return reader


def _reference_html(_: Any, tokens: list[Token], at: int, __: Any, env: Any) -> str:
    words: Words = env["words"](tokens[at].content)
    if words.is_problem:
        return format_html('<strong class="reference-problem">{}</strong>', words.text)
    if words.url:
        return format_html('<a class="govuk-link" href="{}">{}</a>', words.url, words.text)
    return format_html("{}", words.text)


def _table_open(*_: Any) -> str:
    return '<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table class="govuk-table">'


def _table_close(*_: Any) -> str:
    return "</table></div>"


def tokens_of(text: str) -> list[Token]:
    """The text as markdown-it reads it, headings one level down: the page's title is the only first heading."""
    tokens = READER.parse(text, {})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("class", CLASSES["a"])
    return tokens


def citations(text: str) -> Iterator[Cited]:
    """Every live reference of a text, in reading order."""
    for token in tokens_of(text):
        for child in token.children or ():
            if child.type == "live_reference":
                yield Cited(child.content, child.meta["kind"], child.meta["of"], (token.map or [0])[0] + 1)


def too_much(text: str) -> str:
    """Why a text is too much for a paper, in plain words; "" where it is not."""
    if len(text) > LONGEST:
        return f"The text is longer than {LONGEST:,} characters. Send a longer paper as a file."
    if sum(token.type in {"td_open", "th_open"} for token in tokens_of(text)) > MOST_CELLS:
        return f"The tables have more than {MOST_CELLS:,} cells. Send such a paper as a file."
    return ""


def to_html(text: str, words: Callable[[str], Words], *, is_page: bool = True) -> SafeString:
    """The text as HTML that is safe on a page; `words` tells what a reference (by its code) reads.

    Off the site (`is_page` false: a PDF) an address without a host leads nowhere, so such links are taken out.
    """
    html = READER.renderer.render(tokens_of(text), READER.options, {"words": words})
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "div": {"role", "tabindex", "aria-label"}},
        allowed_classes=ALLOWED_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        url_relative="pass_through" if is_page else "deny",
    )
    return mark_safe(cleaned)  # noqa: S308  cleaned on the line above


ALLOWED_CLASSES: Mapping[str, set[str]] = {
    **{tag: set(names.split()) for tag, names in CLASSES.items()},
    "div": {"table-scroll"},
    "strong": {"reference-problem"},
}
READER = _reader()

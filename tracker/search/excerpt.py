"""The piece of a text that answers a question, as safe HTML with <mark> round what matched. Pure but for the HTML.

Neither database's own highlighting is used: both would give HTML that has to be trusted. Here every piece of the text
is escaped by itself, and the marks are put between the pieces.
"""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.search.asked import Asked, Part
from tracker.search.words import RUN, folded

LONG = 260
"""Characters of an excerpt, about."""
BEFORE = 60
"""Characters of it before the first match."""
MOST_WINDOWS, IN_ONE = 500, 40
"""Matches from which an excerpt may begin, and those that are counted in one."""


def marked(text: str, asked: Asked) -> SafeString:
    """The whole text, with marks."""
    return _html(text, _spans(text, asked.parts))


def excerpt(text: str, asked: Asked) -> SafeString:
    """The stretch of the text that holds most of what was asked for; its beginning where nothing stands in it."""
    spans = _spans(text, asked.parts)
    start, end = _window(text, spans)
    inside = [(first - start, last - start) for first, last in spans if first >= start and last <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return _html(text[start:end], inside, before, after)


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    best, most = 0, 0
    held = [text[first:last].casefold() for first, last in spans[: MOST_WINDOWS + IN_ONE]]
    all_held = len(set(held))
    for at, (first, _) in enumerate(spans[:MOST_WINDOWS]):
        if most == all_held:
            break
        reached = first + LONG - BEFORE
        here = len({held[at + place] for place, (_, last) in enumerate(spans[at : at + IN_ONE]) if last <= reached})
        if here > most:
            best, most = first, here
    start = max(best - BEFORE, 0)
    if start:
        start = text.find(" ", start, best) + 1 or best
    end = min(start + LONG, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), best + 1)
        if end <= start:
            end = min(start + LONG, len(text))
    return start, end


def _spans(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Where parts of the question stand in the text, in order, none inside another."""
    by_first: dict[str, list[Part]] = {}
    for part in parts:
        by_first.setdefault(part.words[0], []).append(part)
    begun = next((part for part in parts if part.is_beginning and len(part.words) == 1), None)
    runs = [(word, run) for run in RUN.finditer(text) if (word := folded(run[0]))]
    found: list[tuple[int, int]] = []
    end = 0
    for at, (word, run) in enumerate(runs):
        sizes = [len(part.words) for part in by_first.get(word, ()) if _stands(runs, at, part)]
        if begun and not sizes and word.startswith(begun.words[0]):
            sizes = [1]
        if sizes and run.start() >= end:
            end = runs[at + max(sizes) - 1][1].end()
            found.append((run.start(), end))
    return found


def _stands(runs: Sequence[tuple[str, re.Match[str]]], at: int, part: Part) -> bool:
    here = [word for word, _ in runs[at : at + len(part.words)]]
    if len(here) < len(part.words) or tuple(here[:-1]) != part.words[:-1]:
        return False
    return here[-1].startswith(part.words[-1]) if part.is_beginning else here[-1] == part.words[-1]


def _html(text: str, spans: Sequence[tuple[int, int]], before: str = "", after: str = "") -> SafeString:
    """The text with marks; `before` and `after` are our own."""
    pieces = [before]
    end = 0
    for first, last in spans:
        pieces += (escape(text[end:first]), "<mark>", escape(text[first:last]), "</mark>")
        end = last
    pieces += (escape(text[end:]), after)
    return mark_safe("".join(pieces))  # noqa: S308  every piece of the text is escaped here

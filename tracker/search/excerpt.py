"""The piece of a text that answers a question, as safe HTML with <mark> round what matched. Pure but for the HTML.

Neither database's own highlighting is used: both would give HTML that has to be trusted. Here every piece of the text
is escaped by itself, and the marks are put between the pieces.
"""

from collections.abc import Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tracker.search.asked import Asked, Part
from tracker.search.words import Word, words_of

LONG = 260
"""Characters of an excerpt, about."""
BEFORE = 60
"""Characters of it before the first match."""


def marked(text: str, asked: Asked) -> SafeString:
    """The whole text, with marks."""
    return _html(text, _spans(list(words_of(text)), asked.parts))


def excerpt(text: str, asked: Asked) -> SafeString:
    """The stretch of the text that holds most of what was asked for; its beginning where nothing stands in it."""
    spans = _spans(list(words_of(text)), asked.parts)
    start, end = _window(text, spans)
    inside = [(first - start, last - start) for first, last in spans if first >= start and last <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _html(text[start:end], inside), after)


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    best, most = 0, 0
    for at, (first, _) in enumerate(spans[:500]):
        held = {text[a:b].casefold() for a, b in spans[at : at + 40] if b <= first + LONG - BEFORE}
        if len(held) > most:
            best, most = first, len(held)
    start = max(best - BEFORE, 0)
    if start:
        start = text.find(" ", start, best) + 1 or best
    end = min(start + LONG, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), best + 1)
        if end <= start:
            end = min(start + LONG, len(text))
    return start, end


def _spans(words: Sequence[Word], parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Where parts of the question stand in the text, in order, none inside another."""
    found: list[tuple[int, int]] = []
    for at in range(len(words)):
        sizes = [len(part.words) for part in parts if _stands(words, at, part)]
        if sizes and (not found or words[at].start >= found[-1][1]):
            found.append((words[at].start, words[at + max(sizes) - 1].end))
    return found


def _stands(words: Sequence[Word], at: int, part: Part) -> bool:
    *first, last = part.words
    if at + len(part.words) > len(words):
        return False
    if any(words[at + place].word != word for place, word in enumerate(first)):
        return False
    final = words[at + len(first)].word
    return final.startswith(last) if part.is_beginning else final == last


def _html(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    pieces: list[tuple[str]] = []
    end = 0
    for first, last in spans:
        pieces.append((escape(text[end:first]),))
        pieces.append((mark_safe(f"<mark>{escape(text[first:last])}</mark>"),))  # noqa: S308  escaped here
        end = last
    pieces.append((escape(text[end:]),))
    return format_html_join("", "{}", pieces)

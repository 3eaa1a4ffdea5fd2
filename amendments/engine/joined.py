"""Words put in at the end or the beginning of a sentence, with its stop and capital as the next print has them. Pure.

Drafters insert at the end of a line “or a child”, and the stop that stands there follows; at the beginning “Subject to
subsection (2),”, and the sentence goes on with a small letter. Both Houses' clerks do this in printing.
"""

import re
from dataclasses import replace

from amendments.engine.instruction import New

_STOPS = ".,;"
_CLOSING = re.compile(r"”+[.,;]?\Z")
_SMALL_INSIDE = frozenset(
    {
        "A",
        "An",
        "Any",
        "As",
        "At",
        "Before",
        "After",
        "Each",
        "Either",
        "Every",
        "For",
        "If",
        "In",
        "It",
        "No",
        "Nothing",
    }
    | {"On", "Section", "Subject", "Subsection", "Subsections", "The", "These", "This", "Those", "Where", "When"}
)
"""Words that begin a sentence with a capital for that alone."""


def before_stop(text: str, at: int, new: New, *, is_quoted: bool) -> tuple[int, New]:
    """Where words that go on with the sentence that ends at `at` stand: before its stop, which they do not repeat.

    A closing mark after the stop stays after it where the words go on with what is quoted (`is_quoted`); else
    they follow it. Words that begin a sentence stay where they are.
    """
    place = at
    while is_quoted and place > 0 and text[place - 1] in "”’":
        place -= 1
    stop, first, last = text[place - 1 : place], new.lines[0], new.lines[-1]
    if not stop or stop not in _STOPS or first.num or not first.text:
        return at, new
    goes_on = first.text[0] in ",;" or (stop == "." and (first.text[0] == "—" or first.text.lstrip("(")[:1].islower()))
    if not goes_on:
        return at, new
    words = last.text[:-1] if last.text[-1:] in _STOPS else last.text
    return (place - 1, replace(new, lines=(*new.lines[:-1], last._replace(text=words)))) if words else (at, new)


def capital_lost(text: str, at: int, new: New) -> str:
    """The first word of the sentence at `at` with the small letter that new words before it give it; "" for none."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    begins = at == 0 or text[at - 1] == "\n" or text[at - 2 : at] in (") ", ". ")
    is_led_in = new.words[-1:] == "," or new.words[-1:].islower()
    return text[at:end].lower() if begins and is_led_in and text[at:end] in _SMALL_INSIDE else ""


def runs_on(new: New) -> New:
    """A block whose first row is no row: "or" with "(c) …" under it joins the end of the sentence before."""
    first = new.lines[0]
    if not new.is_block or first.num or len(new.lines) == 1 or first.kind != "text":
        return new
    is_joint = first.text[:1] in (",", ";") or first.text.strip(",; ") in ("and", "or")
    return replace(new, is_block=False) if is_joint else new


def with_its_closing(text: str, start: int, end: int, new: New | None) -> int:
    """The end of what is taken away where its last mark closes quoted text that began before it: the mark stays."""
    tail = _CLOSING.search(text, start, end)
    is_open = text.count("“", start, end) < text.count("”", start, end)
    brings_one = new is not None and "”" in new.lines[-1].text[-2:]
    return tail.start() if tail and is_open and not brings_one and tail.start() > start else end


def with_its_stop(text: str, start: int, end: int, new: New | None) -> int:
    """The end of what is taken away "to the end": the stop of the sentence stays where nothing new brings one.

    That is so where the row goes on to be read without what is taken, not where a row goes whole.
    """
    ends_row = end == len(text) or text[end] in "\n”"
    last = new.lines[-1].text[-1:] if new is not None else ""
    row = text.rfind("\n", 0, start) + 1
    stays = any(word[:1].isalpha() for word in text[row:start].split()) or (new is not None and not new.is_block)
    return end - 1 if ends_row and stays and text[end - 1] in _STOPS and last not in (*_STOPS, ":", "—") else end

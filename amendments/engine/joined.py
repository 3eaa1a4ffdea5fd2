"""Words put in at the end or the beginning of a sentence, with its stop and capital as the next print has them. Pure.

Drafters insert at the end of a line “or a child”, and the stop that stands there follows; at the beginning “Subject to
subsection (2),”, and the sentence goes on with a small letter. Both Houses' clerks do this in printing.
"""

from dataclasses import replace

from amendments.engine.instruction import New

_STOPS = ".,;"
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

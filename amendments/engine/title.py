"""Amendments to the long title, which stands on no counted line of any clause. Pure."""

from amendments.engine.instruction import Instruction, Lines, Reason, Refusal, Stretch, Words
from amendments.engine.printed import between, occurrences, the_one
from bills.text.running import Range, even


def in_title(order: Instruction, title: str) -> Range | Refusal:
    """The characters of the long title that an order takes away, or the place where it inserts.

    Words must stand in the title once, or have an ordinal. Line numbers of the title are not checked: no source gives
    them.
    """
    if order.op == "insert":
        return _place(order, title)
    if isinstance(order.target, Words):
        return _words(order.target, title)
    if isinstance(order.target, Stretch):
        return _stretch(order.target, title)
    return Refusal(Reason.NO_LINE, "lines of the long title are not counted in this source")


def _place(order: Instruction, title: str) -> Range | Refusal:
    place = order.place
    if place is None:
        return Refusal(Reason.UNREADABLE, "the instruction does not say where to insert")
    if isinstance(place.target, Words):
        found = _words(place.target, title)
        if isinstance(found, Refusal):
            return found
        at = found[1] if place.side == "after" else found[0]
        return at, at
    if place.side == "end" and (place.target is None or isinstance(place.target, Lines)):
        at = len(title.rstrip(" ."))
        return at, at
    return Refusal(Reason.NO_LINE, "lines of the long title are not counted in this source")


def _words(words: Words, title: str, after: int = 0) -> Range | Refusal:
    found = occurrences(even(title), words.text, (after, len(title)), len(title))
    return the_one(words, found, "in the long title")


def _stretch(stretch: Stretch, title: str) -> Range | Refusal:
    start = _words(stretch.start, title) if stretch.start else (0, 0)
    if isinstance(start, Refusal):
        return start
    if stretch.end is None:
        if stretch.end_line is not None:
            return Refusal(Reason.NO_LINE, "lines of the long title are not counted in this source")
        return _between(title, start[1], len(title.rstrip(" .")))
    end = _words(stretch.end, title, start[1])
    return end if isinstance(end, Refusal) else _between(title, start[1], end[0])


def _between(title: str, start: int, end: int) -> Range | Refusal:
    found = between(title, start, end)
    return found if found[0] < found[1] else Refusal(Reason.NOT_THERE, "nothing stands between the words it names")

"""Whether words are really in a text, whatever the white space and the style of quotation marks. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

_SAME = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `is_quoted` where it is the quotation."""

    text: str
    is_quoted: bool


def words_as_in(text: str, quotation: str) -> str | None:
    """The quotation as the text has it, mark for mark; None where the text does not hold it. "" for no quotation."""
    place = _place(text, quotation)
    return None if place is None else text[place[0] : place[1]]


def marked(text: str, quotation: str) -> list[Piece]:
    """The text in pieces, the first occurrence of the quotation marked; joined they are the text exactly."""
    place = _place(text, quotation)
    if not place or place[0] == place[1]:
        return [Piece(text, False)] if text else []
    start, end = place
    pieces = [Piece(text[:start], False), Piece(text[start:end], True), Piece(text[end:], False)]
    return [piece for piece in pieces if piece.text]


def _place(text: str, quotation: str) -> tuple[int, int] | None:
    wanted = "".join(letter for _, letter in _plain(quotation)).strip()
    if not wanted:
        return (0, 0)
    letters = list(_plain(text))
    at = "".join(letter for _, letter in letters).find(wanted)
    if at < 0:
        return None
    return letters[at][0], letters[at + len(wanted) - 1][0] + 1


def _plain(text: str) -> Iterator[tuple[int, str]]:
    """The letters that count, each with its place: white space single, marks of one style, nothing unseen."""
    was_space = False
    for place, letter in enumerate(text):
        if letter in _UNSEEN:
            continue
        if letter.isspace():
            if not was_space:
                yield place, " "
            was_space = True
            continue
        was_space = False
        yield place, _SAME.get(letter, letter)

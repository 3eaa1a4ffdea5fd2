"""The picture that other sites show for a link: a Bill or an ask, drawn in our own fonts. Nothing private is in it.

The fonts are those of the site's own files, unpacked in memory, so that a bare machine draws the same picture. A
letter that they lack is drawn without its accent, or left out. The same words are drawn once.
"""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH = 1200, 630
EDGE = 72
PAPER, INK, QUIET, RULE = "#ffffff", "#16181d", "#4a4e57", "#c9c9c4"
ACCENT = "#43378f"
HOUSES = {"Commons": "#00573a", "Lords": "#8d1029"}
FATES = {"achieved": "#00573a", "partly": "#5a3d00", "not": "#8d1029", "overtaken": "#5a3d00"}
SANS, BOLD, SERIF = (
    "source-sans-3-latin-400-normal",
    "source-sans-3-latin-600-normal",
    "source-serif-4-latin-600-normal",
)
SIZES = (72, 62, 54, 46)
MOST_LINES = 4
MOST_STOPS = 16


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage on the drawn course: its House, and whether it is over, or where the Bill is now."""

    house: str
    is_over: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What is drawn: the line above, the title, the answer below; a judgement's shape or a Bill's course beside it."""

    above: str
    title: str
    answer: str
    judgement: str = ""
    course: tuple[Stop, ...] = ()


@lru_cache(maxsize=128)
def png_of(card: Card) -> bytes:
    """The picture, 1200 by 630 pixels. Drawn once for the same card in each process."""
    picture = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 18, HIGH), fill=ACCENT)
    _line(pen, (EDGE, 54), card.above, SANS, 30, QUIET, WIDE - 2 * EDGE)
    bottom = _title(pen, card.title)
    top = max(bottom + 28, 400)
    if card.course:
        _course(pen, card.course[:MOST_STOPS], top + 14)
        top += 62
    left = EDGE
    if card.judgement:
        _shape(pen, card.judgement, EDGE, top + 8)
        left += 62
    for number, line in enumerate(_wrapped(card.answer, BOLD, 36, WIDE - EDGE - left)[:2]):
        _line(pen, (left, top + number * 44), line, BOLD, 36, INK, WIDE - EDGE - left)
    pen.line((EDGE, HIGH - 74, WIDE - EDGE, HIGH - 74), fill=RULE, width=2)
    _line(pen, (EDGE, HIGH - 60), "Amendment Tracker", BOLD, 28, ACCENT, WIDE - 2 * EDGE)
    found = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
    return found.getvalue()


def _title(pen: ImageDraw.ImageDraw, title: str) -> int:
    """The title in the largest size in which it fits; returns where it ends."""
    for size in SIZES:
        lines = _wrapped(title, SERIF, size, WIDE - 2 * EDGE)
        if len(lines) * size * 1.15 <= MOST_LINES * SIZES[-1] * 1.3:
            break
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    step, top = round(size * 1.15), 112
    for number, line in enumerate(lines):
        _line(pen, (EDGE, top + number * step), line, SERIF, size, INK, WIDE - 2 * EDGE)
    return top + len(lines) * step


def _course(pen: ImageDraw.ImageDraw, course: Sequence[Stop], top: int) -> None:
    """The stages as a line: filled where they are over, a ring where the Bill is, hollow where it is not yet."""
    step = (WIDE - 2 * EDGE - 40) / max(len(course) - 1, 1)
    places = [round(EDGE + 20 + step * number) for number in range(len(course))]
    pen.line((places[0], top, places[-1], top), fill=RULE, width=4)
    for x, stop in zip(places, course, strict=True):
        colour = HOUSES.get(stop.house, QUIET)
        size = 17 if stop.is_now else 11
        fill = colour if stop.is_over and not stop.is_now else PAPER
        pen.ellipse((x - size, top - size, x + size, top + size), fill=fill, outline=colour, width=5)
        if stop.is_now:
            pen.ellipse((x - 7, top - 7, x + 7, top + 7), fill=colour)


def _shape(pen: ImageDraw.ImageDraw, judgement: str, left: int, top: int) -> None:
    """The judgement's shape, as on the pages: full, half, hollow, struck; a hollow grey ring where it is open."""
    colour, box = FATES.get(judgement, QUIET), (left, top, left + 40, top + 40)
    pen.ellipse(box, fill=colour if judgement == "achieved" else PAPER, outline=colour, width=5)
    if judgement == "partly":
        pen.pieslice(box, 90, 270, fill=colour)
    if judgement == "overtaken":
        pen.line((left + 8, top + 32, left + 32, top + 8), fill=colour, width=5)


# ---- words in our own fonts ----
def _line(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, name: str, size: int, colour: str, most: int
) -> None:
    words, font = _drawable(text, name), _font(name, size)
    while words and font.getlength(words) > most:
        words = words[:-2].rstrip() + "…"
    pen.text(at, words, font=font, fill=colour)


def _wrapped(text: str, name: str, size: int, most: int) -> list[str]:
    """The text in lines that fit, broken between words; a word too long for a line is broken where it must be."""
    font, lines = _font(name, size), [""]
    for word in _drawable(text, name).split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= most:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while font.getlength(word) > most and len(word) > 1:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or font.getlength(word[:n]) <= most)
            lines[-1] = word[:cut]
            lines.append("")
            word = word[cut:]  # noqa: PLW2901  the rest of the word
        lines[-1] = word
    return lines


def _drawable(text: str, name: str) -> str:
    """The text in letters that the font has, in one line."""
    known = _letters(name)
    found = []
    for letter in " ".join(text.split())[:400]:
        if letter in known:
            found.append(letter)
        else:
            found.extend(part for part in unicodedata.normalize("NFKD", letter) if part in known and part.isascii())
    return "".join(found)


@lru_cache(maxsize=8)
def _file(name: str) -> bytes:
    """A font of the site's own files, unpacked from its web form."""
    packed = TTFont(settings.BASE_DIR / "tracker" / "static" / "fonts" / f"{name}.woff2")
    packed.flavor = None
    unpacked = io.BytesIO()
    packed.save(unpacked)
    return unpacked.getvalue()


@lru_cache(maxsize=8)
def _letters(name: str) -> frozenset[str]:
    with TTFont(io.BytesIO(_file(name))) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_file(name)), size, layout_engine=ImageFont.Layout.BASIC)

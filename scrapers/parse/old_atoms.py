"""The blocks of old pages as atoms: one number, name, star, decision or line of text each, page heads taken away.

Copies differ in where a number stands: alone in a row, in a cell beside the text, before the text on its own line, or,
where a copy lost its tables, in the middle of a line. Here they all become the same atoms.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scrapers.parse import old_words as words
from scrapers.parse.old_page import OldPage

FRONT = 15
"""How many blocks of a further page may stand before its first page head: navigation, and nothing of an amendment."""
PEERS_AT_END = re.compile(rf"(?P<text>.*?[.”’\"')\]\d])\s+(?P<names>(?:THE\s+)?{words._PEER}\b[A-Z’'‘\-., \[\]c]+)$")


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing on the page; `runs_on` says that a copy ran it together with what follows."""

    cells: tuple[str, ...]
    in_row: bool = False
    file: int = 0
    runs_on: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.cells)


def atoms_of(pages: Sequence[OldPage], title: str) -> list[Atom]:
    """The atoms of pages in the order given, without heads, page numbers, navigation and what follows a page's end."""
    found: list[Atom] = []
    for file, page in enumerate(pages):
        atoms = [atom for block in page.blocks for atom in _split(Atom(block.cells, block.in_row, file))]
        found += _without_furniture(_to_the_end(atoms), title, is_first=file == 0)
    return found


def _to_the_end(atoms: list[Atom]) -> list[Atom]:
    """Up to the line that says when the page was prepared. Such a line above all amendments ends nothing."""
    kept: list[Atom] = []
    for atom in atoms:
        if not words.END_OF_PAGE.fullmatch(atom.text):
            kept.append(atom)
        elif len(kept) > FRONT or any(_is_of_an_amendment(one.text) for one in kept):
            break
    return kept


def _split(atom: Atom) -> Iterator[Atom]:
    if len(atom.cells) == 1:
        yield from _split_line(atom, atom.text)
        return
    opening = next((place for place, cell in enumerate(atom.cells) if _opens(cell)), None)
    before = atom.cells[: opening if opening is not None else len(atom.cells)]
    if all(map(_is_special, before)):
        for cell in before:
            yield from _split_line(atom, cell)
        if opening is not None:
            yield from _split_line(atom, " ".join(atom.cells[opening:]))
        return
    yield atom


def _opens(cell: str) -> bool:
    found = words.LEADING_STAR.fullmatch(cell)
    return words.is_opening(found["rest"] if found else cell)


def _is_special(cell: str) -> bool:
    rules = (words.NUMBER, words.LETTER, words.DECISION, words.DECIDED_NUMBER, words.STAR_ALONE)
    return any(rule.fullmatch(cell) for rule in rules) or words.is_peer(cell) or words.is_name(cell)


def _split_line(atom: Atom, text: str) -> Iterator[Atom]:
    """A line as what stands on it: stars, decisions and numbers before the first words, names before a number."""
    glued = words.GLUED.search(text)
    if glued is None:
        yield from _lead(atom, text)
        return
    before = text[: glued.start()].strip()
    if before:
        yield from _before_a_number(atom, before)
    for part in (glued["decision"], glued["number"], glued["star"]):
        if part and part.strip():
            yield replace(atom, cells=(part.strip(),))
    yield from _split_rest(atom, text[glued.end() :].strip())


def _split_rest(atom: Atom, text: str) -> Iterator[Atom]:
    """The first words and what follows them; a second amendment may stand further on in the same line."""
    later = words.GLUED.search(text, 1)
    if later is None:
        yield replace(atom, cells=(text,))
        return
    yield from _before_a_number(atom, text[: later.start()].strip())
    yield from _split_line(atom, text[later.start() :].strip())


def _before_a_number(atom: Atom, text: str) -> Iterator[Atom]:
    if words.is_peer(text) or words.is_name(text):
        yield replace(atom, cells=(text,))
    elif found := PEERS_AT_END.fullmatch(text):
        yield replace(atom, cells=(found["text"],))
        yield replace(atom, cells=(found["names"],))
    else:
        yield replace(atom, cells=(text,), runs_on=True)


def _lead(atom: Atom, text: str) -> Iterator[Atom]:
    if (found := words.LEADING_STAR.fullmatch(text)) and words.is_opening(found["rest"]):
        yield replace(atom, cells=(found["star"].strip(),))
        yield replace(atom, cells=(found["rest"],))
        return
    for rule in (words.NUMBER, words.LETTER):
        if (found := rule.match(text)) and words.is_opening(rest := text[found.end() :].strip()):
            yield replace(atom, cells=(found[0].strip(),))
            yield replace(atom, cells=(rest,))
            return
    yield replace(atom, cells=atom.cells if atom.text == text else (text,))


# ---- heads and feet of printed pages ----
def _without_furniture(atoms: list[Atom], title: str, *, is_first: bool) -> list[Atom]:
    """Drop page heads, and what is like them (page numbers, navigation, the title) where it stands beside one."""
    strong = [_is_head(atom.text) for atom in atoms]
    weak = [_may_be_head(atom.text, title) for atom in atoms]
    marked = list(strong)
    _spread(marked, weak, range(len(atoms)))
    _spread(marked, weak, range(len(atoms) - 1, -1, -1))
    _give_back_numbers(marked, [atom.text for atom in atoms])
    if atoms and not is_first:
        first = next((place for place, is_strong in enumerate(strong[:FRONT]) if is_strong), None)
        if first is not None and not any(_is_of_an_amendment(atom.text) for atom in atoms[:first]):
            marked[:first] = [True] * first
    return [atom for atom, is_head in zip(atoms, marked, strict=True) if not is_head]


def _give_back_numbers(marked: list[bool], texts: Sequence[str]) -> None:
    """A number right below a page head that has its own page number already is no page number, but an amendment's."""
    start = 0
    for place, is_head in enumerate(marked):
        if not is_head:
            start = place + 1
            continue
        ends_run = place + 1 < len(marked) and not marked[place + 1]
        run = texts[start:place]
        if ends_run and texts[place].isdigit() and not any(words.CROSS_REFERENCE.fullmatch(text) for text in run):
            numbers = {number for text in run if (number := _page_number(text))}
            marked[place] = not numbers or texts[place] in numbers


def _page_number(text: str) -> str:
    """The page number in a page head; a bare number is one too."""
    found = words.RUNNING_HEAD.fullmatch(text)
    beside = text.replace(found["head"], "", 1).strip() if found else text
    return beside if beside.isdigit() else ""


def _spread(marked: list[bool], weak: list[bool], places: Iterable[int]) -> None:
    """Mark what is weak and stands next to what is marked, or at the very start or end."""
    before = True
    for place in places:
        marked[place] = marked[place] or (weak[place] and before)
        before = marked[place]


def _is_head(text: str) -> bool:
    found = words.RUNNING_HEAD.fullmatch(text)
    if found:
        return not re.fullmatch(r"House\s+of\s+\w+", found["head"], re.IGNORECASE) or found["head"] != text
    return words.CROSS_REFERENCE.fullmatch(text) is not None


def _may_be_head(text: str, title: str) -> bool:
    if words.is_running_head(text) or words.NAVIGATION.fullmatch(text) or words.PAGE_LIST.fullmatch(text):
        return True
    bare = re.sub(r"^\d{1,4}\s+|\s+\d{1,4}$", "", text)
    return bool(title) and bare.casefold().startswith(title.casefold()) and len(bare) <= len(title) + 40


def _is_of_an_amendment(text: str) -> bool:
    return bool(words.is_opening(text) or words.HUNG.fullmatch(text) or text[-1:] in "”’")

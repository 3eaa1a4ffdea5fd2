"""What a file of a reference text holds: its clauses in order, or the named problems for which it is refused. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

MAX_BYTES = 5 * 1024 * 1024
MAX_CLAUSES = 800
MAX_CHARACTERS = 1_000_000
DEEPEST = 4
LIMITS = {"number": 30, "heading": 300, "extent": 120, "key": 80}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile(
    r"(?:(?i:part|chapter|schedule|clause|section|article|paragraph) (?:\d+[A-Z]*|[IVXLC]+|[A-Z])"
    r"|\d+[A-Z]*(?:\.\d+)*|\(\d+[A-Z]*\)|\([a-z]{1,5}\)|\([A-Z]{1,3}\))"
)
"""Numbers that a heading can begin with as they are; any other stands in square brackets: “[12 bis]”."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Why a file is refused, and where: “line 12”, “row 3”, “paragraph 40”; "" for all of it."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class UnreadableActFile(Exception):
    """A file that is refused as a whole: nothing of it is taken in."""

    def __init__(self, file_name: str, problems: Iterable[FileProblem]) -> None:
        self.file_name = file_name
        self.problems = tuple(problems)
        super().__init__(f"{file_name}: " + "; ".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class ReadClause:
    """One clause, or part of one, in the order of the file. `level` 0 is a whole; a part is one deeper than its whole.

    `key` is empty where the file states none. Every text is tidy (see `tidy`).
    """

    place: str
    level: int
    number: str = ""
    heading: str = ""
    text: str = ""
    notes: str = ""
    extent: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReadAct:
    """A whole file: its title ("" where it states none) and its clauses as a tree in print order."""

    title: str
    clauses: tuple[ReadClause, ...]

    def parent_of(self, index: int) -> int | None:
        """The index of the clause that this one is part of; None for a whole."""
        level = self.clauses[index].level
        return next((at for at in range(index - 1, -1, -1) if self.clauses[at].level < level), None)


def tidy(text: str) -> str:
    """A text as it is kept: line ends as “\\n”, no white space at line ends, none around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def split_heading(words: str) -> tuple[str, str]:
    """The number and the heading of a heading line. A first “\\” says that what follows is no number."""
    words = words.strip()
    if words.startswith("\\"):
        return "", words[1:].strip()
    bracketed = re.match(r"\[([^\[\]]*)\](?:\s+|$)", words)
    if bracketed:
        return bracketed[1].strip(), words[bracketed.end() :].strip()
    plain = re.match(rf"({NUMBER.pattern})[.:]?(?:\s+|$)", words)
    return (plain[1], words[plain.end() :].strip()) if plain else ("", words)


def join_heading(number: str, heading: str) -> str:
    """A heading line that `split_heading` takes apart again into the same two."""
    if number:
        return f"{number if NUMBER.fullmatch(number) else f'[{number}]'} {heading}".strip()
    return f"\\{heading}" if split_heading(heading) != ("", heading) else heading


def checked(title: str, clauses: Iterable[ReadClause]) -> tuple[ReadAct, list[FileProblem]]:
    """The tidy act, and what is wrong with it as a whole: sizes, levels, keys."""
    tidied = tuple(
        replace(each, text=tidy(each.text), notes=tidy(each.notes), heading=" ".join(each.heading.split()))
        for each in clauses
    )
    problems: list[FileProblem] = []
    if not tidied:
        problems.append(FileProblem("", "it holds no clause"))
    if len(tidied) > MAX_CLAUSES:
        problems.append(FileProblem("", f"it holds {len(tidied)} clauses; {MAX_CLAUSES} is the most"))
    if sum(len(each.text) + len(each.notes) for each in tidied) > MAX_CHARACTERS:
        problems.append(FileProblem("", f"its text is longer than {MAX_CHARACTERS:,} characters"))
    first_with: dict[str, ReadClause] = {}
    level_before = -1
    for each in tidied:
        problems += _of_one(each, level_before)
        level_before = each.level
        if each.key and each.key in first_with:
            problems.append(
                FileProblem(each.place, f"the key “{each.key}” is used at {first_with[each.key].place} too")
            )
        first_with.setdefault(each.key, each)
    return ReadAct(" ".join(title.split()), tidied), problems


def _of_one(clause: ReadClause, level_before: int) -> Iterable[FileProblem]:
    place = clause.place
    if clause.level > level_before + 1:
        yield FileProblem(place, "it is more than one level deeper than what stands before it")
    if clause.level > DEEPEST:
        yield FileProblem(place, f"it is nested deeper than {DEEPEST + 1} levels")
    if not (clause.number or clause.heading or clause.text):
        yield FileProblem(place, "it has neither a number, a heading nor a text")
    if clause.key and not KEY.fullmatch(clause.key):
        yield FileProblem(
            place, f"the key “{clause.key[:80]}” is not of small letters and digits with single hyphens between them"
        )
    if "[" in clause.number or "]" in clause.number:
        yield FileProblem(place, "a number cannot hold square brackets")
    for name, limit in LIMITS.items():
        if len(getattr(clause, name)) > limit:
            yield FileProblem(place, f"its {name} is longer than {limit} characters")


def decoded(body: bytes) -> str:
    """The text of a UTF-8 file, byte order mark or not. Raises ValueError with the reason in plain words."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise ValueError(f"line {line} is not UTF-8 text; save the file as “UTF-8”") from error
    if "\x00" in text:
        raise ValueError("it holds zero bytes, so it is not a text file")
    return text

"""A reference text as Markdown with numbered headings, both ways (docs/alternative-act-format.md). Pure."""

import re
from collections.abc import Iterable

from coalition.act_files.records import FileProblem, ReadAct, ReadClause, checked, decoded, join_heading, split_heading

HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
KEYED = re.compile(r"(.*?)[ \t]*\{#([^{}]*)\}[ \t]*")
EXTENT = re.compile(r"extent:[ \t]*(.*)", re.IGNORECASE)


class _Open:
    """A clause while its lines are read."""

    def __init__(self, place: str, level: int, words: str) -> None:
        keyed = KEYED.fullmatch(words)
        self.key = keyed[2].strip() if keyed else ""
        self.number, self.heading = split_heading(keyed[1] if keyed else words)
        self.place, self.level = place, level
        self.text: list[str] = []
        self.notes: list[str] = []
        self.extent = ""

    def take(self, line: str) -> None:
        extent = EXTENT.fullmatch(line.rstrip())
        if extent and not self.extent and not any(self.text) and not self.notes:
            self.extent = extent[1].strip()
        elif line.startswith(">"):
            self.notes.append(line[1:].removeprefix(" "))
        else:
            self.text.append(line[1:] if line.startswith("\\") else line)

    def closed(self) -> ReadClause:
        return ReadClause(
            self.place,
            self.level,
            self.number,
            self.heading,
            "\n".join(self.text),
            "\n".join(self.notes),
            self.extent,
            self.key,
        )


def read_markdown(body: bytes) -> tuple[ReadAct, list[FileProblem]]:
    """What the file says, and what is wrong with it. Raises ValueError for what is not text."""
    title, clauses, problems = "", list[_Open](), list[FileProblem]()
    for count, line in enumerate(re.split(r"\r\n|\r|\n", decoded(body)), start=1):
        place, heading = f"line {count}", HEADING.fullmatch(line)
        if heading and len(heading[1]) == 1:
            if title or clauses:
                problems.append(FileProblem(place, "a second title: clauses begin with two hashes (##)"))
            title = title or heading[2].strip()
        elif heading:
            clauses.append(_Open(place, len(heading[1]) - 2, heading[2]))
        elif clauses:
            clauses[-1].take(line)
        elif line.strip():
            problems.append(FileProblem(place, "text before the first clause belongs to no clause"))
    act, wrong = checked(title, (each.closed() for each in clauses))
    return act, problems + wrong


def write_markdown(title: str, clauses: Iterable[ReadClause]) -> str:
    """The same format: reading it gives the title and the clauses again, places aside."""
    blocks = [f"# {title}"] if title else []
    for each in clauses:
        key = f" {{#{each.key}}}" if each.key else ""
        blocks.append(f"{'#' * (each.level + 2)} {join_heading(each.number, each.heading)}{key}")
        if each.extent:
            blocks.append(f"Extent: {each.extent}")
        if each.text:
            blocks.append("\n".join(map(_escaped, each.text.split("\n"))))
        if each.notes:
            blocks.append("\n".join(f"> {line}".rstrip() for line in each.notes.split("\n")))
    return "\n\n".join(blocks) + "\n"


def _escaped(line: str) -> str:
    is_special = line.startswith((">", "\\")) or HEADING.fullmatch(line) or EXTENT.fullmatch(line)
    return f"\\{line}" if is_special else line

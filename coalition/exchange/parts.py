"""Several things in one cell: one a line, their parts with | between. Pure, and exact both ways but for outer spaces.

Inside a part, | is written as \\|, a line end as \\n and a backslash twice.
"""

import re
from collections.abc import Iterable, Sequence

_WRITTEN = {"\\": "\\\\", "|": "\\|", "\n": "\\n", "\r": "\\r"}
_READ = {written[1]: char for char, written in _WRITTEN.items()}
_BAR = re.compile(r"((?:[^\\|]|\\.)*)(?:\||$)", re.S)


def joined(things: Iterable[Sequence[str]]) -> str:
    """The cell; empty parts at the end of a line are left out."""
    return "\n".join(" | ".join(_escaped(part.strip()) for part in _whole(thing)) for thing in things)


def split(cell: str) -> list[list[str]]:
    """The parts of each thing that a cell names, in its order; empty lines name nothing."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [[_unescaped(part.strip()) for part in _parts(line)] for line in lines if line.strip()]


def _whole(thing: Sequence[str]) -> list[str]:
    parts = list(thing)
    while parts and not parts[-1].strip():
        parts.pop()
    return parts


def _escaped(part: str) -> str:
    return re.sub(r"[\\|\n\r]", lambda found: _WRITTEN[found[0]], part)


def _unescaped(part: str) -> str:
    return re.sub(r"\\(.)", lambda found: _READ.get(found[1], found[0]), part)


def _parts(line: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at <= len(line):
        match = _BAR.match(line, at)
        if match is None:  # a backslash that ends the line
            return [*found, line[at:]]
        found.append(match[1])
        at = match.end()
        if not match[0].endswith("|") or match[0] == match[1]:
            break
    return found

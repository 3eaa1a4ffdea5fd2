"""Two texts of a paper against each other, for the redline of a page."""

from dataclasses import dataclass
from typing import Any

from bills.text.redline_lines import redline_lines
from coalition.models import BriefingVersion


@dataclass(frozen=True, slots=True)
class Compared:
    """A redline from an older to a newer text, in the shape that amendments/parts/redline.html shows."""

    redline: list[Any]


def compared(old: tuple[str, str], new: tuple[str, str]) -> Compared:
    """The redline between two texts, each a title and a body. Empty lines are not compared."""
    return Compared(list(redline_lines(_lines(*old), _lines(*new))))


def between(old: BriefingVersion, new: BriefingVersion) -> Compared | None:
    """The redline between two versions; None where either is a file, whose words cannot be compared."""
    if old.file or new.file:
        return None
    return compared((old.title, old.body), (new.title, new.body))


def _lines(title: str, body: str) -> list[dict[str, Any]]:
    return [
        {"text": line.rstrip(), "num": "", "depth": 0, "kind": "text"}
        for line in [title, *body.splitlines()]
        if line.strip()
    ]

"""PURE: numbers as addresses and hidden fields send them: ids, revisions, numbers of versions."""

LONGEST = 18
"""Digits of the largest number that every database can be asked for."""


def whole_number(text: str) -> int | None:
    """The number; None where the text is none: empty, signed, in other digits than 0 to 9, or too long for an id."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None

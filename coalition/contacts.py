"""The sponsor and whip log: entries are written, never edited, and erased for good.

An entry is personal data. It has no history, is in no export and in no search; what remains of an erased one is an
`Erasure`: when, by whom, how many and why. Whoever is named in the log can be erased from all of it at once.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from coalition.models import ContactEntry, Erasure

SHORTEST_NAME = 3
TITLES = frozenset(
    {"mrs", "miss", "sir", "dame", "lord", "lady", "baroness", "baron", "earl", "viscount", "duke", "bishop"}
    | {"the", "and", "right", "hon", "prof"}
)


class NamesThePerson(Exception):
    """The reason would keep the name of whom it erases: only the reason remains, so it must name nobody."""


class MovedOn(Exception):
    """Other entries would be erased than the person was shown. Nothing was."""


def entries_about(name: str) -> list[ContactEntry]:
    """Every entry whose name or note holds this name as whole words, whatever its case, accents kept. Newest first.

    All of the log is read: databases do not fold the case of every letter alike, and nothing may be missed.
    """
    wanted = _words(name)
    if len(wanted) < SHORTEST_NAME:
        return []
    rows = ContactEntry.objects.select_related("bill", "ask")
    return [
        row for row in rows if any(f" {wanted} " in f" {_words(text)} " for text in (row.name, row.note, row.party))
    ]


def erase(entries: Iterable[ContactEntry], *, by: Any, reason: str, named: Iterable[str] = ()) -> int:
    """Delete these entries for good and keep only that they were; returns how many there were.

    Raises NamesThePerson where the reason holds a word of a name that it erases (`named`: further names).
    """
    entries = list(entries)
    if names_somebody(reason, [*named, *(entry.name for entry in entries)]):
        raise NamesThePerson
    with transaction.atomic():
        _overwrite_what_is_freed()
        pks = [entry.pk for entry in entries]
        count = ContactEntry.objects.filter(pk__in=pks).delete()[0]
        if count:
            Erasure.objects.create(by=by, count=count, reason=reason.strip())
    return count


def erase_person(name: str, *, by: Any, reason: str, shown: Iterable[int]) -> int:
    """Erase everything that `entries_about` finds, where it is what the person was shown (`shown`, ids of entries).

    Raises MovedOn where it is not, and NamesThePerson as `erase` does; then nothing is erased.
    """
    with transaction.atomic():
        entries = entries_about(name)
        if {entry.pk for entry in entries} != set(shown):
            raise MovedOn
        return erase(entries, by=by, reason=reason, named=[name])


def names_somebody(reason: str, names: Iterable[str]) -> bool:
    """Whether the reason holds a telling word of one of the names: one of three letters or more that is no title."""
    said = set(_words(reason).split())
    telling = {word for name in names for word in _words(name).split() if len(word) >= SHORTEST_NAME}
    return bool(said & (telling - TITLES))


def _words(text: str) -> str:
    """The words of a text alone, case-folded, single-spaced."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def _overwrite_what_is_freed() -> None:
    """SQLite leaves deleted rows readable in the file unless told; PostgreSQL's vacuum sees to them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")

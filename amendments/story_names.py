"""Names that came and went at one moment, folded into one sentence each for added, gone and changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amendments.story_words import Change
from amendments.wording import and_list, count_of


@dataclass
class NameChanges:
    """What happened to the names on one amendment at one moment, names as printed."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    new_lead: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    reprinted: list[tuple[str, str]] = field(default_factory=list)
    is_reordered: bool = False

    def sentences(self) -> list[Change]:
        """One change for all names added, one for all gone, and so on; empty where nothing is worth a sentence."""
        said = [
            (f"{count_of(len(self.added), 'name')} added", self.added),
            (f"{count_of(len(self.gone), 'name')} gone", self.gone),
            (f"{count_of(len(self.returned), 'name')} back", self.returned),
            ("Lead changed", [f"now {name}" for name in self.new_lead]),
            ("Declared interest changed", self.interests),
        ]
        found = [Change("signatures", what, and_list(names)) for what, names in said if names]
        found += [
            Change("typography", "Name printed otherwise", f"{new}, before {old}") for old, new in self.reprinted
        ]
        if self.is_reordered and not found:
            found.append(Change("signatures", "The order of the names changed"))
        return found


def names_changed(rows: Iterable[Any]) -> dict[datetime, NameChanges]:
    """Changes by moment, from the history rows of an amendment's names, given oldest first."""
    found: dict[datetime, NameChanges] = defaultdict(NameChanges)
    before: dict[int, Any] = {}
    for row in rows:
        _note(found[row.effective_at], before.get(row.id), row)
        before[row.id] = row
    return dict(found)


def _note(changes: NameChanges, old: Any, new: Any) -> None:
    name = new.printed_name
    if old is None:
        (changes.added if new.is_listed else changes.gone).append(name)
        return
    if old.is_listed != new.is_listed:
        (changes.returned if new.is_listed else changes.gone).append(name)
        return
    if new.is_lead and not old.is_lead:
        changes.new_lead.append(name)
    if new.declared_interest != old.declared_interest:
        changes.interests.append(name)
    if old.printed_name != name:
        changes.reprinted.append((old.printed_name, name))
    changes.is_reordered |= old.order != new.order

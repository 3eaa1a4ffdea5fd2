"""The one door through which people write the coalition's records: with who, when and why, and no edit lost.

Every function runs in one transaction. A changed row is compared first: what did not change writes nothing (law 3).
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from bills.history import Why, create_tracked, delete_tracked, update_tracked
from coalition.models import Kept
from coalition.roles import name_of

K = TypeVar("K", bound=Kept)
written = Signal()
"""A row was created, changed or taken out: sent with `row`, inside the transaction, for what rests on its words."""


class EditConflict(Exception):
    """Somebody else changed the row since the form was opened. Nothing was written.

    `current` is the row as it stands; `who` and `when` tell whose edit came first, as far as history says. `seen` is
    the revision that the form was opened on, None where there was no row yet.
    """

    def __init__(self, current: Kept, seen: int | None = None) -> None:
        super().__init__(f"{current} was changed in the meantime")
        self.current, self.seen = current, seen
        last = current.history.order_by("-history_id").select_related("history_user__person").first()  # type: ignore[attr-defined]
        self.who = name_of(last.history_user if last else None) or "somebody"
        self.when = last.history_date if last else None

    @property
    def base(self) -> Any:
        """The history row that the form was opened on, from which both edits began; None where it is not known."""
        return self.current.history.filter(revision=self.seen).order_by("-history_id").first()  # type: ignore[attr-defined]


def because(person: Any, note: str, *, otherwise: str) -> Why:
    """The reason of a person's change: their note, or what they did where they gave none."""
    user = None if isinstance(person, AnonymousUser) else person
    return Why(note.strip() or otherwise, timezone.now(), user=user)


def create(row: K, *, by: Any, note: str = "") -> K:
    """Insert one row with its history; returns it."""
    with transaction.atomic():
        create_tracked(type(row), [row], because(by, note, otherwise="Added"))
        written.send(sender=type(row), row=row)
    return row


def create_all(rows: Sequence[K], *, by: Any, note: str = "") -> Sequence[K]:
    """Insert many rows of one model, or none, each with its history, in a few queries; returns them."""
    if not rows:
        return rows
    with transaction.atomic():
        create_tracked(type(rows[0]), rows, because(by, note, otherwise="Added"))
        for row in rows:
            written.send(sender=type(row), row=row)
    return rows


def remove(model: type[K], rows: Sequence[K], *, by: Any, note: str = "") -> None:
    """Take rows out for good, as drafts allow it; their history stays, with who, when and why."""
    with transaction.atomic():
        delete_tracked(model, rows, because(by, note, otherwise="Removed"))
        for row in rows:
            written.send(sender=model, row=row)


def change(
    row: K,
    values: Mapping[str, Any],
    *,
    by: Any,
    note: str = "",
    seen_revision: int | None = None,
    why: Why | None = None,
) -> bool:
    """Set these fields of one row; tells whether anything differed and was written.

    `why` takes the place of `by` and `note` where no person acts: then the source of the change speaks.

    `seen_revision` is the revision that the person's form was opened on. Raises EditConflict where the stored row has
    moved on since: nothing is overwritten (issue: editing survives two people at once).
    """
    model = type(row)
    with transaction.atomic():
        stored = model._default_manager.select_for_update().get(pk=row.pk)
        if seen_revision is not None and stored.revision != seen_revision:
            raise EditConflict(stored, seen_revision)
        changed = [name for name, value in values.items() if getattr(stored, _column(model, name)) != _plain(value)]
        if not changed:
            return False
        for name in changed:
            setattr(stored, name, values[name])
        stored.revision += 1
        update_tracked(model, [(stored, "")], [*changed, "revision"], why or because(by, note, otherwise="Edited"))
        written.send(sender=model, row=stored)
    for name in [*changed, "revision"]:
        setattr(row, name, getattr(stored, name))
    return True


def touch(row: Kept, *, by: Any, note: str) -> None:
    """Count an edit of what belongs to the row, though none of its own fields changed: an older form is refused."""
    with transaction.atomic():
        stored = type(row)._default_manager.select_for_update().get(pk=row.pk)
        stored.revision += 1
        update_tracked(type(row), [(stored, "")], ["revision"], because(by, note, otherwise="Edited"))
    row.revision = stored.revision


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value

"""What organisations think of an amendment: members state their own organisation's, officers any member's."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from amendments.models import Amendment
from coalition import writing
from coalition.models import Organisation, Position
from coalition.roles import Visitor, is_officer, organisation_of


def speakers(user: Visitor) -> QuerySet[Organisation]:
    """The organisations whose position the visitor may state."""
    if is_officer(user):
        return Organisation.objects.all()
    own = organisation_of(user)
    return Organisation.objects.filter(pk__in=[own.pk] if own else [])


def state_position(
    amendment: Amendment,
    organisation: Organisation,
    *,
    by: User,
    why: str = "",
    seen_revision: int | None = None,
    **facts: Any,
) -> Position:
    """State or change an organisation's position. `seen_revision` is None where the form showed none yet.

    Raises EditConflict where one was stated or changed since, with nothing written. Who may, the caller decides.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
        known = Position.objects.filter(amendment=amendment, organisation=organisation).first()
        if known is None:
            row = Position(amendment=amendment, organisation=organisation, owner=organisation, **facts)
            return writing.create(row, by=by, note=why or "Stated")
        if seen_revision is None:
            raise writing.EditConflict(known)
        writing.change(known, facts, by=by, note=why, seen_revision=seen_revision)
        return known

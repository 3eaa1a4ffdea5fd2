"""Who is in the coalition: reads of organisations, people and invitations, in as many queries for any number.

Organisations and their memberships are named to every member; people's addresses and invitations are for
administrators. The guards of the views hold that: nothing here asks who reads.
"""

from typing import Any

from django.db.models import Count, Exists, Q, QuerySet
from django.utils import timezone

from coalition.models import Coalition, Invitation, Membership, Organisation, Person
from coalition.roles import SECOND_STEP

MOST_HISTORY = 50


def the_coalition() -> Coalition:
    """The coalition of this installation; one not saved yet, without a name, where nobody has named it."""
    return Coalition.objects.order_by("pk").first() or Coalition()


def organisations() -> QuerySet[Organisation]:
    """Every organisation, with its memberships and how many active people it has."""
    active = Count("people", filter=Q(people__is_active=True), distinct=True)
    return Organisation.objects.prefetch_related("memberships").annotate(active_people=active)


def memberships() -> QuerySet[Membership]:
    """Every spell of membership, with its organisation."""
    return Membership.objects.select_related("organisation")


def history_of(organisation: Organisation) -> list[Any]:
    """What was changed of an organisation and of its memberships: who, when, why; newest first. For officers."""
    rows = [
        *organisation.history.select_related("history_user__person"),
        *Membership.history.filter(organisation_id=organisation.pk).select_related("history_user__person"),
    ]
    return sorted(rows, key=lambda row: row.history_date, reverse=True)[:MOST_HISTORY]


def people() -> QuerySet[Person]:
    """Everybody with an account in the coalition, and whether they have a second step."""
    return Person.objects.select_related("user", "organisation").annotate(has_two_steps=Exists(SECOND_STEP))


def invitations() -> QuerySet[Invitation]:
    """Every invitation, newest first."""
    return Invitation.objects.select_related("organisation", "invited_by__person", "accepted_by")


def history_of_invitations() -> list[Any]:
    """What was done with invitations, newest first: to whom, by whom, when, why. For administrators."""
    rows = Invitation.history.select_related("history_user__person").order_by("-history_id")
    return list(rows[:MOST_HISTORY])


def open_invitations() -> QuerySet[Invitation]:
    """Those that can still be accepted."""
    return invitations().filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

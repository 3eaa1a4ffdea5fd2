"""What a person may do: role, organisation, and whether the account is open. Only administrators appoint."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction

from bills.history import update_tracked
from coalition import writing
from coalition.models import Person


def appoint(person: Person, values: dict[str, Any], *, by: User, note: str = "", seen_revision: int | None) -> bool:
    """Change a person; a closed account cannot sign in, and its sessions end at once. Tells whether anything changed.

    Nobody changes their own role or closes their own account: so there is always an administrator left.
    """
    if person.user_id == by.pk:
        values = {name: value for name, value in values.items() if name not in ("role", "is_active")}
    with transaction.atomic():
        changed = writing.change(person, values, by=by, note=note, seen_revision=seen_revision)
        User.objects.filter(pk=person.user_id).update(is_active=person.is_active)
    return changed


def take_second_step_away(person: Person, *, by: User, note: str = "") -> None:
    """For somebody who lost the phone and the recovery codes: they set it up again at the next sign-in."""
    with transaction.atomic():
        stored = Person.objects.select_for_update().get(pk=person.pk)
        Authenticator.objects.filter(user_id=stored.user_id).delete()
        stored.revision += 1
        why = writing.because(by, note, otherwise="The second step was taken away")
        update_tracked(Person, [(stored, "")], ["revision"], why)

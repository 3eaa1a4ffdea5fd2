"""Who a visitor is, and what each role may do: the one place that answers (docs/roles.md is its page for people).

Five kinds of visitor: a stranger (not signed in), an outsider (signed in, but nobody of the coalition), a member, a
policy officer, an administrator. Permissions grow in that order, and an administrator may do all an officer may.
"""

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from coalition.models import Organisation, Person

Visitor = User | AnonymousUser
View = Callable[..., HttpResponse]


class Role(IntEnum):
    """What a visitor is to the coalition; a higher one may do all that a lower one may."""

    STRANGER = 0
    OUTSIDER = 1
    MEMBER = 2
    OFFICER = 3
    ADMINISTRATOR = 4


BY_NAME = {
    Person.Role.MEMBER: Role.MEMBER,
    Person.Role.OFFICER: Role.OFFICER,
    Person.Role.ADMINISTRATOR: Role.ADMINISTRATOR,
}


SECOND_STEP = Authenticator.objects.filter(user_id=OuterRef("user_id"), type=Authenticator.Type.TOTP)
PERSON = "_coalition_person"
"""Where an account keeps the person behind it, once it has been looked up."""


def people() -> QuerySet[Person]:
    """Active people, with what `role_of` and `organisation_of` ask of them."""
    rows = Person.objects.filter(is_active=True).select_related("organisation", "user")
    return rows.annotate(has_two_steps=Exists(SECOND_STEP))


def person_of(user: Visitor) -> Person | None:
    """The active person behind an account; None for strangers and outsiders.

    One query for each user object; none for the account of a request (tracker/accounts.py).
    """
    if not user.is_authenticated or not user.is_active:
        return None
    found: Person | bool | None = getattr(user, PERSON, False)
    if isinstance(found, bool):
        found = people().filter(user_id=user.pk).first()
        setattr(user, PERSON, found)
    return found


def name_of(user: Any) -> str:
    """What an account is called on pages and in histories: its person's name, else its sign-in name; "" for nobody.

    Ask for `…__person` with the row: otherwise each name costs a query.
    """
    person = getattr(user, "person", None)
    return person.name if person else str(user or "")


def entitled_role(user: Visitor) -> Role:
    """The role that an account has been given, before it is asked whether its sign-in is safe enough for it."""
    if not user.is_authenticated:
        return Role.STRANGER
    if user.is_active and user.is_superuser:
        return Role.ADMINISTRATOR
    person = person_of(user)
    if person is None:
        return Role.OUTSIDER
    if person.role == Person.Role.MEMBER and person.organisation is None:
        return Role.OUTSIDER
    return BY_NAME[Person.Role(person.role)]


def has_two_steps(user: Visitor) -> bool:
    """Whether the account signs in with a second step: whoever has set one up cannot sign in without."""
    person = person_of(user)
    if person is not None:
        return bool(person.has_two_steps)  # type: ignore[attr-defined]
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def lacks_two_steps(user: Visitor) -> bool:
    """Whether the account's role asks for a second step that it has not set up yet."""
    return settings.MFA_REQUIRED and entitled_role(user) >= Role.OFFICER and not has_two_steps(user)


def role_of(user: Visitor) -> Role:
    """The visitor's role. A superuser is an administrator; an officer without a second step is an outsider for now.

    Everything private asks this function, so what is owed is owed everywhere: pages, lists, feeds, files.
    """
    return Role.OUTSIDER if lacks_two_steps(user) else entitled_role(user)


def organisation_of(user: Visitor) -> Organisation | None:
    """The organisation that the visitor speaks for, if any."""
    person = person_of(user)
    return person.organisation if person else None


def is_officer(user: Visitor) -> bool:
    """Whether the visitor may do the coalition's work: policy officers and administrators."""
    return role_of(user) >= Role.OFFICER


def may_track(user: Visitor) -> bool:
    """Whether the visitor may start and stop background work: an officer, or an account with the permission for it."""
    return is_officer(user) or (user.has_perm("tracker.track_bill") and not lacks_two_steps(user))


def at_least(role: Role) -> Callable[[View], View]:
    """A view for this role and above. A stranger is sent to sign in; anybody else too low sees a missing page.

    Who would be high enough but for the second step is led to set it up.

    The answer is never kept by a cache. Sending a stranger to sign in happens before anything is looked up, so an
    address that exists and one that does not answer the same (design law 7).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if role_of(request.user) < role:
                if entitled_role(request.user) >= role:
                    return redirect("mfa_activate_totp")
                raise Http404
            return view(request, *args, **kwargs)

        return never_cache(login_required(guarded))

    return decorate


members_only = at_least(Role.MEMBER)
officers_only = at_least(Role.OFFICER)
administrators_only = at_least(Role.ADMINISTRATOR)

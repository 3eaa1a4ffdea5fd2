"""Who a visitor is, and what each role may do: the one place that answers (docs/roles.md is its page for people).

Five kinds of visitor: a stranger (not signed in), an outsider (signed in, but nobody of the coalition), a member, a
policy officer, an administrator. Permissions grow in that order, and an administrator may do all an officer may.
"""

from collections.abc import Callable
from enum import IntEnum
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest, HttpResponse
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


def person_of(user: Visitor) -> Person | None:
    """The active person behind an account; None for strangers and outsiders. One query for each user object."""
    if not user.is_authenticated or not user.is_active:
        return None
    found = user.__dict__.get("_coalition_person", False)
    if found is False:
        found = Person.objects.select_related("organisation").filter(user_id=user.pk, is_active=True).first()
        user.__dict__["_coalition_person"] = found
    return found


def role_of(user: Visitor) -> Role:
    """The visitor's role. A superuser is an administrator."""
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


def organisation_of(user: Visitor) -> Organisation | None:
    """The organisation that the visitor speaks for, if any."""
    person = person_of(user)
    return person.organisation if person else None


def is_officer(user: Visitor) -> bool:
    """Whether the visitor may do the coalition's work: policy officers and administrators."""
    return role_of(user) >= Role.OFFICER


def at_least(role: Role) -> Callable[[View], View]:
    """A view for this role and above. A stranger is sent to sign in; anybody else too low sees a missing page.

    The answer is never kept by a cache. Sending a stranger to sign in happens before anything is looked up, so an
    address that exists and one that does not answer the same (design law 7).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if role_of(request.user) < role:
                raise Http404
            return view(request, *args, **kwargs)

        return never_cache(login_required(guarded))

    return decorate


members_only = at_least(Role.MEMBER)
officers_only = at_least(Role.OFFICER)
administrators_only = at_least(Role.ADMINISTRATOR)

"""Who may start and stop background work: people with the permission tracker.track_bill."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

PERMISSION = "tracker.track_bill"
View = Callable[..., HttpResponse]


def officers_only(view: View) -> View:
    """Send a stranger to sign in, and refuse with 403 a signed-in person without the permission; nobody keeps it."""
    return never_cache(login_required(permission_required(PERMISSION, raise_exception=True)(view)))


def is_officer(user: User | AnonymousUser) -> bool:
    """Whether the person may start and stop background work, and read why it failed."""
    return user.has_perm(PERMISSION)


def person(request: HttpRequest) -> User:
    """The signed-in person, on a page that only one can reach."""
    if not isinstance(request.user, User):
        raise TypeError("only a signed-in person reaches this page")
    return request.user

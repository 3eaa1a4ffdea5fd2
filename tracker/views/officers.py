"""Who may start and stop background work: policy officers, and accounts with the permission tracker.track_bill."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from coalition import roles

View = Callable[..., HttpResponse]


def officers_only(view: View) -> View:
    """Send a stranger to sign in, and refuse with 403 a signed-in person who may not; nobody keeps it.

    A policy officer without a second step is led to set it up.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = person(request)
        if roles.may_track(user):
            return view(request, *args, **kwargs)
        if roles.lacks_two_steps(user):
            return redirect("mfa_activate_totp")
        raise PermissionDenied

    return never_cache(login_required(guarded))


def person(request: HttpRequest) -> User:
    """The signed-in person, on a page that only one can reach."""
    if not isinstance(request.user, User):
        raise TypeError("only a signed-in person reaches this page")
    return request.user

"""Following by e-mail: signing up, confirming, changing, leaving; and for officers, numbers alone.

No page of these ever shows an address. Opening a link changes nothing: mail scanners open links too. What changes
something is a button; leaving needs no token of a form, since mail programs press it for their readers (RFC 8058).
"""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from coalition.roles import officers_only
from tracker.following import signup
from tracker.following.figures import figures
from tracker.following.forms import PaceForm, SignUpForm
from tracker.following.links import MANAGE, STOP, NotALink, confirming, follower_of
from tracker.following.models import Follower, Following
from tracker.following.subjects import THE_COALITION, subject, subjects

View = Callable[..., HttpResponse]


def _unlisted(view: View) -> View:
    """Kept by no cache and listed by no search engine: the address is for one reader."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(wrapped)


def follow_coalition(request: HttpRequest) -> HttpResponse:
    """Follow everything that the coalition publishes and asks."""
    return _sign_up(request, Following.Kind.COALITION, THE_COALITION)


def follow_bill(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow one Bill."""
    return _sign_up(request, Following.Kind.BILL, pk)


def follow_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow one ask; a private one and a missing one look the same."""
    return _sign_up(request, Following.Kind.ASK, pk)


@sensitive_post_parameters("email")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _sign_up(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    what = subject(kind, pk)
    if what is None:
        raise Http404
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="follow"):
            return render(request, "tracker/follow/too_many.html", status=429)
        signup.sign_up(form.cleaned_data["email"], what, form.cleaned_data["pace"])
        return redirect("follow-sent")
    context = {"form": form, "subject": what, "trail": [(what.name[:1].upper() + what.name[1:], what.path)]}
    return render(request, "tracker/follow/sign_up.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Read your mail: the one answer to everybody who signs up."""
    return render(request, "tracker/follow/sent.html")


@_unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the letter; its button confirms."""
    try:
        found = confirming(token)
    except NotALink:
        found = None
    what = subject(found[0].kind, found[0].object_id) if found else None
    if found is None or what is None:
        return render(request, "tracker/follow/no_link.html", status=404)
    following, pace = found
    if request.method == "POST":
        signup.confirm(following, pace)
        return render(request, "tracker/follow/confirmed.html", {"subject": what, "pace": Follower.Pace(pace)})
    return render(request, "tracker/follow/confirm.html", {"subject": what, "pace": Follower.Pace(pace)})


@_unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What one follower gets, with a button for each change."""
    try:
        follower = follower_of(token, MANAGE)
    except NotALink:
        follower = None
    if follower is None:
        return render(request, "tracker/follow/no_link.html", status=404)
    form = PaceForm(request.POST if "pace" in request.POST else None, initial={"pace": follower.pace})
    if request.method == "POST":
        if "stop" in request.POST:
            signup.erase(follower)
            return render(request, "tracker/follow/stopped.html")
        if (dropped := request.POST.get("drop", "")).isascii() and dropped[:18].isdigit():
            if not signup.drop(follower, int(dropped[:18])):
                return render(request, "tracker/follow/stopped.html")
            messages.success(request, "You no longer follow it.")
        elif form.is_valid():
            signup.change_pace(follower, form.cleaned_data["pace"])
            messages.success(request, "Changed.")
        return redirect("follow-manage", token=token)
    followings = follower.followings.filter(confirmed_at__isnull=False).order_by("kind", "object_id")
    names = subjects((each.kind, each.object_id) for each in followings)
    rows = [(each, names.get((each.kind, each.object_id))) for each in followings]
    return render(request, "tracker/follow/manage.html", {"form": form, "rows": rows})


@csrf_exempt
@_unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button that ends everything; a mail program may press it by itself (RFC 8058). Twice is as good as once."""
    try:
        follower = follower_of(token, STOP)
    except NotALink:
        return render(request, "tracker/follow/no_link.html", status=404)
    if request.method == "POST" and follower is not None:
        signup.erase(follower)
        follower = None
    return render(request, "tracker/follow/stop.html" if follower else "tracker/follow/stopped.html")


@officers_only
@require_safe
def followers(request: HttpRequest) -> HttpResponse:
    """How many follow what, what was sent last and what failed. Numbers alone: no address, not even a part of one."""
    return render(request, "tracker/follow/followers.html", {"room": "followers", "figures": figures()})

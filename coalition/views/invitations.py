"""Inviting people, for administrators; and the page behind the link, for whoever holds it."""

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from coalition.forms.people import InvitationForm, WelcomeForm
from coalition.invite import NotOpen, Offer, accept, behind, invite, renew, revoke
from coalition.register import invitations, the_coalition
from coalition.roles import administrators_only

SHOWN_ONCE = "invitation_link"
USED = "This invitation was used or taken back already."


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Invite somebody; every invitation so far. The link just made is shown once, to pass on without mail."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _send(request, invite(form.values(), by=request.user, note=form.cleaned_data["note_for_history"]))  # type: ignore[arg-type]
        return redirect("coalition:invitations")
    context = {
        "room": "people",
        "form": form,
        "rows": invitations(),
        "now": timezone.now(),
        "link": request.session.pop(SHOWN_ONCE, None),
        "days": settings.INVITATION_DAYS,
    }
    return render(request, "coalition/people/invitations.html", context, status=422 if form.errors else 200)


@administrators_only
@require_POST
def invitation_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one ends."""
    try:
        _send(request, renew(get_object_or_404(invitations(), pk=pk), by=request.user, note=_note(request)))  # type: ignore[arg-type]
    except NotOpen:
        messages.error(request, USED)
    return redirect("coalition:invitations")


@administrators_only
@require_POST
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    try:
        revoke(get_object_or_404(invitations(), pk=pk), by=request.user, note=_note(request))  # type: ignore[arg-type]
        messages.success(request, "The invitation is taken back: its link opens nothing any more.")
    except NotOpen:
        messages.error(request, USED)
    return redirect("coalition:invitations")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a username and a password. One page for every link that opens nothing, whatever the reason."""
    invitation = behind(secret)
    if invitation is None:
        return render(request, "coalition/people/no_invitation.html", status=404)
    form = WelcomeForm(request.POST or None, initial={"username": invitation.email.partition("@")[0]})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept(invitation, form.cleaned_data["username"], form.cleaned_data["password"])
        except NotOpen:
            return render(request, "coalition/people/no_invitation.html", status=404)
        messages.success(request, f"Your account is ready. Sign in as {user.get_username()}.")
        return redirect(settings.LOGIN_URL)
    context = {"form": form, "invitation": invitation, "coalition": the_coalition()}
    return render(request, "coalition/people/welcome.html", context, status=422 if form.errors else 200)


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "")[:500]


def _send(request: HttpRequest, offer: Offer) -> None:
    """Mail the link, and keep it for the administrator's next page. Mail that fails is said; the invitation stands."""
    link = request.build_absolute_uri(reverse("coalition:welcome", args=[offer.secret]))
    request.session[SHOWN_ONCE] = {"email": offer.invitation.email, "address": link}
    name = the_coalition().name or "the coalition"
    facts = {"invitation": offer.invitation, "link": link, "coalition": name, "days": settings.INVITATION_DAYS}
    body = render_to_string("coalition/people/invitation.txt", facts)
    try:
        send_mail(f"Your account with {name}", body, None, [offer.invitation.email])
    except OSError:
        messages.warning(request, "The mail could not be sent. Pass the link on yourself.")
    else:
        messages.success(request, f"{offer.invitation.email} is invited.")

"""An officer's keys to the API: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coalition.roles import officers_only
from tracker.api import tokens
from tracker.forms import ApiTokenForm
from tracker.views.officers import person

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
@officers_only
def token_list(request: HttpRequest) -> HttpResponse:
    """The keys that work, and a form for a new one; the new key stands on this one answer and nowhere else."""
    user, secret = person(request), ""
    form = ApiTokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            secret = tokens.make(user, form.cleaned_data["name"])
        except tokens.TooMany:
            form.add_error(None, f"You have {tokens.MOST} keys already. Revoke one that you do not use.")
    status = UNREADABLE if form.errors else 200
    context = {"form": ApiTokenForm() if secret else form, "secret": secret, "tokens": tokens.live(user)}
    return render(request, "tracker/tokens.html", context, status=status)


@require_POST
@officers_only
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key of one's own, at once."""
    if tokens.revoke(person(request), pk):
        messages.success(request, "The key is revoked: it opens nothing any more.")
    else:
        messages.warning(request, "You have no such key.")
    return redirect("api-tokens")

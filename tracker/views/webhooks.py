"""Webhooks of the coalition: their list, one with its log of deliveries, and a button for each thing to do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coalition.models import Kept
from coalition.roles import officers_only
from coalition.views.kept import Words, edit_kept
from tracker.views.pages import page_of
from tracker.webhooks import hooks, sending
from tracker.webhooks.forms import TopicsForm, WebhookForm
from tracker.webhooks.models import Webhook

ROOM = "webhooks"
SHOWN_ONCE = "webhook_secret"
DELIVERIES_A_PAGE = 50
ANSWER = "It is told of what becomes public, and of nothing else."


@officers_only
@require_safe
def webhook_list(request: HttpRequest) -> HttpResponse:
    """Every webhook, the removed ones last."""
    rows = Webhook.objects.order_by("removed_at", "pk")
    return render(request, "tracker/webhooks/list.html", {"room": ROOM, "rows": rows})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_new(request: HttpRequest) -> HttpResponse:
    """Add one; its secret is shown once, on the next page."""
    form = WebhookForm(request.POST or None, instance=Webhook())
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note_for_history"]
        hook = hooks.add(form.cleaned_data["url"], form.cleaned_data["topics"], by=request.user, note=note)
        return _with_secret(request, hook)
    context = {"room": ROOM, "form": form}
    return render(request, "tracker/webhooks/new.html", context, status=422 if form.errors else 200)


@officers_only
@require_safe
def webhook_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One webhook: what it is told of, and every delivery."""
    hook = get_object_or_404(Webhook, pk=pk)
    shown = request.session.pop(SHOWN_ONCE, None)
    context = {
        "room": ROOM,
        "hook": hook,
        "secret": shown["secret"] if shown and shown["pk"] == pk else "",
        "deliveries": page_of(hook.deliveries.all(), request.GET.get("page"), DELIVERIES_A_PAGE),
        "history": hook.history.select_related("history_user__person").order_by("-history_id")[:30],
        "most_given_up": sending.MOST_GIVEN_UP,
    }
    return render(request, "tracker/webhooks/page.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is told of."""
    hook = _standing(pk)
    form = TopicsForm(request.POST or None, instance=hook)

    def save(row: Kept, values: dict[str, Any], note: str, seen: int | None) -> None:
        hooks.change(hook, values["topics"], by=request.user, note=note, seen=seen)

    words = Words(f"Webhook to {hook.url}", ANSWER, "Save", "Saved.")
    return edit_kept(request, form, words, lambda _: reverse("webhook", args=[pk]), save, room=ROOM)


def _standing(pk: int) -> Webhook:
    return get_object_or_404(Webhook, pk=pk, removed_at=None)


def _with_secret(request: HttpRequest, hook: Webhook) -> HttpResponse:
    request.session[SHOWN_ONCE] = {"pk": hook.pk, "secret": hooks.secret_of(hook)}
    return redirect("webhook", pk=hook.pk)


def _button(press: Callable[[HttpRequest, Webhook], str]) -> Callable[..., HttpResponse]:
    """A view that does one thing to a webhook that stands, says so, and shows its page."""

    @officers_only
    @require_POST
    def pressed(request: HttpRequest, pk: int) -> HttpResponse:
        messages.success(request, press(request, _standing(pk)))
        return redirect("webhook", pk=pk)

    return pressed


@_button
def webhook_test(request: HttpRequest, hook: Webhook) -> str:
    """Send a test."""
    sending.test(hook)
    return "A test is on its way: its answer shows below in a moment. Load the page again to see it."


@_button
def webhook_pause(request: HttpRequest, hook: Webhook) -> str:
    """Send nothing for now."""
    hooks.pause(hook, by=request.user)
    return "Paused: nothing is sent."


@_button
def webhook_resume(request: HttpRequest, hook: Webhook) -> str:
    """Go on, with what came up meanwhile."""
    hooks.resume(hook, by=request.user)
    return "Resumed: what came up meanwhile is sent now."


@_button
def webhook_remove(request: HttpRequest, hook: Webhook) -> str:
    """Send nothing any more."""
    hooks.remove(hook, by=request.user)
    return "Removed: nothing is sent there any more."


@officers_only
@require_POST
def webhook_rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret, shown once."""
    hook = _standing(pk)
    hooks.rotate(hook, by=request.user)
    return _with_secret(request, hook)

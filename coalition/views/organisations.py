"""The organisations of the coalition, when each was a member, and its people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coalition.forms.people import CoalitionForm, MembershipForm, OrganisationForm
from coalition.membership import was_member
from coalition.models import Kept, Membership, Organisation
from coalition.register import history_of, memberships, organisations, people, the_coalition
from coalition.roles import Role, administrators_only, is_officer, members_only, officers_only, role_of
from coalition.views.kept import Words, edit_kept

edits = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation and whether it is a member today."""
    today = timezone.localdate()
    rows = [(row, was_member(row.memberships.all(), today)) for row in organisations()]
    context = {
        "room": "organisations",
        "coalition": the_coalition(),
        "rows": rows,
        "members": sum(1 for _, is_member in rows if is_member),
        "is_administrator": role_of(request.user) >= Role.ADMINISTRATOR,
    }
    return render(request, "coalition/people/organisations.html", context)


@members_only
@require_safe
def organisation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: its memberships with their source, its people; notes and history for officers."""
    row = get_object_or_404(organisations(), pk=pk)
    officer = is_officer(request.user)
    context = {
        "room": "organisations",
        "organisation": row,
        "is_today": was_member(row.memberships.all(), timezone.localdate()),
        "people": people().filter(organisation=row, is_active=True),
        "history": history_of(row) if officer else [],
    }
    return render(request, "coalition/people/organisation.html", context)


def _page_of(row: Kept) -> str:
    pk = getattr(row, "organisation_id", None) or row.pk
    return reverse("coalition:organisation", args=[pk]) if pk else reverse("coalition:organisations")


@officers_only
@edits
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    words = Words("Add an organisation", "Its membership comes next.", "Add it", "The organisation is added.")
    return edit_kept(request, OrganisationForm(request.POST or None), words, _page_of)


@officers_only
@edits
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organisation."""
    row = get_object_or_404(Organisation, pk=pk)
    words = Words(f"Change {row.name}", "Every change is kept in the history.", "Save", "The change is saved.")
    return edit_kept(request, OrganisationForm(request.POST or None, instance=row), words, _page_of)


@officers_only
@edits
def membership_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a spell of membership."""
    row = get_object_or_404(Organisation, pk=pk)
    words = Words(
        f"When {row.name} was a member",
        "A sign-off counts only from a member of its day. Leave empty what is not known.",
        "Add it",
        "The membership is added.",
    )
    form = MembershipForm(request.POST or None, instance=Membership(organisation=row))
    return edit_kept(request, form, words, _page_of)


@officers_only
@edits
def membership_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a spell of membership."""
    row = get_object_or_404(memberships(), pk=pk)
    words = Words(
        f"When {row.organisation.name} was a member",
        "A sign-off counts only from a member of its day: a change here changes who counted.",
        "Save",
        "The change is saved.",
    )
    return edit_kept(request, MembershipForm(request.POST or None, instance=row), words, _page_of)


@administrators_only
@edits
def about(request: HttpRequest) -> HttpResponse:
    """The coalition's own name, and what the public reads about it."""
    words = Words("The coalition", "Its name and what it is: the public reads both.", "Save", "The change is saved.")
    form = CoalitionForm(request.POST or None, instance=the_coalition())
    return edit_kept(request, form, words, lambda _: reverse("coalition:organisations"))

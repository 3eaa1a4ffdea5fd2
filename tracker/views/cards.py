"""Pictures for links: drawn from Parliament's record and from releases in force."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from bills.models import Bill
from coalition.models import Release
from coalition.public import judgement_words
from tracker.standing_now import bill_standing
from tracker.views.feeds import in_force_or_404

if TYPE_CHECKING:
    from tracker.cards import Stop


@require_safe
def bill_card(request: HttpRequest, pk: int) -> HttpResponse:
    """A Bill: its title, its course, where it stands."""
    from tracker.cards import Card, png_of  # Pillow is 8 MB in every process: only when asked for

    today = timezone.localdate()
    bill, standing = bill_standing(pk, today)
    answer = standing.sentence.removeprefix("The ").removeprefix(bill.short_title).strip()
    above = "A demonstration Bill, not a real one" if bill.is_fictional else "A Bill before Parliament"
    if bill.is_act:
        above = "An Act of Parliament"
    card = Card(above, bill.short_title, answer[:1].upper() + answer[1:], course=_course(bill, today))
    return finished(request, HttpResponse(png_of(card), content_type="image/png"), [pk])


def _course(bill: Bill, today: date) -> "tuple[Stop, ...]":
    from tracker.cards import Stop

    stages = bill.stages.filter(is_listed=True).annotate(first=Min("sittings__date")).order_by("sort_order", "pk")
    return tuple(
        Stop(
            house=stage.house,
            is_over=bool(stage.first and stage.first <= today),
            is_now=bool(stage.bill_stage_id and stage.bill_stage_id == bill.current_stage_id_received)
            and not bill.is_act,
        )
        for stage in stages
    )


@require_safe
def ask_card(request: HttpRequest, pk: int) -> HttpResponse:
    """An ask that is public now: what is asked of which Bill, and our latest judgement."""
    from tracker.cards import Card, png_of

    release = in_force_or_404(Release.Kind.ASK, pk)
    outcomes = sorted(release.fields["outcomes"], key=lambda each: each["on"])
    last = outcomes[-1] if outcomes else None
    answer = "Open: not judged yet"
    if last:
        day = date_format(date.fromisoformat(last["on"]), "j F Y")
        answer = f"{judgement_words(last['judgement']).capitalize()}, as we judge it, on {day}"
    about = f" of the {release.bill.short_title}" if release.bill else ""
    card = Card(
        f"What we ask{about}", release.fields["title"], answer, judgement=last["judgement"] if last else "open"
    )
    return finished(request, HttpResponse(png_of(card), content_type="image/png"), EVERY_BILL)

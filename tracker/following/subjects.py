"""What can be followed, and what it is called: a Bill, an ask that is public now, everything of the coalition."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from bills.models import Bill
from coalition.models import Release
from coalition.public import newest
from coalition.querysets import in_force
from tracker.following.models import Following

Kind = Following.Kind
THE_COALITION = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be followed, its name in a sentence, and its page."""

    kind: str
    object_id: int
    name: str
    path: str


def subjects(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """Of these (kind, id), those that are public now. At most two queries."""
    asked = set(wanted)
    bills = {pk for kind, pk in asked if kind == Kind.BILL}
    rows = Bill.objects.filter(pk__in=bills).only("pk", "short_title") if bills else ()
    found = [Subject(Kind.BILL, bill.pk, f"the {bill.short_title}", bill.get_absolute_url()) for bill in rows]
    asks = {pk for kind, pk in asked if kind == Kind.ASK}
    if asks or (Kind.COALITION, THE_COALITION) in asked:
        found += [each for each in _ours(asks) if (each.kind, each.object_id) in asked]
    return {(each.kind, each.object_id): each for each in found}


def subject(kind: str, object_id: int) -> Subject | None:
    """One of them; None where it is missing or not public, the two alike."""
    return subjects([(kind, object_id)]).get((kind, object_id))


def coalition_name() -> str:
    """The coalition's name as it is released; "" where it is not."""
    release = in_force().filter(kind=Release.Kind.COALITION).first()
    return str(release.fields.get("name", "")) if release else ""


def _ours(asks: set[int]) -> list[Subject]:
    rows = in_force().filter(kind=Release.Kind.COALITION) | in_force().filter(
        kind=Release.Kind.ASK, object_id__in=asks
    )
    found, name = [], ""
    for (kind, pk), release in newest(rows).items():
        if kind == Release.Kind.COALITION:
            name = name or release.fields.get("name", "")
        else:
            path = reverse("coalition:public-ask", args=[pk])
            found.append(Subject(Kind.ASK, pk, f"the ask “{release.fields['title']}”", path))
    everything = f"everything that {name or 'the coalition'} publishes and asks"
    return [*found, Subject(Kind.COALITION, THE_COALITION, everything, reverse("coalition:campaigns"))]

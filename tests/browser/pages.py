"""Every kind of page of the site, by an address in the present database: what is photographed and checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Case, Count, When
from django.urls import NoReverseMatch, reverse

from amendments.models import Amendment, Chain
from bills.models import Bill, BillStage, Division
from coalition.invite import behind
from coalition.models import (
    AlternativeAct,
    AlternativeClause,
    Ask,
    Briefing,
    ClauseLink,
    Organisation,
    Release,
)
from tracker.divisions.models import DivisionPlace
from tracker.following import links
from tracker.models import Follower, Following, Tracking, Webhook

INVITED = "the-secret-of-an-invitation-that-tests-make"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: the name of its picture, its address, and whether it needs an officer who is signed in."""

    name: str
    path: str
    for_officers: bool = False
    status: int = 200
    is_sampled: bool = False
    """Looked at by axe at one width in one scheme only, the next page at the other: there are many of its kind."""


def site_pages() -> list[SitePage]:
    """The pages that this database can show, the fullest example of each."""
    return [
        *_of_bills(),
        *_of_amendments(),
        *_of_divisions(),
        *_of_the_site(),
        *_of_letters(),
        *_of_accounts(),
        *_of_officers(),
        *_of_the_coalition(),
    ]


def public_pages() -> list[SitePage]:
    """Those of them that a stranger reads."""
    return [each for each in site_pages() if not each.for_officers]


def _of_bills() -> Iterator[SitePage]:
    yield SitePage("front", reverse("front"))
    yield SitePage("bills", reverse("bills:list"))
    yield SitePage("bills-none-found", reverse("bills:list") + "?q=qqqq")
    fullest = (
        Bill.objects.annotate(size=Count("stages__sittings")).order_by("-tracking__is_active", "-size", "pk").first()
    )
    if fullest:
        yield SitePage("bill", fullest.get_absolute_url())
        yield SitePage("embed-bill", reverse("embed-bill", args=[fullest.pk]), is_sampled=True)
        yield SitePage("follow-bill", reverse("follow-bill", args=[fullest.pk]), is_sampled=True)
    fictional = (
        Bill.objects.filter(is_fictional=True).exclude(pk=fullest.pk if fullest else None).order_by("pk").first()
    )
    if fictional:
        yield SitePage("bill-fictional", fictional.get_absolute_url())
    historic = Bill.objects.exclude(historic_key=None).order_by("pk").first()
    if historic:
        yield SitePage("bill-historic", historic.get_absolute_url())
    timed = historic or fullest
    if timed:
        yield SitePage("bill-timeline", reverse("bill-timeline", args=[timed.pk]))
        yield SitePage(
            "bill-timeline-as-at", reverse("bill-timeline", args=[timed.pk]) + "?at=2015-02-26&only=decisions"
        )
    printed = Bill.objects.annotate(size=Count("prints")).filter(size__gt=1).order_by("-size", "pk").first()
    if printed:
        new, old = printed.prints.order_by("-published_on", "-pk").values_list("pk", flat=True)[:2]
        yield SitePage("clause-map", reverse("bills:clause-map", args=[printed.pk]))
        yield SitePage("compare-prints", reverse("bills:compare-prints", args=[printed.pk, old, new]))
    title_only = Bill.objects.filter(stages=None, is_fictional=False).order_by("pk").first()
    if title_only:
        yield SitePage("bill-title-only", title_only.get_absolute_url())


def _of_amendments() -> Iterator[SitePage]:
    stage = BillStage.objects.annotate(size=Count("amendments")).filter(size__gt=0).order_by("-size", "pk").first()
    empty = BillStage.objects.filter(kind_id_received__in=(3, 8), amendments=None).order_by("pk").first()
    if stage:
        yield SitePage("stage", stage.get_absolute_url())
        yield from _address("compare", "amendments:compare", stage.bill_id, stage.pk)
        told = Amendment.objects.filter(stage=stage).annotate(names=Count("sponsorships"))
        amendment = max(told.order_by("-names", "pk")[:20], key=_history_size)
        yield SitePage("amendment", amendment.get_absolute_url())
    printed = (
        BillStage.objects.exclude(amendments=None).exclude(bill__prints=None).order_by("-sort_order", "pk").first()
    )
    if printed:
        yield from _as_amended(printed)
    if empty:
        yield SitePage("stage-empty", empty.get_absolute_url())
    divided = Amendment.objects.exclude(historic_key=None).exclude(chain_steps=None).exclude(divided_on=None)
    historic = divided.order_by("pk").first()
    if historic:
        yield SitePage("amendment-historic", historic.get_absolute_url())
    chain = Chain.objects.annotate(size=Count("steps")).order_by("-size", "pk").first()
    if chain:
        yield SitePage("chain", chain.get_absolute_url())


def _as_amended(stage: BillStage) -> Iterator[SitePage]:
    """The Bill with some amendments of a stage made, one of them of the kind that changes words."""
    chosen = list(Amendment.objects.filter(stage=stage, op__in=["", "insert", "substitute"]).order_by("pk")[:12])
    query = "".join(f"&a={row.pk}" for row in chosen)
    address = f"{reverse('as-amended', args=[stage.bill_id])}?stage={stage.pk}&which=these{query}"
    yield SitePage("as-amended", address)
    where = chosen[0].provision.replace(" ", "-") if chosen else ""
    if where and stage.bill.prints.filter(line_count__gt=0).exists():
        yield SitePage("as-amended-clause", f"{address}&part={where}", is_sampled=True)
    yield SitePage("as-amended-whole", f"{address}&part=all", is_sampled=True)


def _of_divisions() -> Iterator[SitePage]:
    rows = Division.objects.order_by("pk")
    for name, division in (
        ("division", rows.exclude(votes={}).exclude(bill=None).first()),
        ("division-historic", rows.exclude(historic_key=None).first()),
    ):
        if division:
            yield from _address(name, "division", division.pk)
    yield _of_ours("division-reviews", "division-reviews")
    waiting = DivisionPlace.objects.order_by(Case(When(state="suggested", then=0), default=1), "pk").first()
    if waiting:
        yield _of_ours("division-review", "division-review", waiting.division_id)


def _history_size(amendment: Any) -> int:
    return amendment.history.count()


def _of_the_site() -> Iterator[SitePage]:
    yield from _address("search", "search")
    yield SitePage("search-found", reverse("search") + "?q=clause")
    yield SitePage("search-none", reverse("search") + "?q=qqqq&house=Lords", is_sampled=True)
    yield from _address("glossary", "glossary")
    yield from _address("library", "library")
    for name in ("accessibility", "privacy", "licence"):
        yield SitePage(f"about-{name}", reverse(f"about-{name}"), is_sampled=True)
    yield from _address("fresh", "jobs")
    yield from _address("api", "api-page")
    yield from _address("downloads", "data")
    yield from _address("dictionary", "data-dictionary")
    yield SitePage("not-found", "/no-such-page/", status=404)


def _of_letters() -> Iterator[SitePage]:
    """Signing up, and what stands behind the links of letters, of one who follows and of one who left."""
    yield from _address("follow", "follow")
    yield from _address("follow-sent", "follow-sent")
    left = links.stop_link(Follower(pk=0, key="of nobody"))
    yield SitePage("follow-stopped", urlsplit(left).path, is_sampled=True)
    yield SitePage("follow-no-link", reverse("follow-confirm", args=["nothing"]), status=404, is_sampled=True)
    followed = Following.objects.select_related("follower").order_by("pk").first()
    if followed:
        for name, link in (
            ("follow-confirm", links.confirm_link(followed, "now")),
            ("follow-manage", links.manage_link(followed.follower)),
            ("follow-stop", links.stop_link(followed.follower)),
        ):
            yield SitePage(name, urlsplit(link).path, is_sampled=True)
    if behind(INVITED):
        yield SitePage("welcome", reverse("coalition:welcome", args=[INVITED]), is_sampled=True)
    yield SitePage("welcome-none", reverse("coalition:welcome", args=["nothing"]), status=404, is_sampled=True)


def _of_accounts() -> Iterator[SitePage]:
    yield from _address("sign-in", "login")
    for name in ("reset_password", "reset_password_done", "reset_password_from_key_done", "inactive"):
        yield SitePage(f"account-{name}", reverse(f"account_{name}"), is_sampled=True)
    no_link = reverse("account_reset_password_from_key", args=["1", "nothing-real"])
    yield SitePage("account-reset_password_from_key", no_link, is_sampled=True)


def _of_officers() -> Iterator[SitePage]:
    yield SitePage("track", reverse("track"), for_officers=True)
    yield SitePage("work", reverse("jobs"), for_officers=True)
    tracked = Tracking.objects.order_by("pk").first()
    if tracked:
        yield SitePage("tracking", reverse("tracking", args=[tracked.parliament_id]), for_officers=True)


LISTS = (
    "desk",
    "our-work",
    "asks",
    "ask-new",
    "acts",
    "links",
    "briefings",
    "briefing-new",
    "assurances",
    "assurance-new",
    "contacts",
    "spreadsheets",
    "organisations",
    "people",
    "invitations",
)


def _of_the_coalition() -> Iterator[SitePage]:
    """The coalition's own pages, then those it made public."""
    for name in LISTS:
        yield _of_ours(name, f"coalition:{name}")
    yield _of_ours("saved-pages", "saved-pages")
    for name in ("followers", "webhooks", "webhook-new", "api-tokens"):
        yield _of_ours(name, name)
    hook = Webhook.objects.order_by("pk").first()
    if hook:
        yield from (_of_ours(name, name, hook.pk) for name in ("webhook", "webhook-edit"))
    for rows, names in (
        (Ask.objects.order_by("pk"), ("ask", "ask-edit")),
        (AlternativeAct.objects.annotate(size=Count("clauses")).order_by("-size", "pk"), ("act",)),
        (AlternativeClause.objects.order_by("pk"), ("clause", "clause-edit")),
        (ClauseLink.objects.order_by(Case(When(state="reopened", then=0), default=1), "pk"), ("link",)),
        (
            Briefing.objects.order_by("-is_open_to_sign", "pk"),
            ("briefing", "briefing-text", "briefing-versions", "sign"),
        ),
        (Organisation.objects.order_by("pk"), ("organisation",)),
    ):
        row = rows.first()
        if row:
            yield from (_of_ours(name, f"coalition:{name}", row.pk) for name in names)
    yield SitePage("campaigns", reverse("coalition:campaigns"), is_sampled=True)
    for kind, name in ((Release.Kind.ASK, "ask"), (Release.Kind.BRIEFING, "paper"), (Release.Kind.ACT, "act")):
        public = Release.objects.filter(kind=kind, withdrawn_at=None).order_by("public_from", "pk")
        release = max(public, key=_size_of, default=None)
        if release:
            yield _of_ours(f"publish-{name}", "coalition:publish", kind, release.object_id)
            public = reverse(f"coalition:public-{name}", args=[release.object_id])
            yield SitePage(f"public-{name}", public, is_sampled=True)
            if kind == Release.Kind.ASK:
                yield SitePage("compare-asks", reverse("compare-asks", args=[release.bill_id]), is_sampled=True)
                yield SitePage("embed-ask", reverse("embed-ask", args=[release.object_id]), is_sampled=True)
                yield SitePage("follow-ask", reverse("follow-ask", args=[release.object_id]), is_sampled=True)
            for clause in release.fields.get("clauses", ())[:1]:
                told = reverse("clause-timeline", args=[release.object_id, clause["clause"]])
                yield SitePage("clause-timeline", told, is_sampled=True)
    told = Release.objects.filter(withdrawn_at=None).exclude(bill=None).order_by("public_from", "pk").first()
    if told:
        yield SitePage("campaign", reverse("coalition:campaign", args=[told.bill_id]), is_sampled=True)


def _size_of(release: Release) -> int:
    return sum(len(release.fields.get(name, ())) for name in ("outcomes", "clauses"))


def _of_ours(name: str, url_name: str, *args: int | str) -> SitePage:
    return SitePage(name, reverse(url_name, args=args), for_officers=True, is_sampled=True)


def _address(name: str, url_name: str, *args: int) -> Iterator[SitePage]:
    try:
        yield SitePage(name, reverse(url_name, args=args))
    except NoReverseMatch:
        return

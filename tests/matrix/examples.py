"""The example records behind the addresses that take arguments: shared with everybody unless named private.

A private one is Beacon Trust's own: the officer's organisation, not the member's (Harbour Watch).
"""

import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from amendments.models import Amendment, Chain
from bills.history import create_tracked
from bills.models import BillPrint, Division, Member, NewsArticle
from coalition import invite, publish, review, writing
from coalition.continues import join
from coalition.models import (
    Ask,
    Assurance,
    Briefing,
    ClauseLink,
    ContactEntry,
    Ground,
    Membership,
    Outcome,
    Release,
    Theme,
)
from scrapers.models import Snapshot, SnapshotBody
from tests.coalition.briefings_world import a_list, a_paper, a_text, an_amendment
from tests.coalition.people import People, a_coalition, an_act, an_ask
from tests.divisions.votes import in_commons
from tests.scrapers.test_old_stage_page import stage_page
from tests.world import NOW, TODAY, World, a_world, why
from tracker import saved_pages
from tracker.divisions.place import place_divisions
from tracker.following import links
from tracker.models import Delivery, Follower, Following, Job
from tracker.open_data import files
from tracker.open_data.due import ALL
from tracker.webhooks import hooks

FOLLOWERS_ADDRESS = "zq0f0110e5q@example.org"
"""A canary that no page may show to anybody (tests/leaks)."""

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Examples:
    """The people, and what each address is called with."""

    people: People
    arguments: dict[str, Arguments]
    """By row of the table, without its "#case" where there is no such case of its own."""

    def of(self, row: str) -> Arguments:
        """What the address of a row of the table is called with."""
        return self.arguments.get(row, self.arguments.get(row.partition("#")[0], {}))

    def posted(self, row: str) -> Arguments:
        """What is posted to it; most addresses are posted nothing, and answer with what is missing."""
        return {
            "coalition:clause-move": {"direction": "up"},
            "coalition:clause-restore": {"entry": self.of("coalition:clause#entry")["pk"]},
            "coalition:link-search": {"bill": self.of("bills:detail")["pk"]},
            "coalition:link-review": {"step": "reject"},
        }.get(row, {})


def examples() -> Examples:
    """All of it, once."""
    people, world = a_coalition(), a_world()
    for user in (people.officer, people.administrator):
        with_a_second_step(user)
    arguments: dict[str, Arguments] = {}
    for part in (_parliament, _people, _ours, _papers, _public, _open_data, _followers, _webhooks):
        arguments |= part(people, world)
    return Examples(people, arguments)


def with_a_second_step(user: User) -> None:
    """The account has set up its second step, and has recovery codes."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    RecoveryCodes.activate(user)


def _same(arguments: Arguments, *names: str) -> dict[str, Arguments]:
    return dict.fromkeys(names, arguments)


def _stage(world: World) -> Any:
    return world.lanterns.stages.get(description="Committee stage", house="Lords")


def _parliament(people: People, world: World) -> dict[str, Arguments]:
    stage = _stage(world)
    amendment = an_amendment(stage, "12", key="matrix")
    a_list(stage, {amendment: "12"}, NOW)
    earlier = an_amendment(world.lanterns.stages.order_by("sort_order")[0], "3", key="matrix-earlier")
    continuation = join(amendment, earlier, by=people.officer)
    chain = Chain.objects.create(bill=world.lanterns, order=1, aim="Lit steps", historic_key="lit-steps")
    division = in_commons("Harbour Lanterns Bill: Third Reading", TODAY)
    place_divisions(world.lanterns)
    job = Job.objects.create(name="update_bill", key="bill:4101", arguments={}, state=Job.State.FAILED)
    token = saved_pages.keep([("page.html", stage_page().encode())], of=people.officer.pk)
    bill, tracked = {"pk": world.lanterns.pk}, {"parliament_id": 4101}
    in_bill = {"bill_pk": world.lanterns.pk}
    return {
        **_same(bill, "bills:detail", "bill-timeline", "bill-atom", "bill-json", "bill-calendar"),
        **_same(bill, "embed-bill", "bill-card", "as-amended", "as-amended-docx", "bills:clause-map"),
        "bills:compare-prints": {**bill, "old": world.lanterns.prints.get().pk, "new": _a_later_print(world).pk},
        "sitemap-part": {"section": "amendments"},
        **_same({**in_bill, "pk": stage.pk}, "amendments:stage", "amendments:compare"),
        "amendments:detail": {**in_bill, "pk": amendment.pk},
        "amendments:chain": {"pk": chain.pk},
        **_same({"pk": division.pk}, "division", "division-review", "division-review-undo"),
        **_same({"amendment_pk": amendment.pk}, "coalition:position", "coalition:continues"),
        "coalition:continuation": {"pk": continuation.pk},
        **_same({"job_id": job.pk}, "job-cancel", "job-retry"),
        **_same(tracked, "tracking", "tracking-update", "tracking-stop"),
        **_same({"token": token}, "saved-pages-preview", "saved-pages-confirm"),
        "account_reset_password_from_key": {"uidb36": "1", "key": "nothing-real"},
    }


def _a_later_print(world: World) -> BillPrint:
    later = BillPrint(
        bill=world.lanterns, sha256="1" * 64, print_number="Bill 30", house="Commons", tree={}, published_on=TODAY
    )
    return create_tracked(BillPrint, [later], why())[0]


ORGANISATION_PAGES = ("organisation", "organisation-edit", "membership-new")


def _people(people: People, world: World) -> dict[str, Arguments]:
    spell = Membership.objects.get(organisation=people.harbour)
    wanted = {"email": "nora@example.org", "role": "member", "organisation": people.harbour}
    offer = invite.invite(wanted, by=people.administrator)
    return {
        **_same(
            {"pk": people.beacon.pk},
            "coalition:organisation",
            "coalition:organisation-edit",
            "coalition:membership-new",
        ),
        "coalition:membership-edit": {"pk": spell.pk},
        **_same({"pk": people.other_member.person.pk}, "coalition:person", "coalition:person-second-step-away"),
        **_same({"pk": offer.invitation.pk}, "coalition:invitation-renew", "coalition:invitation-revoke"),
        "coalition:welcome": {"secret": offer.secret},
    }


ACT_WORK = ("act-edit", "act-issue", "act-arrange", "act-import", "clause-new")
CLAUSE_WORK = ("clause-edit", "clause-move", "clause-remove", "clause-restore")


def _ours(people: People, world: World) -> dict[str, Arguments]:
    """Asks, texts and links: each shared, and each Beacon Trust's own."""
    amendment = Amendment.objects.get(api_key="amendment:matrix")
    shared = an_ask(world.lanterns)
    private = an_ask(world.lanterns, "own", is_shared=False, owner=people.beacon)
    act = an_act(world.lanterns, {"lit-steps": "Every step is lit."}, source_url="https://example.org/act")
    hidden = an_act(world.lanterns, {"own": "Ours."}, title="Own", is_shared=False, owner=people.beacon)
    promise = writing.create(
        Assurance(bill=world.lanterns, given_by="Lord Quill", given_on=TODAY, words="We will."), by=people.officer
    )
    contact = ContactEntry.objects.create(kind="sponsor", bill=world.lanterns, name="Lady Oakley", on=TODAY)
    links = [_a_link(ask, amendment, people) for ask in (shared, private)]
    ground = writing.create(Ground(ask=shared, kind="other", place="Article 1"), by=people.officer)
    outcome = writing.create(
        Outcome(ask=shared, on=TODAY, judgement="unclear", summary="Not decided."), by=people.officer
    )
    return {
        "coalition:assurance": {"pk": promise.pk},
        "coalition:contact-erase": {"pk": contact.pk},
        "coalition:export": {"kind": "asks", "form": "csv"},
        **_same({"pk": shared.pk}, "coalition:ask", "coalition:ask-edit", "coalition:ask-state"),
        "coalition:ask-restore": {"pk": shared.pk, "history_pk": shared.history.get().pk},
        **_same({"ask_pk": shared.pk}, "coalition:ground-new", "coalition:outcome-new"),
        "coalition:ground": {"ask_pk": shared.pk, "pk": ground.pk},
        "coalition:outcome": {"ask_pk": shared.pk, "pk": outcome.pk},
        "coalition:theme": {"pk": Theme.objects.earliest("pk").pk},
        "coalition:ask#private": {"pk": private.pk},
        "coalition:act": {"pk": act.pk},
        "coalition:act#private": {"pk": hidden.pk},
        **_same({"pk": act.pk}, *(f"coalition:{name}" for name in ACT_WORK)),
        "coalition:act-template": {"kind": "md"},
        "coalition:act-export": {"pk": act.pk, "kind": "md"},
        "coalition:act-export#private": {"pk": hidden.pk, "kind": "md"},
        **_same({"pk": act.clauses.get().pk}, "coalition:clause", *(f"coalition:{name}" for name in CLAUSE_WORK)),
        "coalition:clause#entry": {"pk": act.versions.get().wordings.get().history.get().pk},
        "coalition:clause#private": {"pk": hidden.clauses.get().pk},
        **_same({"pk": links[0].pk}, "coalition:link", "coalition:link-review"),
        "coalition:link#private": {"pk": links[1].pk},
        "coalition:publish": {"kind": "ask", "pk": shared.pk},
    }


def _a_link(ask: Ask, amendment: Amendment, people: People) -> ClauseLink:
    facts = {"is_shared": ask.is_shared, "owner": ask.owner}
    link = writing.create(ClauseLink(bill=ask.bill, ask=ask, amendment=amendment, **facts), by=people.officer)
    review.confirm(link, by=people.officer)
    return link


PAPER_PAGES = ("briefing", "briefing-versions", "briefing-pdf", "briefing-docx", "sign")
PAPER_WORK = (
    *("briefing-edit", "briefing-archive", "briefing-text", "briefing-upload", "briefing-references"),
    *("sign-off-open", "sign-off-close", "sign-off-record"),
)


def _papers(people: People, world: World) -> dict[str, Arguments]:
    shared = a_paper(bill=world.lanterns)
    private = a_paper("Own paper", is_shared=False, owner=people.beacon)
    found: dict[str, Arguments] = {}
    for paper, case in ((shared, ""), (private, "#private")):
        uploaded = a_paper(f"A file{case}", body=None, is_shared=paper.is_shared, owner=paper.owner)
        _upload(uploaded)
        found |= _same({"pk": paper.pk}, *(f"coalition:{name}{case}" for name in PAPER_PAGES))
        found |= {f"coalition:briefing-file{case}": {"pk": uploaded.pk, "number": 1}}
    found |= _same({"pk": shared.pk}, *(f"coalition:{name}" for name in PAPER_WORK))
    found["coalition:briefing-restore"] = {"pk": shared.pk, "number": 1}
    return found


def _upload(paper: Briefing) -> None:
    facts = {"file_name": "paper.pdf", "file_type": "application/pdf", "file_size": 4}
    a_text(paper, "", file=ContentFile(b"%PDF", name="paper.pdf"), **facts)


def _public(people: People, world: World) -> dict[str, Arguments]:
    ask = Ask.objects.get(reference="lit-steps")
    paper = Briefing.objects.get(title="Light the steps")
    act = ask.bill.alternative_acts.get(is_shared=True)
    writing.change(act.versions.get(), {"issued_at": NOW}, by=people.officer)
    _released(ask, people)
    release = _released(paper, people)
    _released(act, people)
    return {
        "coalition:campaign": {"bill_pk": world.lanterns.pk},
        **_same({"pk": ask.pk}, "coalition:public-ask", "ask-atom", "ask-json", "embed-ask", "ask-card"),
        "coalition:public-paper": {"pk": paper.pk},
        "coalition:public-paper-file": {"pk": paper.pk, "form": "docx"},
        "coalition:public-act": {"pk": act.pk},
        "clause-timeline": {"act_pk": act.pk, "pk": act.clauses.get().pk},
        "compare-asks": {"pk": world.lanterns.pk},
        "coalition:withdraw": {"pk": release.pk},
    }


def _open_data(people: People, world: World) -> dict[str, Arguments]:
    """One of each list of the API: those of the pages, and what no page is about."""
    stage = _stage(world)
    division = create_tracked(Division, [Division(house="Lords", title="Lit steps", bill=world.lanterns)], why())[0]
    news = create_tracked(NewsArticle, [NewsArticle(bill=world.lanterns, article_id=1, title="Lit")], why())[0]
    ours = Release.objects.in_bulk(Release.objects.values_list("pk", flat=True))
    released = {each.kind: {"pk": each.object_id} for each in ours.values()}
    shown = {
        "bills": world.lanterns,
        "stages": stage,
        "sittings": stage.sittings.first(),
        "publications": world.lanterns.publications.first(),
        "news": news,
        "prints": world.lanterns.prints.first(),
        "amendment-papers": stage.papers.first(),
        "amendments": stage.amendments.first(),
        "divisions": division,
        "members": Member.objects.first(),
        "chains": world.lanterns.chains.first(),
    }
    found = {f"api:{name}-one": {"pk": row.pk} for name, row in shown.items()}
    found["api:provisions"] = found["api:prints-one"]
    found |= _files(world, stage)
    found["api:officers-sign-offs"] = released["briefing"]
    found["api-token-revoke"] = {"pk": 1}
    for name, kind in (("asks", "ask"), ("acts", "act"), ("papers", "briefing")):
        found[f"api:campaigns-{name}-one"] = released[kind]
    return found


def _files(world: World, stage: Any) -> dict[str, Arguments]:
    """Bulk files, and a paper and a print of which Parliament gave the XML."""
    xml, at = b"<akomaNtoso/>", {"fetched_at": NOW, "last_checked_at": NOW}
    body = SnapshotBody.objects.create(sha256=sha256(xml).hexdigest(), size=len(xml), compressed=zlib.compress(xml))
    kept = Snapshot.objects.create(url="https://bills.parliament.uk/paper.xml", body_ref=body, **at)
    paper = a_list(stage, {}, NOW, snapshot_id=kept.pk)
    printed = BillPrint(bill=world.lanterns, sha256=body.pk, print_number="HL Bill 1", tree={})
    create_tracked(BillPrint, [printed], why())
    files.make(ALL)
    files.make(world.lanterns.pk)
    form, bill = {"form": "jsonl"}, {"pk": world.lanterns.pk}
    return {
        **_same(form, "data-all", "data-campaigns"),
        **_same({**bill, **form}, "data-bill", "data-campaign"),
        "data-paper-xml": {"pk": paper.pk},
        "data-print-xml": {"pk": printed.pk},
    }


def _released(row: Any, people: People) -> Release:
    return publish.publish(row, by=people.officer)


def _followers(people: People, world: World) -> dict[str, Arguments]:
    """Somebody who follows the Bill; the address is that of nobody."""
    follower = Follower.objects.create(email=FOLLOWERS_ADDRESS, asked_at=timezone.now())
    facts = {"kind": "bill", "object_id": world.lanterns.pk, "asked_at": timezone.now(), "confirmed_at": NOW}
    following = Following.objects.create(follower=follower, **facts)
    return {
        "follow-bill": {"pk": world.lanterns.pk},
        "follow-ask": {"pk": Ask.objects.get(reference="lit-steps").pk},
        "follow-confirm": {"token": token_in(links.confirm_link(following, "now"))},
        "follow-manage": {"token": token_in(links.manage_link(follower))},
        "follow-stop": {"token": token_in(links.stop_link(follower))},
    }


def _webhooks(people: People, world: World) -> dict[str, Arguments]:
    hook = hooks.add("https://hooks.example.org/in", ["bills", "decisions"], by=people.officer)
    Delivery.objects.create(webhook=hook, created_at=timezone.now())
    names = ("", "-edit", "-test", "-rotate", "-pause", "-resume", "-remove")
    return _same({"pk": hook.pk}, *(f"webhook{name}" for name in names))


def token_in(link: str) -> str:
    """The last part of an address."""
    return link.rstrip("/").rpartition("/")[2]

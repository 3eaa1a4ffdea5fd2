"""Canaries: strings that stand nowhere but in private fields, so that one on a page is a leak.

Planted in every text field of every model of the coalition, found from the models themselves: a new table or column is
planted from the day it is there. The rows belong to organisations other than the crawler's member, none is shared.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, BillStage
from coalition import publish, writing
from coalition.models import (
    ActVersion,
    AlternativeAct,
    Ask,
    Briefing,
    BriefingVersion,
    ClauseLink,
    ClauseWording,
    Coalition,
    ContactEntry,
    Ground,
    Membership,
    Organisation,
    Outcome,
    Person,
    Release,
    Theme,
)
from coalition.querysets import in_force
from tests.coalition.briefings_world import a_text, an_amendment
from tests.matrix.examples import FOLLOWERS_ADDRESS
from tracker.divisions.models import DivisionPlace
from tracker.divisions.place import Decision, decide, options_of

PRIVATE, MISSING = 4242, 9393
"""An id that every model of the coalition holds a private row under, and one that none has. As long as each other."""
CANARY = re.compile(r"zq[0-9a-f]{8}q", re.IGNORECASE)
OFFICERS = ("officer", "superuser")
FOR_NOBODY = {"Invitation.secret_hash", "Follower.email"}
KNOWN_TO_MEMBERS = (Organisation, Membership, Person, Theme, Coalition)
"""Who works with the coalition, and how its work is filed: members may know, the public may not."""


@dataclass(slots=True)
class Planted:
    """Where each canary stands ("Ask.next_step"), and which of them members may read."""

    chance: random.Random
    at: dict[str, str] = field(default_factory=dict)
    for_members: set[str] = field(default_factory=set)
    visible: set[str] = field(default_factory=set)
    """What a member of any organisation is meant to read: the crawler finds it, or it reads nothing."""

    def new(self, where: str, *, to_members: bool = False) -> str:
        """Another canary."""
        canary = f"zq{self.chance.getrandbits(32):08x}q"
        self.at[canary] = where
        if to_members:
            self.for_members.add(canary)
        return canary

    def secret_from(self, who: str) -> set[str]:
        """What this visitor must never read. Officers read everything but what no page shows."""
        if who in OFFICERS:
            return {canary for canary, where in self.at.items() if where in FOR_NOBODY}
        return set(self.at) - (self.for_members if who == "member" else set())


def coalition_models() -> list[type[models.Model]]:
    """Every table of the coalition's own work; history comes with them."""
    found = apps.get_app_config("coalition").get_models()
    return [model for model in found if not model.__name__.startswith("Historical")]


def plant(bill: Bill, stage: BillStage, member_of: Organisation, count: int, seed: int = 11) -> Planted:
    """At least `count` canaries, a round of all models at a time; then what is hidden in less plain places."""
    planted = Planted(random.Random(seed))
    planted.at[FOLLOWERS_ADDRESS.partition("@")[0]] = "Follower.email"
    _what_officers_say_of_divisions(planted)
    turn = 0
    while len(planted.at) < count:
        Round(planted, bill, stage, turn).plant()
        turn += 1
    _what_was_private(planted, bill, turn)
    _what_is_shared(planted, bill, member_of)
    _what_is_newer_than_published(planted)
    return planted


class Round:
    """One private row of every model, all of one other organisation and pointing at one another."""

    def __init__(self, planted: Planted, bill: Bill, stage: BillStage, turn: int) -> None:
        self.planted, self.bill, self.stage, self.turn = planted, bill, stage, turn
        self.made: dict[type[models.Model], Any] = {Bill: bill, BillStage: stage}
        self.made[Amendment] = an_amendment(stage, f"{500 + turn}", key=f"leak{turn}")

    def plant(self) -> None:
        """All models."""
        for model in coalition_models():
            self.row_of(model)

    def row_of(self, model: type[models.Model]) -> Any:
        """The round's row of a model, made with what it points at where it is not there yet."""
        if model not in self.made:
            self.made[model] = self._user() if model is User else self._new(model)
        return self.made[model]

    def _user(self) -> User:
        names = {name: self.planted.new(f"User.{name}") for name in ("username", "first_name", "last_name")}
        return User.objects.create(email=f"{self.planted.new('User.email')}@example.org", **names)

    def _new(self, model: type[models.Model]) -> Any:
        row = model()
        if self.turn == 0:
            row.pk = PRIVATE
        elif model is Coalition:
            return Coalition.objects.get(pk=PRIVATE)
        for each in model._meta.concrete_fields:
            self._fill(row, each)
        row._change_reason = self.planted.new(f"{model.__name__} history reason")  # type: ignore[attr-defined]
        row.save(force_insert=True)
        return row

    def _fill(self, row: models.Model, each: Any) -> None:
        model, where = type(row), f"{type(row).__name__}.{each.name}"
        if isinstance(each, models.ForeignKey):
            # what has no row in this round (a division, a Member) stays empty; so does a tree's parent
            ours = each.related_model in self.made or each.related_model in coalition_models()
            if (ours or each.related_model is User) and each.name != "parent" and each.related_model is not model:
                setattr(row, each.name, self.row_of(each.related_model))
        elif each.primary_key or each.choices or isinstance(each, models.BooleanField):
            return
        elif isinstance(each, models.FileField):
            name = self.planted.new(f"{where} name")
            content = ContentFile(self.planted.new(f"{where} content").encode(), name=f"{name}.pdf")
            getattr(row, each.name).save(f"{name}.pdf", content, save=False)
        elif isinstance(each, models.JSONField):
            setattr(row, each.name, self._json(model, where))
        elif isinstance(each, models.CharField | models.TextField):
            canary = self.planted.new(where, to_members=model in KNOWN_TO_MEMBERS)
            setattr(row, each.name, _shaped(each, canary))
        elif isinstance(each, models.DateTimeField):
            self._moment(row, each)
        elif isinstance(each, models.DateField):
            setattr(row, each.name, date(2026, 1, 1))
        elif isinstance(each, models.IntegerField) and each.default is models.NOT_PROVIDED:
            setattr(row, each.name, PRIVATE if each.name == "object_id" else 1)

    def _json(self, model: type[models.Model], where: str) -> Any:
        if model is BriefingVersion:
            words = {name: self.planted.new(where) for name in ("label", "number", "words", "code")}
            return [{"kind": "amendment", "id": self.made[Amendment].pk, "list": None, "print": None, **words}]
        return {name: self.planted.new(where) for name in ("title", "summary", "body", "note", "name")}

    def _moment(self, row: models.Model, each: Any) -> None:
        """Releases are under embargo in even rounds, withdrawn in odd ones; other moments only where needed."""
        now = timezone.now()
        if isinstance(row, Release):
            withdrawn = self.turn % 2
            row.public_from = now + (-timedelta(days=9) if withdrawn else timedelta(days=9))
            row.withdrawn_at = now - timedelta(days=1) if withdrawn else None
            row.kind = Release.Kind.values[self.turn // 2 % len(Release.Kind.values)]
        elif not each.null:
            setattr(row, each.name, now)


def _shaped(each: Any, canary: str) -> str:
    if isinstance(each, models.EmailField):
        return f"{canary}@example.org"
    return f"https://example.org/{canary}" if isinstance(each, models.URLField) else canary


def _what_officers_say_of_divisions(planted: Planted) -> None:
    """Why a person put a division where it stands: on the row, in its history, and as the reason of the change."""
    officer = Person.objects.filter(role=Person.Role.OFFICER).earliest("pk").user
    for place in DivisionPlace.objects.select_related("division"):
        decided = Decision(options_of(place)[0], planted.new("DivisionPlace.note"))
        decide(place, decided, by=officer)


def _what_was_private(planted: Planted, bill: Bill, turn: int) -> None:
    """Rows that are shared today and were private with other words before; a private text newer than a public one."""
    owner = Organisation.objects.order_by("pk").last()
    ask = Ask(bill=bill, reference=f"was-private-{turn}", title=planted.new("Ask.title, before"), owner=owner)
    writing.create(ask, by=None, note=planted.new("Ask history note, before"))
    writing.change(ask, {"title": "Shared now", "is_shared": True}, by=None, note="Shared")
    writing.create(
        ClauseLink(
            bill=bill,
            ask=Ask.objects.get(pk=PRIVATE),
            provision=planted.new("ClauseLink.provision, shared, of a private ask"),
            note=planted.new("ClauseLink.note, shared, of a private ask"),
            is_shared=True,
        ),
        by=None,
    )
    told = ContactEntry(kind="whip", bill=bill, ask=ask, name=planted.new("ContactEntry.name, of a shared ask"))
    told.note, told.on = planted.new("ContactEntry.note, of a shared ask"), date(2026, 1, 1)
    told.save()


def _what_is_shared(planted: Planted, bill: Bill, member_of: Organisation) -> None:
    """What members read: a shared paper, and a private ask of their own organisation."""
    paper = Briefing(title=planted.new("Briefing.title, shared", to_members=True), is_shared=True, bill=bill)
    writing.create(paper, by=None)
    own = Briefing(title=planted.new("Briefing.title, of the member", to_members=True), owner=member_of)
    writing.create(own, by=None)
    planted.visible |= {paper.title, own.title}


def _what_is_newer_than_published(planted: Planted) -> None:
    """Of each thing that is public: newer words that only members read, and a release of them under embargo."""
    publish.publish(Coalition.objects.earliest("pk"), by=None, note=planted.new("Release.note, in force"))
    for release in list(in_force()):
        row: Any = publish.MODEL_OF[release.kind].objects.get(pk=release.object_id)
        NEWER[type(row)](planted, row)
        publish.publish(
            row, by=None, public_from=timezone.now() + timedelta(days=1), note=planted.new("Release.note, embargoed")
        )


def _changed(planted: Planted, row: Any, *names: str) -> None:
    name = type(row).__name__
    words = {each: planted.new(f"{name}.{each}, newer than public", to_members=True) for each in names}
    writing.change(row, words, by=None, note=planted.new(f"{name} history note, newer", to_members=True))
    planted.visible.add(words[names[0]])


def _newer_ask(planted: Planted, ask: Ask) -> None:
    _changed(planted, ask, "title", "summary", "group")
    for model, facts in ((Ground, {"kind": "other"}), (Outcome, {"on": date(2026, 1, 1), "judgement": "unclear"})):
        name = "summary" if model is Outcome else "place"
        words = {name: planted.new(f"{model.__name__}.{name}, of a public ask", to_members=True)}
        writing.create(model(ask=ask, **facts, **words), by=None)


def _newer_paper(planted: Planted, paper: Briefing) -> None:
    _changed(planted, paper, "title")
    words = planted.new("BriefingVersion.body, newer than public", to_members=True)
    a_text(paper, f"# Newer\n\nThese words are new: {words}.")
    planted.visible.add(words)


def _newer_act(planted: Planted, act: AlternativeAct) -> None:
    _changed(planted, act, "title", "author", "note")
    number, now = act.versions.count() + 1, timezone.now()
    version = writing.create(ActVersion(act=act, number=number, issued_at=now), by=None)
    for clause in act.clauses.all():
        words = {
            name: planted.new(f"ClauseWording.{name}, newer than public", to_members=True)
            for name in ("heading", "text", "notes")
        }
        writing.create(ClauseWording(version=version, clause=clause, position=clause.pk, number="9", **words), by=None)
        planted.visible.add(words["text"])


def _newer_coalition(planted: Planted, coalition: Coalition) -> None:
    _changed(planted, coalition, "name", "short_name", "about")


NEWER: dict[type[models.Model], Any] = {
    Ask: _newer_ask,
    Briefing: _newer_paper,
    AlternativeAct: _newer_act,
    Coalition: _newer_coalition,
}


def is_planted_everywhere() -> Iterator[str]:
    """Names of models without a private row under the id that all share."""
    for model in coalition_models():
        if not model._default_manager.filter(pk=PRIVATE).exists():
            yield model.__name__

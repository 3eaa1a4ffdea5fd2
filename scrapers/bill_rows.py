"""A Bill with its stages, sittings, publications, news and prints, compared with what is stored and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from bills.history import Why, update_tracked
from bills.models import (
    Bill,
    BillPrint,
    BillSponsor,
    BillStage,
    BillType,
    Member,
    NewsArticle,
    Publication,
    PublicationType,
    Sitting,
    StageKind,
)
from scrapers.members import members_named
from scrapers.parse.bill_print import PrintRecord
from scrapers.placing import house_named
from scrapers.records import (
    BillRecord,
    BillSponsorRecord,
    NewsRecord,
    ParseProblem,
    PublicationRecord,
    ReferenceRecord,
    StageRecord,
)
from scrapers.rows import Rows, Tally, by, once

ALWAYS_STATED = frozenset({"withdrawn_on"})


@dataclass(frozen=True, slots=True)
class BillBundle:
    """Everything one update of a Bill received. `None` means that a part was not asked for or could not be read.

    `complete` names the parts ("stages", "publications", "news") whose lists were read completely.
    """

    bill: BillRecord
    stages: Sequence[StageRecord] | None = None
    publications: Sequence[PublicationRecord] | None = None
    news: Sequence[NewsRecord] | None = None
    complete: frozenset[str] = frozenset()
    is_fictional: bool = False
    problems: tuple[ParseProblem, ...] = field(default=())


def write_bill(bundle: BillBundle, why: Why) -> tuple[Bill, Tally]:
    """Write a Bill and the parts that came with it; returns the row and what was written. Needs a transaction."""
    record = bundle.bill
    rows = Rows(Bill, may_empty=ALWAYS_STATED)
    stored = Bill.objects.select_for_update().filter(bill_id=record.bill_id).first()
    wanted = _bill_fields(record, BillType.objects.filter(pk__in=[record.bill_type_id]).exists())
    if bundle.is_fictional:
        wanted["is_fictional"] = True
    bill = rows.want(stored, wanted, bill_id=record.bill_id)
    tally = rows.apply(why)
    if record.sponsors is not None:
        tally += _write_sponsors(bill, record, why)
    if bundle.stages is not None:
        tally += _write_stages(bill, bundle.stages, why, is_complete="stages" in bundle.complete)
    if bundle.publications is not None:
        tally += _write_publications(bill, bundle.publications, why, is_complete="publications" in bundle.complete)
    if bundle.news is not None:
        tally += _write_news(bill, bundle.news, why, is_complete="news" in bundle.complete)
    return bill, tally


def write_bills(records: Sequence[BillRecord], why: Why) -> Tally:
    """Write the rows of the list of Bills; fields that the list does not give are left alone."""
    types = set(BillType.objects.values_list("id", flat=True))
    rows = Rows(Bill, may_empty=ALWAYS_STATED)
    records = once(records, "bill_id")
    for start in range(0, len(records), 500):
        part = records[start : start + 500]
        known = Bill.objects.filter(bill_id__in=[record.bill_id for record in part]).order_by("pk")
        stored = by(known.select_for_update(), "bill_id")
        for record in part:
            rows.want(
                stored.get(record.bill_id),
                _bill_fields(record, record.bill_type_id in types),
                bill_id=record.bill_id,
            )
    return rows.apply(why)


def _bill_fields(record: BillRecord, type_is_known: bool) -> dict[str, Any]:
    return {
        "short_title": record.short_title,
        "former_short_title": record.former_short_title,
        "long_title": record.long_title,
        "summary": record.summary,
        "current_house": record.current_house,
        "originating_house": record.originating_house,
        "bill_type_id": record.bill_type_id if type_is_known else None,
        "bill_type_id_received": record.bill_type_id,
        "introduced_session": record.introduced_session,
        "included_sessions": list(record.included_sessions),
        "current_stage_id_received": record.current_stage.bill_stage_id if record.current_stage else None,
        "is_act": record.is_act,
        "is_defeated": record.is_defeated,
        "withdrawn_on": record.withdrawn_on,
        "last_update": record.last_update,
        "petitioning_period": record.petitioning_period,
        "petition_information": record.petition_information,
        "agent": None if record.agent is None else dict(record.agent),
        "promoters": None if record.promoters is None else [dict(promoter) for promoter in record.promoters],
    }


def _write_sponsors(bill: Bill, record: BillRecord, why: Why) -> Tally:
    sponsors = record.sponsors or ()
    members = members_named([s.member for s in sponsors if s.member], Member.NameSource.BILLS, why)
    stored = by(BillSponsor.objects.filter(bill=bill), "order")
    rows = Rows(BillSponsor, may_empty=frozenset({"member_id"}))
    for order, sponsor in _in_places(sponsors).items():
        wanted = {
            "member_id": members.get(sponsor.member.member_id or 0) if sponsor.member else None,
            "printed_name": sponsor.member.name if sponsor.member else "",
            "organisation_name": sponsor.organisation_name,
            "organisation_url": sponsor.organisation_url,
            "is_listed": True,
        }
        rows.want(stored.pop(order, None), wanted, bill=bill, order=order)
    rows.no_longer_listed(stored.values())
    return rows.apply(why)


def _in_places(sponsors: Sequence[BillSponsorRecord]) -> dict[int, BillSponsorRecord]:
    """Sponsors by the order that is stated; by their place in the list, from 1, where two claim one place."""
    stated = {sponsor.order: sponsor for sponsor in sponsors}
    return stated if len(stated) == len(sponsors) else dict(enumerate(sponsors, 1))


def _write_stages(bill: Bill, records: Sequence[StageRecord], why: Why, *, is_complete: bool) -> Tally:
    kinds = set(StageKind.objects.values_list("id", flat=True))
    stored = by(BillStage.objects.filter(bill=bill).exclude(bill_stage_id=None), "bill_stage_id")
    rows = Rows(BillStage)
    stages: dict[int, BillStage] = {}
    records = once(records, "bill_stage_id")
    for record in records:
        wanted = {
            "kind_id": record.stage_id if record.stage_id in kinds else None,
            "kind_id_received": record.stage_id,
            "description": record.description,
            "abbreviation": record.abbreviation,
            "house": record.house,
            "session": record.session,
            "sort_order": record.sort_order,
            "committee": None if record.committee is None else dict(record.committee),
            "previous_id_received": record.previous_id,
            "next_id_received": record.next_id,
            "last_update": record.last_update,
            "has_motions": record.has_motions,
            "is_listed": True,
        }
        stages[record.bill_stage_id] = rows.want(
            stored.pop(record.bill_stage_id, None), wanted, bill=bill, bill_stage_id=record.bill_stage_id
        )
    if is_complete:
        rows.no_longer_listed(stored.values())
    tally = rows.apply(why)
    tally += _write_sittings(stages, records, why)
    return tally


def _write_sittings(stages: Mapping[int, BillStage], records: Sequence[StageRecord], why: Why) -> Tally:
    named = [sitting.sitting_id for record in records for sitting in record.sittings]
    stored = by(Sitting.objects.filter(Q(stage__in=stages.values()) | Q(sitting_id__in=named)), "sitting_id")
    rows = Rows(Sitting, may_empty=frozenset({"date"}))
    for record in records:
        for sitting in once(record.sittings, "sitting_id"):
            wanted = {"date": sitting.date, "stage_id": stages[record.bill_stage_id].pk, "is_listed": True}
            rows.want(stored.pop(sitting.sitting_id, None), wanted, sitting_id=sitting.sitting_id)
    rows.no_longer_listed(stored.values())
    return rows.apply(why)


def _write_publications(bill: Bill, records: Sequence[PublicationRecord], why: Why, *, is_complete: bool) -> Tally:
    tally = _write_types(records, why)
    stored = by(Publication.objects.filter(bill=bill), "publication_id")
    stages = dict(BillStage.objects.filter(bill=bill).values_list("bill_stage_id", "pk"))
    rows = Rows(Publication)
    for record in once(records, "publication_id"):
        wanted = {
            "stage_id": stages.get(record.bill_stage_id),
            "sitting_id_received": record.sitting_id,
            "house": record.house or None,
            "title": record.title,
            "type_id": record.type.id if record.type else None,
            "display_date": record.display_date,
            "links": [dict(link) for link in record.links],
            "files": [dict(file) for file in record.files],
            "is_listed": True,
        }
        rows.want(stored.pop(record.publication_id, None), wanted, bill=bill, publication_id=record.publication_id)
    if is_complete:
        rows.no_longer_listed(stored.values())
    tally += rows.apply(why)
    return tally


def _write_types(records: Sequence[PublicationRecord], why: Why) -> Tally:
    """Publication types that the reference list has not brought yet; known ones are left to that list."""
    named = {record.type.id: record.type for record in records if record.type}
    known = set(PublicationType.objects.filter(id__in=named).values_list("id", flat=True))
    rows = Rows(PublicationType)
    for number, record in named.items():
        if number not in known:
            rows.want(None, {"name": record.name, "description": record.description}, id=number)
    return rows.apply(why)


def _write_news(bill: Bill, records: Sequence[NewsRecord], why: Why, *, is_complete: bool) -> Tally:
    stored = by(NewsArticle.objects.filter(bill=bill), "article_id")
    rows = Rows(NewsArticle)
    for record in once(records, "article_id"):
        wanted = {
            "title": record.title,
            "content": record.content,
            "display_date": record.display_date,
            "is_listed": True,
        }
        rows.want(stored.pop(record.article_id, None), wanted, bill=bill, article_id=record.article_id)
    if is_complete:
        rows.no_longer_listed(stored.values())
    return rows.apply(why)


def write_reference(model: type[models.Model], records: Sequence[ReferenceRecord], why: Why) -> Tally:
    """Write one reference list (BillType, StageKind or PublicationType), keyed by Parliament's id.

    A Bill or a stage that was read before the list knew its type or kind is joined to it now.
    """
    stored = by(model._default_manager.all(), "id")
    names = {field.name for field in model._meta.get_fields()}
    rows: Rows[models.Model] = Rows(model)
    for record in records:
        wanted: dict[str, Any] = {
            name: getattr(record, name) for name in ("name", "house", "category", "description") if name in names
        }
        rows.want(stored.get(record.id), wanted, id=record.id)
    tally = rows.apply(why)
    if model in NAMED_BY:
        tally += _join_earlier_rows(model, *NAMED_BY[model], why)
    return tally


NAMED_BY: Mapping[type[models.Model], tuple[type[models.Model], str]] = {
    BillType: (Bill, "bill_type_id"),
    StageKind: (BillStage, "kind_id"),
}
"""By reference list: which rows name its entries, and in which field; beside it stands the id as received."""


def _join_earlier_rows(model: Any, owner: Any, field: str, why: Why) -> Tally:
    waiting = owner.objects.filter(**{field: None, f"{field}_received__in": model.objects.values("id")})
    rows = list(waiting)
    for row in rows:
        setattr(row, field, getattr(row, f"{field}_received"))
    return Tally(changed=update_tracked(owner, [(row, "") for row in rows], [field], why))


def print_row(bill: Bill, record: PrintRecord, sha256: str) -> BillPrint:
    """The unsaved row of a print."""
    return BillPrint(
        bill=bill,
        sha256=sha256,
        print_number=record.print_number,
        house=house_named(record.house),
        version=record.version,
        stage_version=record.stage_version,
        published_on=record.published_on,
        lawmaker_project=record.lawmaker_project,
        tree=record.tree.to_json(),
        clause_count=record.clause_count,
        schedule_count=record.schedule_count,
        line_count=record.line_count,
        problems=[{"place": p.place, "reason": p.reason} for p in record.problems],
    )

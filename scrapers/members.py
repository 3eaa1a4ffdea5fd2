"""Members as rows: found by memberId, created when first named, renamed only by a better source."""

from collections.abc import Iterable, Sequence

from bills.history import Why, create_tracked, update_tracked
from bills.models import Member
from scrapers.records import MemberRecord, SponsorRecord
from scrapers.rows import Rows, Tally, by


def members_named(names: Iterable[SponsorRecord], source: int, why: Why) -> dict[int, Member]:
    """The Members behind these names, by memberId; missing ones are created, and improved by a better source only."""
    wanted: dict[int, SponsorRecord] = {}
    for name in names:
        if name.member_id and name.member_id not in wanted:
            wanted[name.member_id] = name
    found: dict[int, Member] = {}
    ids = list(wanted)
    for start in range(0, len(ids), 500):
        found.update(Member.objects.in_bulk(ids[start : start + 500], field_name="member_id"))
    create_tracked(Member, [_new(wanted[pk], source) for pk in ids if pk not in found], why)
    better = [found[pk] for pk in ids if pk in found and found[pk].name_source < source]
    for member in better:
        _improve(member, wanted[member.member_id], source)
    update_tracked(
        Member, [(member, "") for member in better], ["name", "name_source", "party", "house", "member_from"], why
    )
    if len(found) < len(ids):
        missing = [pk for pk in ids if pk not in found]
        for start in range(0, len(missing), 500):
            found.update(Member.objects.in_bulk(missing[start : start + 500], field_name="member_id"))
    return found


def _new(name: SponsorRecord, source: int) -> Member:
    return Member(
        member_id=name.member_id,
        name=name.name,
        name_source=source,
        party=name.party,
        house=name.house,
        member_from=name.member_from,
    )


def _improve(member: Member, name: SponsorRecord, source: int) -> None:
    member.name, member.name_source = name.name, source
    member.party = name.party or member.party
    member.house = name.house or member.house
    member.member_from = name.member_from or member.member_from


def write_members(records: Sequence[MemberRecord], why: Why) -> Tally:
    """Take in Members as the Members API gives them: the best source of names, parties and seats."""
    stored = by(Member.objects.filter(member_id__in=[record.member_id for record in records]), "member_id")
    rows = Rows(Member)
    for record in records:
        wanted = {
            "name": record.name,
            "name_source": Member.NameSource.MEMBERS,
            "party": record.party,
            "house": record.house,
            "member_from": record.member_from,
            "facts": dict(record.facts),
        }
        rows.want(stored.get(record.member_id), wanted, member_id=record.member_id)
    return rows.apply(why)

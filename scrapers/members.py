"""Members as rows: found by memberId, created when first named, renamed only by a better source."""

from collections.abc import Iterable, Sequence

from bills.history import Why, create_tracked, update_tracked
from bills.models import Member
from scrapers.records import MemberRecord, SponsorRecord
from scrapers.rows import Rows, Tally, by


def members_named(names: Iterable[SponsorRecord], source: int, why: Why) -> dict[int, int]:
    """Our keys of the Members behind these names, by memberId.

    A Member not seen before is created. A known one takes name, party and seat only from a better source than before.
    """
    wanted: dict[int, SponsorRecord] = {}
    for name in names:
        if name.member_id:
            wanted.setdefault(name.member_id, name)
    found = _stored(list(wanted))
    new = [_new(name, source) for member_id, name in wanted.items() if member_id not in found]
    create_tracked(Member, new, why)
    better = [pk for pk, known_from in found.values() if known_from < source]
    if better:
        members = list(Member.objects.in_bulk(better).values())
        for member in members:
            _improve(member, wanted[member.member_id], source)
        fields = ["name", "name_source", "party", "house", "member_from"]
        update_tracked(Member, [(member, "") for member in members], fields, why)
    return {member_id: pk for member_id, (pk, _) in found.items()} | {member.member_id: member.pk for member in new}


def _stored(member_ids: list[int]) -> dict[int, tuple[int, int]]:
    """By memberId: our key and where the name came from."""
    found = {}
    for start in range(0, len(member_ids), 500):
        rows = Member.objects.filter(member_id__in=member_ids[start : start + 500])
        found.update({row[0]: (row[1], row[2]) for row in rows.values_list("member_id", "pk", "name_source")})
    return found


def _new(name: SponsorRecord, source: int) -> Member:
    return Member(
        member_id=name.member_id or 0,
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

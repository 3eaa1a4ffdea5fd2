"""Sign-off: who answered which exact text, what still counts, and the only code that writes an answer (design law 8).

The rule itself is coalition/counting.py; here rows become its values. An answer is bound to the hash that was read:
where the text has changed in the meantime it is refused, and the person reads again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from coalition import writing
from coalition.counting import Answer, Standing, State, london_day, standing_of
from coalition.membership import was_member
from coalition.models import Briefing, BriefingVersion, Membership, Organisation, SignOff
from coalition.roles import person_of


class TextChanged(Exception):
    """The text that was read is not the paper's latest any more. Nothing was written."""

    def __init__(self, latest: BriefingVersion) -> None:
        super().__init__(f"{latest} is newer than the text that was read")
        self.latest = latest


class NotOpen(Exception):
    """Answers are not being taken: sign-off is closed, or its deadline is over. The message says which."""


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its standing, and the stored answer behind it (None without any)."""

    organisation: Organisation
    standing: Standing
    signoff: SignOff | None

    @property
    def is_valid(self) -> bool:
        """Whether its answer counts for the text as it reads now."""
        return self.standing.state is State.VALID


def latest_version(briefing: Briefing) -> BriefingVersion | None:
    """The newest text of a paper; None where none is written yet. One query."""
    return briefing.versions.order_by("-number").first()


def with_latest(briefings: QuerySet[Briefing]) -> QuerySet[Briefing]:
    """Annotate `latest_number` and `latest_sha256` of each paper's newest text."""
    newest = BriefingVersion.objects.filter(briefing=OuterRef("pk")).order_by("-number")
    return briefings.annotate(
        latest_number=Subquery(newest.values("number")[:1]), latest_sha256=Subquery(newest.values("sha256")[:1])
    )


def takes_answers(briefing: Briefing, now: datetime) -> bool:
    """Whether organisations may answer at this moment."""
    return (
        briefing.is_open_to_sign
        and briefing.archived_at is None
        and (briefing.sign_by is None or now <= briefing.sign_by)
    )


def answers_of(signoffs: Iterable[SignOff]) -> dict[int, list[Answer]]:
    """Stored answers (each with its version loaded) as values of the rule, by organisation id."""
    found: dict[int, list[Answer]] = defaultdict(list)
    for each in signoffs:
        found[each.organisation_id].append(Answer(each.pk, each.sha256, each.version.number, each.answer, each.at))
    return found


def spells_of(organisations: Iterable[int] | None = None) -> dict[int, list[Membership]]:
    """Spells of membership by organisation id; of all organisations where none are named. One query."""
    found: dict[int, list[Membership]] = defaultdict(list)
    rows = Membership.objects.all()
    for spell in rows if organisations is None else rows.filter(organisation__in=organisations):
        found[spell.organisation_id].append(spell)
    return found


def roll(version: BriefingVersion, now: datetime) -> list[Row]:
    """Every organisation that is asked or has answered, with its standing on this text, by name. Three queries.

    Asked is who is a member today; once the deadline is over, who was a member on its day.
    """
    briefing = version.briefing
    signoffs = list(
        SignOff.objects.filter(version__briefing=briefing).select_related("version", "by").defer("version__body")
    )
    answers, spells = answers_of(signoffs), spells_of()
    day = london_day(min(now, briefing.sign_by) if briefing.sign_by else now)
    stored = {each.pk: each for each in signoffs}
    rows = []
    for organisation in Organisation.objects.all():
        given = answers.get(organisation.pk, [])
        if not given and not was_member(spells.get(organisation.pk, []), day):
            continue
        standing = standing_of(version.sha256, given, spells.get(organisation.pk, []), briefing.sign_by)
        rows.append(Row(organisation, standing, stored[standing.answer.id] if standing.answer else None))
    return rows


def signatories(version: BriefingVersion) -> list[Organisation]:
    """Whom a published paper may list: valid signatures, with or without reservation, that agreed to be named."""
    signing = {SignOff.Answer.SIGNS.value, SignOff.Answer.RESERVATION.value}
    return [
        row.organisation
        for row in roll(version, timezone.now())
        if row.is_valid and row.signoff and row.signoff.answer in signing and row.signoff.may_be_named
    ]


@dataclass(frozen=True, slots=True)
class Given:
    """What an organisation answers. `received_at` and `recorded_note` only where an officer writes down an e-mail."""

    answer: str
    comment: str = ""
    may_use_logo: bool = False
    may_be_named: bool = True
    recorded_note: str = ""
    received_at: datetime | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The stored fields that say what was answered."""
        return {
            "answer": self.answer,
            "comment": self.comment.strip(),
            "may_use_logo": self.may_use_logo,
            "may_be_named": self.may_be_named,
            "recorded_note": self.recorded_note.strip(),
        }


def sign(briefing: Briefing, organisation: Organisation, read_sha256: str, given: Given, *, by: Any) -> SignOff:
    """Write an organisation's answer to the text with the hash that was read.

    Raises TextChanged where that is no longer the paper's latest text, NotOpen where no answers are taken. An e-mail
    is judged by the moment it came, so one that came in time may be written down after the deadline. The same answer
    once more writes nothing, unless the earlier one was no member's and this one is of another day.
    """
    at = given.received_at or timezone.now()
    with transaction.atomic():
        held = Briefing.objects.select_for_update().get(pk=briefing.pk)
        latest = latest_version(held)
        if latest is None or not held.is_open_to_sign or held.archived_at is not None:
            raise NotOpen("This paper is not open for sign-off.")
        if held.sign_by is not None and at > held.sign_by:
            raise NotOpen("The deadline is over: no answer counts after it.")
        if latest.sha256 != read_sha256:
            raise TextChanged(latest)
        same = _repeated(latest, organisation, given.facts, by, at)
        if same is not None:
            return same
        person = person_of(by)
        name = person.name if person else str(by)
        return SignOff.objects.create(
            version=latest, organisation=organisation, sha256=latest.sha256, by=by, by_name=name, at=at, **given.facts
        )


def _repeated(
    version: BriefingVersion, organisation: Organisation, facts: dict[str, Any], by: Any, at: datetime
) -> SignOff | None:
    """The organisation's last answer where it says the very same of the very same text: a form that was sent twice.

    Where it was not a member on the day of that answer, one of another day may count, and is no repetition.
    """
    last = (
        SignOff.objects.filter(version__briefing=version.briefing_id, organisation=organisation)
        .order_by("-at", "-pk")
        .first()
    )
    is_same = (
        last is not None
        and last.sha256 == version.sha256
        and last.by_id == getattr(by, "pk", None)
        and all(getattr(last, name) == value for name, value in facts.items())
    )
    if last is None or not is_same:
        return None
    day = london_day(last.at)
    counts_alike = day == london_day(at) or was_member(spells_of([organisation.pk])[organisation.pk], day)
    return last if counts_alike else None


def open_to_sign(briefing: Briefing, sign_by: datetime | None, *, by: Any, note: str = "", seen: int) -> bool:
    """Ask the organisations for their answers, until a deadline; also extends one. Kept in the paper's history."""
    otherwise = "Deadline of sign-off changed" if briefing.is_open_to_sign else "Opened for sign-off"
    return writing.change(
        briefing,
        {"is_open_to_sign": True, "sign_by": sign_by},
        by=by,
        note=note.strip() or otherwise,
        seen_revision=seen,
    )


def close(briefing: Briefing, *, by: Any, note: str = "", seen: int) -> bool:
    """Take no more answers; those given stay."""
    return writing.change(
        briefing, {"is_open_to_sign": False}, by=by, note=note.strip() or "Sign-off closed", seen_revision=seen
    )


def counts_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many stand where: valid answers by kind, lapsed, and not answered (not counted is no answer)."""
    found = {"signs": 0, "reservation": 0, "objects": 0, "abstains": 0, "lapsed": 0, "waiting": 0}
    for row in rows:
        if row.standing.state is State.VALID and row.standing.answer:
            found[row.standing.answer.answer] += 1
        elif row.standing.state is State.LAPSED:
            found["lapsed"] += 1
        else:
            found["waiting"] += 1
    return found

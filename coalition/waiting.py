"""What waits for an organisation: papers whose exact text it has not answered, or whose text changed since it did."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from bills.text.redline import words_changed
from coalition.counting import State, london_day, standing_of
from coalition.membership import was_member
from coalition.models import Briefing, BriefingVersion, Organisation, SignOff
from coalition.signoff import answers_of, spells_of, with_latest

NOT_ANSWERED, LAPSED = "not answered", "lapsed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that waits for an organisation's answer. `state` is "not answered" or "lapsed".

    `changed` says in a sentence what changed since its answer, which was to version `answered_number`.
    """

    briefing: Briefing
    deadline: datetime | None
    state: str
    answered_number: int | None = None
    changed: str = ""

    @property
    def url(self) -> str:
        """Where it is answered."""
        return reverse("coalition:sign", args=[self.briefing.pk])


def waiting_for(organisation: Organisation, now: datetime) -> list[Waiting]:
    """What needs this organisation now, the nearest deadline first. At most four queries, however many papers.

    Nothing for an organisation that is not known to be a member today: its answer would not count.
    """
    spells = spells_of([organisation.pk]).get(organisation.pk, [])
    if not was_member(spells, london_day(now)):
        return []
    open_papers = Briefing.objects.filter(is_open_to_sign=True, archived_at__isnull=True).filter(
        Q(is_shared=True) | Q(owner=organisation), Q(sign_by__isnull=True) | Q(sign_by__gte=now)
    )
    papers = list(with_latest(open_papers).filter(versions__isnull=False).select_related("bill", "stage").distinct())
    given = SignOff.objects.filter(version__briefing__in=papers, organisation=organisation)
    by_paper: dict[int, list[SignOff]] = {}
    for each in given.select_related("version").defer("version__body", "version__references"):
        by_paper.setdefault(each.version.briefing_id, []).append(each)
    found = []
    for paper in papers:
        answers = answers_of(by_paper.get(paper.pk, [])).get(organisation.pk, [])
        standing = standing_of(paper.latest_sha256, answers, spells, paper.sign_by)  # type: ignore[attr-defined]
        if standing.state is not State.VALID:
            lapsed = standing.answer.number if standing.state is State.LAPSED and standing.answer else None
            found.append(Waiting(paper, paper.sign_by, LAPSED if lapsed else NOT_ANSWERED, lapsed))
    return sorted(_with_changes(found), key=_nearest)


def _nearest(waiting: Waiting) -> tuple[bool, float, int]:
    deadline = waiting.deadline
    return deadline is None, deadline.timestamp() if deadline else 0, waiting.briefing.pk


def _with_changes(found: list[Waiting]) -> list[Waiting]:
    """The lapsed ones with what changed since, in words. One query for all their texts, none without any."""
    wanted = Q(pk__in=[])
    for each in found:
        if each.answered_number:
            numbers = [each.answered_number, each.briefing.latest_number]  # type: ignore[attr-defined]
            wanted |= Q(briefing=each.briefing, number__in=numbers)
    texts = {
        (version.briefing_id, version.number): version
        for version in (BriefingVersion.objects.filter(wanted) if any(w.answered_number for w in found) else ())
    }
    return [
        Waiting(
            each.briefing,
            each.deadline,
            each.state,
            each.answered_number,
            change_in_words(
                texts[each.briefing.pk, each.answered_number],
                texts[each.briefing.pk, each.briefing.latest_number],  # type: ignore[attr-defined]
            ),
        )
        if each.answered_number
        else each
        for each in found
    ]


def change_in_words(old: BriefingVersion, new: BriefingVersion) -> str:
    """ "3 words inserted and 1 removed since version 1"; says so where a file or only the title changed."""
    since = f"since version {old.number}"
    if old.file or new.file:
        return f"the file was replaced {since}"
    inserted, removed = words_changed(f"{old.title}\n{old.body}", f"{new.title}\n{new.body}")
    if not inserted and not removed:
        return f"only punctuation or spacing changed {since}"
    parts = [f"{inserted:,} {'word' if inserted == 1 else 'words'} inserted"] if inserted else []
    if removed:
        parts.append(f"{removed:,} {'' if inserted else 'word ' if removed == 1 else 'words '}removed")
    return f"{' and '.join(parts)} {since}"

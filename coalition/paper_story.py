"""The story of a paper: what was changed about it, its versions, and the answers to them, newest first."""

from dataclasses import dataclass
from datetime import datetime

from coalition.counting import LONDON
from coalition.models import Briefing, BriefingVersion, SignOff
from coalition.querysets import history_visible_to, visible_to
from coalition.roles import Visitor, name_of

MOST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: when, what in a sentence, who did it, and details in further words."""

    at: datetime
    words: str
    who: str = ""
    more: str = ""


def story_of(paper: Briefing, viewer: Visitor) -> list[Told]:
    """The newest things that happened to a paper, as far as this viewer may know of them. Three queries."""
    told = [
        Told(row.history_date, row.history_change_reason or "Changed", name_of(row.history_user), _state(row))
        for row in history_visible_to(viewer, paper)
        .select_related("history_user__person")
        .order_by("-history_id")[:MOST]
    ]
    versions = visible_to(viewer, BriefingVersion).filter(briefing=paper).select_related("written_by__person")
    told += [
        Told(each.written_at, f"Version {each.number} written", name_of(each.written_by), each.note)
        for each in versions.defer("body", "references")
    ]
    answers = visible_to(viewer, SignOff).filter(version__briefing=paper).select_related("organisation", "version")
    told += [
        Told(
            each.at,
            f"{each.organisation} {each.get_answer_display().lower()} version {each.version.number}",
            each.by_name,
            f"written down: {each.recorded_note}" if each.recorded_note else "",
        )
        for each in answers.defer("version__body", "version__references")
    ]
    return sorted(told, key=lambda each: each.at, reverse=True)[:MOST]


def _state(row: Briefing) -> str:
    """What the paper's sign-off stood at after a change."""
    if not row.is_open_to_sign:
        return ""
    return f"answers by {row.sign_by.astimezone(LONDON):%H:%M on %-d %B %Y}" if row.sign_by else "answers, no deadline"

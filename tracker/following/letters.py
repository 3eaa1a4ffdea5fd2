"""What goes out by e-mail, in plain text: what happened, where it says so, and how to leave. No picture, no tracking.

Every link is the page's own address. Words of ours are read from the release in force at this moment.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from amendments.wording import and_list, count_of, moment_words, since_words
from coalition.public import judgement_words, kind_words
from tracker.following.links import CONFIRM_WITHIN, absolute, confirm_link, manage_link, stop_link
from tracker.following.models import Follower, Following, NewsItem
from tracker.following.news import page_of
from tracker.following.subjects import Subject, coalition_name

Kind = NewsItem.Kind
LONGEST_SUBJECT = 150
LONGEST_LETTER = 100
"""Items told in one letter; more are counted, with the pages where they stand."""
COUNTED: Mapping[str, tuple[str, str]] = {
    Kind.DECISION: ("decision", "decisions"),
    Kind.TEXT: ("wording changed", "wordings changed"),
    Kind.TARGET: ("target changed", "targets changed"),
    Kind.NEW: ("new amendment", "new amendments"),
    Kind.SITTING: ("change of sittings", "changes of sittings"),
    Kind.COURSE: ("step of the Bill", "steps of Bills"),
    Kind.ASK: ("ask published", "asks published"),
    Kind.PAPER: ("paper published", "papers published"),
    Kind.ACT: ("text published", "texts published"),
    Kind.COALITION: ("page about the coalition", "pages about the coalition"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One item as it is told: what happened, our page of it, its source, and the moment it speaks for."""

    kind: str
    count: int
    bill: str
    words: str
    page: str
    source: str
    as_at: str


def told(item: NewsItem) -> Told:
    """The item in words. `bill`, and `release` where it is one, are to be selected with it."""
    is_ours = item.release is not None
    words = _of_release(item) if is_ours else f"{item.label}: {item.words}" if item.label else item.words
    as_at = f"published {moment_words(item.at)}" if is_ours else f"as at {since_words(item.at)}"
    bill = item.bill.short_title if item.bill else ""
    return Told(item.kind, item.count, bill, words, absolute(page_of(item)), item.source_url, as_at)


def _of_release(item: NewsItem) -> str:
    if item.release is None:
        return ""
    fields = item.release.fields
    if item.kind == Kind.COALITION:
        return f"About {fields.get('name') or 'the coalition'}: published"
    if item.kind == Kind.ASK:
        judged = sorted(fields["outcomes"], key=lambda each: each["on"])
        stands = f"; where it stands, as we judge it: {judgement_words(judged[-1]['judgement'])}" if judged else ""
        return f"What we ask: “{fields['title']}”{stands}"
    return f"{kind_words(item.release.kind, fields) or 'Published'}: “{fields['title']}”"


def news_letter(
    follower: Follower, items: Sequence[NewsItem], follows: Sequence[Subject], number: int
) -> EmailMessage:
    """The letter of these items. Sent again after a crash it has the same Message-ID: `number` is its last item."""
    entries = [told(item) for item in items]
    facts = {
        "bills": _by_bill(entries[:LONGEST_LETTER]),
        "more": max(len(entries) - LONGEST_LETTER, 0),
        "follows": and_list(each.name for each in follows),
        "pages": [absolute(each.path) for each in follows],
        "manage": manage_link(follower),
        "stop": stop_link(follower),
        "at": moment_words(timezone.now()),
    }
    letter = _letter(follower, _subject(entries, follower.pace), "following/news.txt", facts)
    letter.extra_headers |= {
        "List-Unsubscribe": f"<{stop_link(follower)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": _message_id(f"{follower.key}:{number}"),
    }
    return letter


def _by_bill(entries: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for entry in entries:
        found.setdefault(entry.bill, []).append(entry)
    return found


def _subject(entries: Sequence[Told], pace: str) -> str:
    bills = list(dict.fromkeys(entry.bill for entry in entries if entry.bill))
    about = bills[0] if len(bills) == 1 else count_of(len(bills), "Bill") if bills else ""
    when = "This week: " if pace == Follower.Pace.WEEKLY else ""
    if len(entries) == 1:
        words = entries[0].words
    else:
        counts = {kind: sum(entry.count for entry in entries if entry.kind == kind) for kind in COUNTED}
        words = and_list(count_of(number, *COUNTED[kind]) for kind, number in counts.items() if number)
    return f"{when}{words} ({about})" if about else f"{when}{words}"


def confirm_letter(following: Following, subject: Subject, pace: str) -> EmailMessage:
    """The letter that asks whether it was really they who asked. The same, whoever they are to us already."""
    facts = {
        "subject": subject,
        "page": absolute(subject.path),
        "confirm": confirm_link(following, pace),
        "days": CONFIRM_WITHIN.days,
        "pace": Follower.Pace(pace).label.lower(),
    }
    return _letter(following.follower, f"Please confirm: follow {subject.name}", "following/confirm.txt", facts)


def _letter(follower: Follower, subject: str, template: str, facts: Mapping[str, object]) -> EmailMessage:
    body = render_to_string(template, {**facts, "coalition": coalition_name(), "site": absolute("/")})
    line = " ".join(subject.split())
    short = line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rpartition(" ")[0] + "…"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return EmailMessage(short, body, None, [follower.email], headers=headers)


def _message_id(of: str) -> str:
    name = hashlib.sha256(of.encode()).hexdigest()[:32]
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"

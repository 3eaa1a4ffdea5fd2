"""The only code that changes the state of a link: people confirm, reject, put back and open again; a text that changes
opens a confirmed link again by itself. docs/links.md is its page for people.

Confirming keeps both texts as they read at that moment. A machine never confirms, and what a person rejected is never
suggested again, because the rejected row stays.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from amendments.models import Amendment
from amendments.wording import title_of
from bills.history import Why
from bills.models import Bill, BillPrint
from coalition import writing
from coalition.link_texts import Prints, Texts, is_reworded, texts_of, with_texts
from coalition.matching.quotation import words_as_in
from coalition.models import AlternativeClause, Ask, ClauseLink

State = ClauseLink.State
FROM: dict[str, set[str]] = {
    State.CONFIRMED: {State.SUGGESTED, State.REOPENED},
    State.REJECTED: {State.SUGGESTED, State.REOPENED, State.CONFIRMED},
    State.REOPENED: {State.CONFIRMED},
    State.SUGGESTED: {State.REJECTED},
}
"""From which states a link may come into each."""


class NotPossible(Exception):
    """The link is in a state from which this step cannot be taken; the message says so in plain words."""


class TextMoved(Exception):
    """A text of the link is no longer the one that the person had before them. Nothing was written."""


class NotInText(Exception):
    """A quotation that the text does not hold. `side` is "our_quotation" or "their_quotation"."""

    def __init__(self, side: str) -> None:
        whose = "our text" if side == "our_quotation" else "their text"
        super().__init__(f"These words are not in {whose}. Copy them exactly as they stand there.")
        self.side = side


def seal(texts: Texts) -> str:
    """What a form carries of the texts it showed, so that nobody confirms words they have not seen."""
    return hashlib.sha256(f"{texts.ours}\0{texts.theirs}".encode()).hexdigest()[:24]


def confirm(
    link: ClauseLink,
    *,
    by: Any,
    why: str = "",
    seen_revision: int | None = None,
    seen_texts: str | None = None,
    **facts: Any,
) -> None:
    """A person has read both texts and says that they belong together.

    `facts` may set relation, note, our_quotation, their_quotation and is_shared at once. Keeps both texts as they read
    now, and for a provision the print they were read in, with its number there. Raises EditConflict, NotPossible,
    TextMoved or NotInText, each with nothing written.
    """
    with transaction.atomic():
        _check(link, State.CONFIRMED, seen_revision)
        texts = texts_of(link)
        if seen_texts is not None and seen_texts != seal(texts):
            raise TextMoved
        values: dict[str, Any] = {
            **facts,
            **quotations(link, texts, facts),
            "our_text": texts.ours,
            "their_text": texts.theirs,
        }
        if texts.print_pk and not link.amendment_id:
            values |= _read_in(link, texts.print_pk)
        _into(link, State.CONFIRMED, by, why or "Confirmed", seen_revision, values)


def _read_in(link: ClauseLink, print_pk: int) -> dict[str, Any]:
    """The print that the provision was read in, and what it is called there: a number is of one print alone."""
    printed = BillPrint.objects.defer("tree").get(pk=print_pk)
    prints = Prints(link.bill)
    if print_pk != link.bill_print_id and prints.provision(print_pk, link) is None:
        raise NotPossible(f"It is not in {printed} any more: reject the link, or link what took its place.")
    return {"bill_print": printed, "provision": prints.address(print_pk, link)}


def reject(link: ClauseLink, *, by: Any, why: str = "", seen_revision: int | None = None) -> None:
    """A person says that the two do not belong together, or no longer. It is never suggested again."""
    with transaction.atomic():
        _check(link, State.REJECTED, seen_revision)
        _into(link, State.REJECTED, by, why or "Rejected", seen_revision)


def reopen(link: ClauseLink, *, by: Any, why: str = "", seen_revision: int | None = None) -> None:
    """A person doubts a confirmed link: it waits for review again."""
    with transaction.atomic():
        _check(link, State.REOPENED, seen_revision)
        _into(link, State.REOPENED, by, why or "Opened again", seen_revision)


def put_back(link: ClauseLink, *, by: Any, why: str = "", seen_revision: int | None = None) -> None:
    """A person takes a rejection back: the link waits for review as a suggestion."""
    with transaction.atomic():
        _check(link, State.SUGGESTED, seen_revision)
        _into(link, State.SUGGESTED, by, why or "Rejection taken back", seen_revision)


def revise(link: ClauseLink, *, by: Any, why: str = "", seen_revision: int | None = None, **facts: Any) -> None:
    """Change what is said of a confirmed link (relation, note, quotations, sharing); it stays confirmed.

    Quotations are looked for in the texts that were confirmed. Raises EditConflict, NotPossible or NotInText.
    """
    with transaction.atomic():
        _check(link, State.REOPENED, seen_revision)  # only from confirmed, as opening again is
        kept = Texts(link.our_text, link.their_text, link.bill_print_id)
        values: dict[str, Any] = {**facts, **quotations(link, kept, facts)}
        writing.change(link, values, by=by, note=why or "Changed", seen_revision=seen_revision)


def quotations(link: ClauseLink, texts: Texts, facts: dict[str, Any]) -> dict[str, str]:
    """Both quotations as the texts have them, mark for mark. Raises NotInText.

    Words of the Act, of which we hold no text, are kept as given.
    """
    found = {}
    for side, text in (("our_quotation", texts.ours), ("their_quotation", texts.theirs)):
        given = facts.get(side, getattr(link, side))
        if side == "their_quotation" and not link.amendment_id and not link.bill_print_id:
            found[side] = given.strip()
            continue
        exact = words_as_in(text, given)
        if exact is None:
            raise NotInText(side)
        found[side] = exact
    return found


def _check(link: ClauseLink, state: str, seen_revision: int | None) -> None:
    """Lock the row; refuse an older revision, and a step that its stored state does not allow."""
    stored = ClauseLink.objects.select_for_update().get(pk=link.pk)
    if seen_revision is not None and stored.revision != seen_revision:
        raise writing.EditConflict(stored, seen_revision)
    if stored.state not in FROM[state]:
        raise NotPossible(f"This link is {stored.get_state_display().lower()}, so that cannot be done now.")


def _into(
    link: ClauseLink, state: str, by: Any, why: str, seen_revision: int | None, values: dict[str, Any] | None = None
) -> None:
    stated = {"state": state, "reviewed_by": by, "reviewed_at": timezone.now(), **(values or {})}
    writing.change(link, stated, by=by, note=why, seen_revision=seen_revision)


# ---- opened again by a change of text ----
def reopen_changed(bill: Bill) -> int:
    """Open again every confirmed link of the Bill one of whose texts says something else now; returns how many.

    Called after every taking-in of the Bill's record, in its transaction. Doing it twice opens nothing twice. Only
    words count: numbers, names, stars, places and typography do not (amendments.changes.comparable_text).
    """
    return _reopen(ClauseLink.objects.filter(bill=bill))


def reopen_for_clause(clause: AlternativeClause) -> int:
    """The same for the links of a clause of ours, after its wording changed.

    coalition/writing.py tells of every wording it writes, so nobody needs to call this but what writes past it.
    """
    return _reopen(ClauseLink.objects.filter(clause=clause))


def reopen_for_ask(ask: Ask) -> int:
    """The same for the links of an ask, after its title or summary changed."""
    return _reopen(ClauseLink.objects.filter(ask=ask))


def _reopen(links: Iterable[ClauseLink]) -> int:
    confirmed = links.filter(state=State.CONFIRMED).select_related(  # type: ignore[attr-defined]
        "bill", "amendment", "clause", "ask"
    )
    opened = 0
    for link, now, prints in with_texts(confirmed):
        side = is_reworded(link, now, prints)
        if side:
            why = _our_reason(link) if side == "ours" else _their_reason(link, now)
            opened += writing.change(link, {"state": State.REOPENED}, by=None, why=why)
    return opened


def _our_reason(link: ClauseLink) -> Why:
    return Why("Our own wording changed", timezone.now())


def _their_reason(link: ClauseLink, now: Texts) -> Why:
    """Which list or print brought the new words, and the moment it speaks for."""
    if link.amendment is not None:
        return _reworded(link.amendment)
    stored = BillPrint.objects.defer("tree").get(pk=now.print_pk or 0)
    row = stored.history.order_by("-history_id").first()
    said = "reads differently in" if now.theirs else "is not in"
    reason = f"{link.provision.capitalize()} {said} {stored}"
    return Why(reason, row.effective_at or timezone.now(), row.snapshot_id, row.source_url)


def _reworded(amendment: Amendment) -> Why:
    rows = amendment.history.order_by("-effective_at", "-history_id")
    row = rows.filter(grades__contains="text").first() or rows.first()
    reason = f"{title_of(amendment)} was reworded: {row.history_change_reason or 'its text changed'}"
    return Why(reason[:500], row.effective_at or timezone.now(), row.snapshot_id, row.source_url)

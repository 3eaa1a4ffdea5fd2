"""The two texts that a link ties together, as they read now, and whether they still say what a person confirmed.

Their side of an amendment is its wording with its explanatory statement; of a provision its words in the newest print
that has it, by GUID; of a section of the Act nothing, for we do not hold Acts. Our side is the newest wording of the
clause, the title and summary of the ask, or both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from amendments.changes import comparable_text
from amendments.models import Amendment
from bills.models import Bill, BillPrint
from bills.text.tree import Print, Provision
from coalition.clauses import current_wordings
from coalition.models import Ask, ClauseLink, ClauseWording

STATEMENT = "\n\nExplanatory statement\n"
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Texts:
    """Both sides as they read now. `print_pk` is the print that their side was read in, for a provision."""

    ours: str
    theirs: str
    print_pk: int | None = None


def texts_of(link: ClauseLink) -> Texts:
    """Both texts of one link."""
    return with_texts([link])[0][1]


def our_text(link: ClauseLink, clauses: Mapping[int, str]) -> str:
    """The clause as its newest version has it, then the ask."""
    parts = [clauses.get(link.clause_id or 0, ""), ask_text(link.ask)]
    return BETWEEN.join(part for part in parts if part)


def clause_texts(clauses: Iterable[int]) -> dict[int, str]:
    """Heading and text of the newest wording of each; a number is a label and no part of it. One query."""
    wordings = current_wordings(ClauseWording.objects.filter(clause__in=set(clauses)))
    return {wording.clause_id: wording_text(wording) for wording in wordings}


def wording_text(wording: ClauseWording) -> str:
    """The heading, and the text under it."""
    return "\n".join(part for part in (wording.heading, wording.text) if part.strip())


def ask_text(ask: Ask | None) -> str:
    """The title, and the summary under it."""
    return "\n".join(part for part in (ask.title, ask.summary) if part.strip()) if ask else ""


def amendment_text(amendment: Amendment) -> str:
    """The wording (the list's summary while only that is known), with the explanatory statement where there is one."""
    words = amendment.text or amendment.summary_text
    return words + STATEMENT + amendment.statement if words and amendment.statement.strip() else words


def their_text(link: ClauseLink, prints: "Prints") -> tuple[str, int | None]:
    """The other side's words, and the print they were read in. ("", None) where we hold none."""
    if link.amendment_id:
        return amendment_text(link.amendment), None  # type: ignore[arg-type]
    if link.bill_print_id:
        return prints.text_of(link)
    return "", None


def is_reworded(link: ClauseLink, now: Texts, prints: "Prints") -> str:
    """Which side no longer says what was confirmed: "ours", "theirs" or "". Typography and numbers never count."""
    if differs(link.our_text, now.ours):
        return "ours"
    if link.amendment_id and _amendment_differs(link.their_text, now.theirs):
        return "theirs"
    if link.bill_print_id and not link.amendment_id and prints.is_reworded(link):
        return "theirs"
    return ""


def _amendment_differs(confirmed: str, now: str) -> bool:
    """Wording against wording, statement against statement; a statement that arrives where there was none is news of
    the same amendment, and no rewording."""
    (old, _, old_statement), (new, _, new_statement) = confirmed.partition(STATEMENT), now.partition(STATEMENT)
    return differs(old, new) or (bool(old_statement) and differs(old_statement, new_statement))


def differs(one: str, other: str) -> bool:
    """Whether two texts differ in more than typography."""
    return one != other and comparable_text(one) != comparable_text(other)


class Prints:
    """The prints of a Bill, newest first, each tree read at most once."""

    def __init__(self, bill: Bill) -> None:
        self.bill = bill
        self._trees: dict[int, Print] = {}

    @cached_property
    def rows(self) -> list[BillPrint]:
        """Without their trees."""
        return list(BillPrint.objects.filter(bill=self.bill).defer("tree"))

    def tree(self, pk: int) -> Print:
        """The provisions of one print. Raises ValueError where it is kept in a form that we cannot read."""
        if pk not in self._trees:
            kept = BillPrint.objects.values_list("tree", flat=True).get(pk=pk)
            self._trees[pk] = Print.from_json(kept)
        return self._trees[pk]

    def addresses(self, pk: int) -> Mapping[str, tuple[Provision, ...]]:
        """The provisions of one print by address; none where it is kept in a form that we cannot read."""
        try:
            return self.tree(pk).by_address
        except ValueError:
            return {}

    def text_of(self, link: ClauseLink) -> tuple[str, int | None]:
        """The provision in the newest print that follows the link's own; ("", that print) where it is gone from it."""
        pk = self.newest_following(link)
        found = self.provision(pk, link)
        return (provision_text(found) if found else ""), pk

    def newest_following(self, link: ClauseLink) -> int:
        """The newest print in which the provision can be looked for by GUID; else the link's own print."""
        own = link.bill_print_id or 0
        order = [row.pk for row in self.rows]
        newer = order[: order.index(own)] if own in order and link.provision_guid else []
        for pk in newer:
            if self._shares_identities(own, pk):
                return pk
        return own

    def provision(self, pk: int, link: ClauseLink) -> Provision | None:
        """The provision of a link in one print: by GUID, in the link's own print also by its address."""
        try:
            tree = self.tree(pk)
        except ValueError:
            return None
        if link.provision_guid:
            return tree.by_guid.get(link.provision_guid)
        found = tree.by_address.get(link.provision, ()) if pk == link.bill_print_id else ()
        return found[0] if len(found) == 1 else None

    def address(self, pk: int, link: ClauseLink) -> str:
        """What the provision of a link is called in one print, followed by GUID; without one, as the link has it."""
        for address, places in self.addresses(pk).items() if link.provision_guid else ():
            if any(place.guid == link.provision_guid for place in places):
                return address
        return link.provision

    def is_reworded(self, link: ClauseLink) -> bool:
        """Whether the newest print says something else there than the print that was confirmed, or has it no more."""
        pk = self.newest_following(link)
        if pk == link.bill_print_id:
            return False
        before, after = self.provision(link.bill_print_id or 0, link), self.provision(pk, link)
        if before is None:
            return False
        return after is None or said(before) != said(after)

    def _shares_identities(self, one: int, other: int) -> bool:
        """Whether the two prints name provisions by the same GUIDs at all: else absence says nothing."""
        try:
            return bool(self.tree(one).by_guid.keys() & self.tree(other).by_guid.keys())
        except ValueError:
            return False


def provision_text(provision: Provision) -> str:
    """A provision in words, its parts each on a line of their own with their numbers; its own number is left out."""
    lines = [provision.heading] if provision.heading else []
    words = "".join(piece if isinstance(piece, str) else f"\n{_numbered(piece)}\n" for piece in provision.pieces())
    lines += [line.strip() for line in words.split("\n") if line.strip()]
    return "\n".join(lines)


def _numbered(provision: Provision) -> str:
    return f"{provision.number} {provision_text(provision)}".strip()


def said(provision: Provision) -> list[str]:
    """What a provision says, number and typography aside: a cross-reference is what it points at, not its number."""
    found = []
    for each in provision.walk():
        for name in ("heading", "text"):
            words = each.part(name)
            for reference in sorted((r for r in each.references if r.part == name), key=lambda r: -r.start):
                if reference.guid:
                    words = words[: reference.start] + f"[{reference.guid}]" + words[reference.end :]
            found.append(comparable_text(words))
    return [words for words in found if words]


def with_texts(links: Iterable[ClauseLink]) -> list[tuple[ClauseLink, Texts, "Prints"]]:
    """Every link with its texts now: one query for all clauses, and a Bill's prints are read once."""
    rows = list(links)
    clauses = clause_texts(row.clause_id for row in rows if row.clause_id) if any(r.clause_id for r in rows) else {}
    prints: dict[int, Prints] = {}
    found = []
    for link in rows:
        own = prints.setdefault(link.bill_id, Prints(link.bill))
        theirs, print_pk = their_text(link, own)
        found.append((link, Texts(our_text(link, clauses), theirs, print_pk), own))
    return found

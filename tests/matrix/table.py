"""Who may do what: one row for each named address of the site. A new address without a row fails the tests.

To add a row: `"room:name": page(MEMBERS)`. The kinds:

    page(who)     read by `who` and everybody above; nothing to POST
    private_page  the same for a record of Beacon Trust alone
    form(who)     read and posted
    action(who)   posted only

`who` is STRANGERS (everybody), OUTSIDERS (signed in), MEMBERS, OFFICERS, ADMINISTRATORS. A stranger below is sent to
sign in, anybody else below gets the missing page. A second case of one address is `"room:name#case"`: a private record
beside a shared one. Example records for addresses with arguments: tests/matrix/examples.py.

PUT and DELETE are refused everywhere (tracker/middleware.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

VISITORS = ("stranger", "outsider", "member", "officer", "administrator")
"""From the least to the most; the member is of Harbour Watch, the officer of Beacon Trust."""
METHODS = ("GET", "POST", "PUT", "DELETE")
STRANGERS, OUTSIDERS, MEMBERS, OFFICERS, ADMINISTRATORS = range(5)


@dataclass(frozen=True)
class Row:
    """What is expected of each visitor and method: "ok", "sign-in", "missing" (404) or "refused" (403, 405)."""

    lowest: int
    taken: tuple[str, ...]
    below: str = "missing"
    wrong_method: str = "after the guard"
    but: dict[tuple[str, str], str] = field(default_factory=dict)

    def expected(self, visitor: str, method: str) -> str:
        """The cell of this visitor and method."""
        if method in ("PUT", "DELETE"):
            return "refused"
        if (visitor, method) in self.but:
            return self.but[visitor, method]
        place = VISITORS.index(visitor)
        if method not in self.taken and (
            place >= self.lowest or self.wrong_method == "first" or (self.wrong_method == "once signed in" and place)
        ):
            return "refused"
        if place >= self.lowest:
            return "ok"
        return "sign-in" if place == STRANGERS else self.below


def _kind(*taken: str) -> Callable[..., Row]:
    def make(lowest: int, **more: object) -> Row:
        return Row(lowest, taken, **more)  # type: ignore[arg-type]

    return make


page, form, action = _kind("GET"), _kind("GET", "POST"), _kind("POST")


def private_page() -> Row:
    """A page of a record that is Beacon Trust's own. A member's POST is refused whether or not there is a record."""
    return page(OFFICERS, but={("member", "POST"): "refused"})


def of_the_officer(kind: Callable[..., Row], method: str) -> Row:
    """What waits for the officer who brought it: missing for everybody else, the administrator too."""
    return kind(OFFICERS, wrong_method="first", but={("administrator", method): "missing"})


ADMIN = Row(len(VISITORS), ("GET", "POST"))
"""Every address of Django's admin: for superusers alone, none of the five. What it has not looks as what it has."""

LISTED_IN_API = (
    *("bills", "stages", "sittings", "publications", "news", "prints", "amendment-papers", "amendments"),
    *("divisions", "members", "chains", "campaigns-asks", "campaigns-acts", "campaigns-papers"),
)
ONLY_LISTED_IN_API = (
    *("listings", "names", "named-prints", "provision-paths", "related-bills", "campaigns-coalition"),
)
ROWS: dict[str, Row] = {
    # ---- Parliament's record, for everybody ----
    "front": page(STRANGERS),
    "bills:list": page(STRANGERS),
    "bill-timeline": page(STRANGERS),
    "bills:detail": page(STRANGERS),
    "bills:clause-map": page(STRANGERS),
    "bills:compare-prints": page(STRANGERS),
    "as-amended": page(STRANGERS),
    "as-amended-docx": page(STRANGERS),
    "amendments:stage": page(STRANGERS),
    "amendments:compare": page(STRANGERS),
    "amendments:detail": page(STRANGERS),
    "amendments:chain": page(STRANGERS),
    "division": page(STRANGERS),
    "division-reviews": page(OFFICERS),
    "division-review": form(OFFICERS),
    "division-review-undo": action(OFFICERS),
    # ---- feeds and calendars ----
    "bill-atom": page(STRANGERS),
    "bill-json": page(STRANGERS),
    "ask-atom": page(STRANGERS),
    "ask-json": page(STRANGERS),
    "search-atom": page(STRANGERS),
    "search-json": page(STRANGERS),
    "bill-calendar": page(STRANGERS),
    "calendar": page(STRANGERS),
    # ---- for other sites, and for search engines ----
    "embed-bill": page(STRANGERS),
    "embed-ask": page(STRANGERS),
    "bill-card": page(STRANGERS),
    "ask-card": page(STRANGERS),
    "sitemap": page(STRANGERS),
    "sitemap-part": page(STRANGERS),
    "robots": page(STRANGERS),
    # ---- the library, and the site itself ----
    "library": page(STRANGERS),
    "about-accessibility": page(STRANGERS),
    "about-privacy": page(STRANGERS),
    "about-licence": page(STRANGERS),
    "search": page(STRANGERS),
    "glossary": page(STRANGERS),
    "jobs": page(STRANGERS),
    "healthz": page(STRANGERS),
    "readyz": page(STRANGERS),
    # ---- open data, for everybody ----
    "api-page": page(STRANGERS),
    "data": page(STRANGERS),
    "data-dictionary": page(STRANGERS),
    "data-all": page(STRANGERS),
    "data-bill": page(STRANGERS),
    "data-campaigns": page(STRANGERS),
    "data-campaign": page(STRANGERS),
    "data-paper-xml": page(STRANGERS),
    "data-print-xml": page(STRANGERS),
    **{f"api:{name}": page(STRANGERS) for name in LISTED_IN_API},
    **{f"api:{name}-one": page(STRANGERS) for name in LISTED_IN_API},
    "api:root": page(STRANGERS),
    "api:schema": page(STRANGERS),
    "api:changes": page(STRANGERS),
    "api:provisions": page(STRANGERS),
    **{f"api:{name}": page(STRANGERS) for name in ONLY_LISTED_IN_API},
    # ---- following by e-mail: whoever holds a link may use it ----
    "follow": form(STRANGERS),
    "follow-bill": form(STRANGERS),
    "follow-ask": form(STRANGERS),
    "follow-sent": page(STRANGERS),
    "follow-confirm": form(STRANGERS),
    "follow-manage": form(STRANGERS),
    "follow-stop": form(STRANGERS),
    "followers": page(OFFICERS),
    # ---- webhooks ----
    "webhooks": page(OFFICERS),
    "webhook-new": form(OFFICERS),
    "webhook": page(OFFICERS),
    "webhook-edit": form(OFFICERS),
    "webhook-test": action(OFFICERS),
    "webhook-rotate": action(OFFICERS),
    "webhook-pause": action(OFFICERS),
    "webhook-resume": action(OFFICERS),
    "webhook-remove": action(OFFICERS),
    # ---- officers' records for their software, and the keys to them ----
    "api:officers-asks": page(OFFICERS),
    "api:officers-links": page(OFFICERS),
    "api:officers-papers": page(OFFICERS),
    "api:officers-sign-offs": page(OFFICERS),
    "api-tokens": form(OFFICERS, wrong_method="first"),
    "api-token-revoke": action(OFFICERS, wrong_method="first"),
    # ---- background work: refused with 403, for its addresses are no secret ----
    "job-cancel": action(OFFICERS, below="refused", wrong_method="first"),
    "job-retry": action(OFFICERS, below="refused", wrong_method="first"),
    "track": page(OFFICERS, below="refused", wrong_method="first"),
    "track-start": action(OFFICERS, below="refused", wrong_method="first"),
    "tracking": page(OFFICERS, below="refused", wrong_method="first"),
    "tracking-update": action(OFFICERS, below="refused", wrong_method="first"),
    "tracking-stop": form(OFFICERS, below="refused", wrong_method="first"),
    "saved-pages": form(OFFICERS, wrong_method="first"),
    "saved-pages-preview": of_the_officer(page, "GET"),
    "saved-pages-confirm": of_the_officer(action, "POST"),
    # ---- signing in; the officer and the administrator have a second step ----
    "login": form(STRANGERS),
    "account_login": form(STRANGERS),
    "logout": action(STRANGERS),
    "account_logout": action(STRANGERS),
    "account_inactive": page(STRANGERS),
    "account_reset_password": form(STRANGERS),
    "account_reset_password_done": page(STRANGERS),
    "account_reset_password_from_key": form(STRANGERS),
    "account_reset_password_from_key_done": page(STRANGERS),
    "mfa_authenticate": form(OUTSIDERS),
    "account_reauthenticate": form(OUTSIDERS),
    "mfa_reauthenticate": form(OUTSIDERS),
    "account_change_password": form(OUTSIDERS),
    "mfa_index": page(OUTSIDERS),
    "mfa_activate_totp": form(OUTSIDERS),
    "mfa_deactivate_totp": form(OFFICERS),
    "mfa_view_recovery_codes": page(OFFICERS, wrong_method="once signed in"),
    "mfa_generate_recovery_codes": form(OUTSIDERS),
    "mfa_download_recovery_codes": form(OFFICERS),
    # ---- the desk, and what needs an organisation now ----
    "coalition:desk": page(OFFICERS),
    "coalition:desk-seen": action(OFFICERS),
    "coalition:our-work": page(MEMBERS),
    # ---- people ----
    "coalition:about": form(ADMINISTRATORS),
    "coalition:organisations": page(MEMBERS),
    "coalition:organisation-new": form(OFFICERS),
    "coalition:organisation": page(MEMBERS),
    "coalition:organisation-edit": form(OFFICERS),
    "coalition:membership-new": form(OFFICERS),
    "coalition:membership-edit": form(OFFICERS),
    "coalition:people": page(ADMINISTRATORS),
    "coalition:person": form(ADMINISTRATORS),
    "coalition:person-second-step-away": action(ADMINISTRATORS),
    "coalition:invitations": form(ADMINISTRATORS),
    "coalition:invitation-renew": action(ADMINISTRATORS),
    "coalition:invitation-revoke": action(ADMINISTRATORS),
    "coalition:welcome": form(STRANGERS),
    # ---- asks ----
    "coalition:asks": page(MEMBERS),
    "coalition:ask-new": form(OFFICERS),
    "coalition:ask": page(MEMBERS),
    "coalition:ask#private": private_page(),
    "coalition:ask-edit": form(OFFICERS),
    "coalition:ask-state": form(OFFICERS),
    "coalition:ask-restore": action(OFFICERS),
    "coalition:ground-new": form(OFFICERS),
    "coalition:ground": form(OFFICERS),
    "coalition:outcome-new": form(OFFICERS),
    "coalition:outcome": form(OFFICERS),
    "coalition:theme-new": form(OFFICERS),
    "coalition:theme": form(OFFICERS),
    # ---- assurances; the contact log, which members never see ----
    "coalition:assurances": page(MEMBERS),
    "coalition:assurance-new": form(OFFICERS),
    "coalition:assurance": form(OFFICERS),
    "coalition:contacts": page(OFFICERS),
    "coalition:contact-new": form(OFFICERS),
    "coalition:contact-erase": form(OFFICERS),
    "coalition:contact-erase-person": form(OFFICERS),
    # ---- spreadsheets ----
    "coalition:spreadsheets": page(MEMBERS),
    "coalition:export": page(MEMBERS),
    "coalition:import-preview": action(OFFICERS),
    "coalition:import-apply": action(OFFICERS),
    # ---- reference texts: a shared one, and Beacon Trust's own ----
    "coalition:acts": page(MEMBERS),
    "coalition:act-new": form(OFFICERS),
    "coalition:act-template": page(MEMBERS),
    "coalition:act": page(MEMBERS),
    "coalition:act#private": private_page(),
    "coalition:act-edit": form(OFFICERS),
    "coalition:act-issue": form(OFFICERS),
    "coalition:act-arrange": page(OFFICERS),
    "coalition:act-import": form(OFFICERS),
    "coalition:act-export": page(MEMBERS),
    "coalition:act-export#private": private_page(),
    "coalition:clause": page(MEMBERS),
    "coalition:clause#private": private_page(),
    "coalition:clause-new": form(OFFICERS),
    "coalition:clause-edit": form(OFFICERS),
    "coalition:clause-move": action(OFFICERS),
    "coalition:clause-remove": form(OFFICERS),
    "coalition:clause-restore": action(OFFICERS),
    # ---- links ----
    "coalition:links": page(MEMBERS),
    "coalition:link-search": action(OFFICERS),
    "coalition:link-new": form(MEMBERS),
    "coalition:link": page(MEMBERS),
    "coalition:link#private": private_page(),
    "coalition:link-review": action(OFFICERS),
    "coalition:position": form(MEMBERS),
    "coalition:continues": form(OFFICERS),
    "coalition:continuation": action(OFFICERS),
    # ---- papers: shared ones, and those of Beacon Trust alone ----
    "coalition:briefings": page(MEMBERS),
    "coalition:briefing-new": form(OFFICERS),
    "coalition:briefing": page(MEMBERS),
    "coalition:briefing#private": private_page(),
    "coalition:briefing-edit": form(OFFICERS),
    "coalition:briefing-archive": action(OFFICERS),
    "coalition:briefing-text": form(OFFICERS),
    "coalition:briefing-upload": form(OFFICERS),
    "coalition:briefing-references": page(OFFICERS),
    "coalition:briefing-versions": page(MEMBERS),
    "coalition:briefing-versions#private": private_page(),
    "coalition:briefing-restore": action(OFFICERS),
    "coalition:briefing-file": page(MEMBERS),
    "coalition:briefing-file#private": private_page(),
    "coalition:briefing-pdf": page(MEMBERS),
    "coalition:briefing-pdf#private": private_page(),
    "coalition:briefing-docx": page(MEMBERS),
    "coalition:briefing-docx#private": private_page(),
    "coalition:sign": form(MEMBERS),
    "coalition:sign#private": form(OFFICERS),
    "coalition:sign-off-open": form(OFFICERS),
    "coalition:sign-off-close": action(OFFICERS),
    "coalition:sign-off-record": form(OFFICERS),
    # ---- publishing, and what the public reads ----
    "coalition:publish": form(OFFICERS),
    "coalition:withdraw": action(OFFICERS),
    "coalition:campaigns": page(STRANGERS),
    "coalition:campaign": page(STRANGERS),
    "coalition:public-ask": page(STRANGERS),
    "coalition:public-paper": page(STRANGERS),
    "coalition:public-paper-file": page(STRANGERS),
    "coalition:public-act": page(STRANGERS),
    "clause-timeline": page(STRANGERS),
    "compare-asks": page(STRANGERS),
}

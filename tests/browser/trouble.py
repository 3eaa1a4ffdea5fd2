"""Forms in trouble, each as a person meets it: sent with errors, refused, or saved by somebody else in between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from amendments.models import Amendment
from coalition import writing
from coalition.models import Ask, Briefing, ClauseLink, ContactEntry, Membership, Person, Position, Release


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where it begins, and what the officer does there."""

    name: str
    path: str
    act: Callable[[Page], object]
    is_error: bool = True
    """Whether the title says that something is wrong; else it is a next step."""


def troubles() -> list[Trouble]:
    """The forms of the coalition in every kind of trouble."""
    return [*_errors(), *_links(), *_conflicts()]


def _errors() -> Iterator[Trouble]:
    yield _at("ask-errors", "ask-new", act=_press("Save", "Add"))
    yield _at("paper-errors", "briefing-new", act=_press("Go on to the text"))
    yield _at("invitation-errors", "invitations", act=_press("Invite"))
    yield _at("person-errors", "person", _first(Person), act=_with("Name", "", "Save"))
    yield _at("membership-errors", "membership-edit", _first(Membership), act=_with("No longer", "2000-01-01", "Save"))
    yield _at("sign-errors", "sign", _first(Briefing), act=_press("Go on"))
    yield _at("erase-errors", "contact-erase", _first(ContactEntry), act=_press("Erase"))
    yield _at("publish-errors", "publish", Release.Kind.ASK, _first(Ask), act=_embargo_without_a_moment)


def _links() -> Iterator[Trouble]:
    amendment, ask, link = _free_amendment(), _first(Ask), _first(ClauseLink)
    new = reverse("coalition:link-new")
    yield Trouble("link-errors", f"{new}?amendment={amendment}", _press("Propose the link"))
    yield Trouble("link-unread", f"{new}?amendment={amendment}", _choose_and_confirm(ask), is_error=False)
    yield _at("link-refused", "link", link, act=_with("Words of theirs", "no such words", "Save", "Confirm"))
    yield _at("position-errors", "position", amendment, act=_press("Save"))


def _conflicts() -> Iterator[Trouble]:
    ask, link, amendment = Ask.objects.order_by("pk")[0], ClauseLink.objects.order_by("pk")[0], _free_amendment()

    def on_the_ask(page: Page) -> None:
        writing.change(Ask.objects.get(pk=ask.pk), {"summary": page.url}, by=None, note="By somebody else")
        _with("What we want", "Every step of every harbour is lit", "Save")(page)

    def on_the_link(page: Page) -> None:
        writing.change(ClauseLink.objects.get(pk=link.pk), {"note": "Theirs goes further."}, by=None)
        _press("Save", "Confirm", "Still right")(page)

    def on_the_position(page: Page) -> None:
        facts = {"amendment_id": amendment, "organisation": Person.objects.get(user__username="officer").organisation}
        writing.create(Position(stance=Position.Stance.choices[0][0], **facts), by=None)
        page.get_by_role("radio").first.check()
        _press("Save")(page)

    yield _at("ask-conflict", "ask-edit", ask.pk, act=on_the_ask)
    yield _at("link-conflict", "link", link.pk, act=on_the_link)
    yield _at("position-conflict", "position", amendment, act=on_the_position)


def _at(name: str, url_name: str, *args: object, act: Callable[[Page], object]) -> Trouble:
    return Trouble(name, reverse(f"coalition:{url_name}", args=args), act)


def _first(model: Any) -> int:
    return model.objects.order_by("pk")[0].pk


def _free_amendment() -> int:
    """An amendment that nothing is linked to."""
    return Amendment.objects.filter(stage__bill=Ask.objects.order_by("pk")[0].bill, number="9").get().pk


def _press(*names: str) -> Callable[[Page], None]:
    """Press the button that begins with one of these words."""

    def act(page: Page) -> None:
        buttons = page.locator("main button[type=submit]")
        found = next(each for each in buttons.all() if each.inner_text().strip().startswith(names))
        with page.expect_navigation():
            found.click()

    return act


def _with(label: str, text: str, *names: str) -> Callable[[Page], None]:
    """Fill a field, then press."""

    def act(page: Page) -> None:
        page.get_by_label(label).first.fill(text)
        _press(*names)(page)

    return act


def _embargo_without_a_moment(page: Page) -> None:
    page.get_by_label("Under embargo").check()
    _press("Publish")(page)


def _choose_and_confirm(ask: int) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_label("Our ask or clause").select_option(f"ask:{ask}")
        _press("Link and confirm")(page)

    return act

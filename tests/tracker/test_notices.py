"""What a visitor may want to know of the site: said on pages that every page leads to, and true of the site."""

import pytest
from django.urls import reverse

from tests.world import a_world

pytestmark = pytest.mark.django_db
NAMES = ("accessibility", "privacy", "licence")


def page(client, name: str) -> str:
    answer = client.get(reverse(f"about-{name}"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_page_leads_to_the_notices_and_the_library(client):
    footer = client.get(reverse("glossary")).content.decode().partition("<footer")[2]
    for name in (*(f"about-{name}" for name in NAMES), "library", "calendar"):
        assert f'href="{reverse(name)}"' in footer


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_names_where_to_write(client, settings, name):
    settings.SITE_CONTACT = ""
    assert "has not set an address" in page(client, name)
    settings.SITE_CONTACT = "help@tracker.example.org"
    assert 'href="mailto:help@tracker.example.org"' in page(client, name)
    settings.SITE_CONTACT = "https://tracker.example.org/contact"
    assert 'href="https://tracker.example.org/contact"' in page(client, name)


def test_the_licence_page_holds_parliaments_line_and_the_coalitions_terms(client, settings):
    settings.OUR_LICENCE, settings.OUR_LICENCE_URL = "", ""
    text = page(client, "licence")
    assert "Contains Parliamentary information licensed under the Open Parliament Licence v3.0." in text
    assert "belong to the organisations that wrote them" in text
    settings.OUR_LICENCE, settings.OUR_LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    assert ">CC BY 4.0</a>" in page(client, "licence")


def test_what_the_privacy_notice_says_is_so_no_public_page_sets_a_cookie(client):
    bill = a_world().lanterns
    for address in ("/", bill.get_absolute_url(), "/library/", "/campaigns/", *(f"/about/{name}/" for name in NAMES)):
        assert not client.get(address).cookies, address


def test_the_privacy_notice_names_the_cookie_of_the_pages_with_a_form_and_it_is_set_there_alone(client):
    assert "<code>csrftoken</code>" in page(client, "privacy")
    assert not client.cookies
    client.get(reverse("follow"))
    assert set(client.cookies) == {"csrftoken"}
    assert client.cookies["csrftoken"]["max-age"] == "", "it ends with the browser"

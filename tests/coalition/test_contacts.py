"""The sponsor and whip log: officers alone read it, and what is erased is in no table any more."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from bills.models import Bill
from coalition import contacts
from coalition.models import ContactEntry, Erasure
from tests.amendments.listed import make_stage
from tests.amendments.reading import words_of
from tests.coalition.people import People, an_ask, signed_in

NAME = "Lady Zephyrine Quassia"


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def bill(people: People) -> Bill:
    return make_stage().bill


def an_entry(bill: Bill, name: str = NAME, **facts: Any) -> ContactEntry:
    return ContactEntry.objects.create(
        bill=bill, name=name, on=date(2026, 9, 1), **{"kind": ContactEntry.Kind.SPONSOR, **facts}
    )


def tables_that_hold(word: str) -> list[str]:
    """Every table of the database, whatever it is for, one of whose cells holds the word in any case."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(word.casefold() in str(cell).casefold() for row in cursor.fetchall() for cell in row):
                found.append(table)
    return found


def test_officers_alone_read_and_write_the_log(people: People, bill: Bill) -> None:
    entry = an_entry(bill)
    pages = [
        reverse("coalition:contacts"),
        reverse("coalition:contact-new"),
        reverse("coalition:contact-erase", args=[entry.pk]),
        reverse("coalition:contact-erase-person"),
    ]
    for address in pages:
        assert signed_in(None).get(address).status_code == 302
        for who in (people.outsider, people.member, people.other_member):
            assert signed_in(who).get(address).status_code == 404
            assert signed_in(who).post(address, {"reason": "x", "name": NAME}).status_code == 404
        assert signed_in(people.officer).get(address).status_code == 200
        assert signed_in(people.administrator).get(address).status_code == 200
    assert ContactEntry.objects.count() == 1


def test_an_officer_writes_an_entry_and_finds_it(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    ask = an_ask(bill)
    sent = {"kind": "whip", "name": NAME, "bill": bill.pk, "ask": ask.pk, "answer": "yes", "on": "2026-09-02"}
    assert client.post(reverse("coalition:contact-new"), sent).status_code == 302
    assert ContactEntry.objects.get().written_by == people.officer
    seen = words_of(client.get(reverse("coalition:contacts"), {"kind": "whip", "answer": "yes", "bill": bill.pk}))
    assert NAME in seen
    assert ask.title in seen
    assert NAME not in words_of(client.get(reverse("coalition:contacts"), {"kind": "sponsor"}))


def test_one_entry_is_erased_with_a_reason_and_only_that_remains(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    entry, other = an_entry(bill), an_entry(bill, "Ada Quill")
    address = reverse("coalition:contact-erase", args=[entry.pk])
    assert NAME in words_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert ContactEntry.objects.count() == 2
    client.post(address, {"reason": "Written down twice"})
    assert list(ContactEntry.objects.all()) == [other]
    kept = Erasure.objects.get()
    assert (kept.by, kept.count, kept.reason) == (people.officer, 1, "Written down twice")
    assert "1 entry: Written down twice" in words_of(client.get(reverse("coalition:contacts")))


def test_after_erasing_a_person_the_name_is_in_no_table_of_the_database(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    sent = {"kind": "sponsor", "name": NAME, "bill": bill.pk, "answer": "no", "on": "2026-09-02", "note": "Rang us"}
    client.post(reverse("coalition:contact-new"), sent)
    an_entry(bill, NAME.upper())
    other = an_entry(bill, "Ada Quill", note="Said: ask lady  ZEPHYRINE quassia, not me.")
    bystander = an_entry(bill, "Ada Quill", note="Said yes.")
    assert tables_that_hold("quassia") == ["coalition_contactentry"]  # no history, nowhere else, from the start

    address = reverse("coalition:contact-erase-person")
    shown = client.post(address, {"name": "zephyrine quassia"})
    assert "3 entries name or mention “zephyrine quassia”" in words_of(shown)
    assert "?" not in address
    assert ContactEntry.objects.count() == 4  # the first step only shows
    pks = [entry.pk for entry in shown.context["entries"]]
    assert other.pk in pks
    done = client.post(address, {"name": "zephyrine quassia", "shown": pks, "reason": "At their request"}, follow=True)
    assert "3 entries are erased." in words_of(done)
    assert "zephyrine" not in words_of(done).casefold()
    assert tables_that_hold("quassia") == tables_that_hold("zephyrine") == []
    assert list(ContactEntry.objects.all()) == [bystander]
    assert Erasure.objects.get().count == 3


def test_a_reason_that_names_the_person_is_refused(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    entry = an_entry(bill)
    page = client.post(reverse("coalition:contact-erase", args=[entry.pk]), {"reason": "Asked by Quassia’s office"})
    assert "The reason names the person." in words_of(page)
    sent = {"name": NAME, "shown": [entry.pk], "reason": "zephyrine wrote to us"}
    assert client.post(reverse("coalition:contact-erase-person"), sent).status_code == 422
    assert ContactEntry.objects.exists()
    assert not Erasure.objects.exists()
    assert not contacts.names_somebody("The lady asked", [NAME])


def test_nothing_is_erased_that_was_not_shown(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    seen = an_entry(bill)
    an_entry(bill, note="written while the page was open")
    sent = {"name": NAME, "shown": [seen.pk], "reason": "At their request"}
    page = client.post(reverse("coalition:contact-erase-person"), sent)
    assert "The log changed in the meantime and nothing was erased." in words_of(page)
    assert ContactEntry.objects.count() == 2


def test_a_name_is_found_as_whole_words_only(people: People, bill: Bill) -> None:
    an_entry(bill, "Joanna Sterne")
    assert contacts.entries_about("Anna Stern") == []
    assert contacts.entries_about(" ") == []
    page = signed_in(people.officer).post(reverse("coalition:contact-erase-person"), {"name": "Anna Stern"})
    assert "Nothing in the log is about this name." in words_of(page)


def test_the_desk_of_a_member_does_not_even_name_the_log(people: People, bill: Bill) -> None:
    address = reverse("coalition:contacts")
    assert address not in signed_in(people.member).get(reverse("coalition:assurances")).content.decode()
    assert address in signed_in(people.officer).get(reverse("coalition:assurances")).content.decode()

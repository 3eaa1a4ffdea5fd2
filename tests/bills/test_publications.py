"""Documents of a Bill: grouped by kind, and never an address that could run something."""

import pytest

from bills.models import Publication, PublicationType
from bills.publications import grouped, is_web_address, size_words

BILL, PAPER = PublicationType(id=5, name="Bill"), PublicationType(id=7, name="Amendment Paper")


def a_publication(title: str = "Bill 12", kind: PublicationType | None = BILL, **facts) -> Publication:
    return Publication(publication_id=88, title=title, type=kind, **facts)


def test_documents_stand_by_kind_in_the_order_of_the_newest():
    groups = grouped([a_publication("Paper 2", PAPER), a_publication("Bill 12"), a_publication("Paper 1", PAPER)])
    assert [(group.kind, [each.title for each in group.publications]) for group in groups] == [
        ("Amendment Paper", ["Paper 2", "Paper 1"]),
        ("Bill", ["Bill 12"]),
    ]


def test_a_kind_that_is_not_known_is_still_listed():
    assert [group.kind for group in grouped([a_publication(kind=None)])] == ["Other documents"]


def test_links_and_files_are_both_offered_with_form_and_size():
    both = a_publication(
        links=[{"url": "https://bills.parliament.uk/x", "contentType": "text/html; charset=utf-8"}],
        files=[{"id": 3, "contentType": "application/pdf", "contentLength": 1_400_000}],
    )
    documents = grouped([both])[0].publications[0].documents
    assert [(document.words, document.url) for document in documents] == [
        ("web page", "https://bills.parliament.uk/x"),
        ("PDF, 1.4 MB", "https://bills.parliament.uk/publications/88/documents/3"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/here",
        "",
        "http://[",
        "ftp://x",
    ],
)
def test_an_address_that_is_no_web_page_is_no_link(address):
    assert not is_web_address(address)
    assert grouped([a_publication(links=[{"url": address}])])[0].publications[0].documents == ()


def test_a_file_whose_number_is_no_number_is_left_out():
    assert grouped([a_publication(files=[{"id": "3/../../x"}, {}])])[0].publications[0].documents == ()


@pytest.mark.parametrize(
    ("size", "words"), [(1_400_000, "1.4 MB"), (12_300, "12 kB"), (3, "1 kB"), (0, ""), (None, "")]
)
def test_sizes_are_in_words(size, words):
    assert size_words(size) == words

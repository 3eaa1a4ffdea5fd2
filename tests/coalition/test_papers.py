"""Papers: written in versions, none lost; uploaded; read, compared, restored; taken away as PDF and Word document."""

import io
import re
import socket
import zipfile
import zlib
from datetime import timedelta

import docx
import pytest
import weasyprint
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coalition import paper_pdf, signoff, writing
from coalition.models import Briefing, BriefingAsk, BriefingVersion, LastLook, SignOff
from coalition.papers import document_docx, document_pdf
from coalition.querysets import visible_to
from coalition.signoff import Given, signatories
from coalition.uploads import examined
from coalition.versions import VersionConflict, fingerprint, write_text
from tests.coalition.briefings_world import TEXT, a_paper, a_text, an_amendment
from tests.coalition.people import People, an_ask, signed_in
from tests.world import World

PDF = b"%PDF-1.7\n%a small file"
ATTACK = '<script>alert(1)</script>“>"<img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TRACKER_VAR = tmp_path / "var"


def address(name: str, paper: Briefing, *more: object) -> str:
    return reverse(f"coalition:{name}", args=[paper.pk, *more])


def a_docx(extra: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (extra or {}).items():
            packed.writestr(name, content)
    return made.getvalue()


def without_token(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def unpacked(pdf: bytes) -> bytes:
    """A PDF with its streams unpacked, to look for words in."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"x")


def save_text(client, paper, body: str, seen: int, **more):
    return client.post(address("briefing-text", paper), {"title": paper.title, "body": body, "seen": seen, **more})


# ---- writing ----


def test_a_paper_is_begun_written_and_read(people: People, world: World) -> None:
    client = signed_in(people.officer)
    ask = an_ask(world.lanterns)
    response = client.post(
        reverse("coalition:briefing-new"),
        {
            "title": "Light the steps", "kind": "briefing", "stance": "support", "bill": world.lanterns.pk,
            "lead": people.beacon.pk, "sign_by": "2026-12-01T17:00", "asks": [ask.pk], "is_shared": "on",
            "note_for_history": "For committee",
        },
    )  # fmt: skip
    paper = Briefing.objects.get()
    assert response["Location"] == address("briefing-text", paper)
    assert paper.sign_by.isoformat() == "2026-12-01T17:00:00+00:00"
    assert BriefingAsk.objects.get().ask == ask
    assert client.get(address("briefing-text", paper)).status_code == 200
    save_text(client, paper, "# Why\n\nSteps are **dark**.", 0, note="First text")
    page = signed_in(people.member).get(address("briefing", paper)).content.decode()
    assert "<h2" in page and "<strong>dark</strong>" in page and "Every harbour step is lit" in page
    assert page.count("<h1") == 1
    assert paper.history.first().history_user == people.officer


def test_a_deadline_in_summer_is_london_time(people: People, world: World) -> None:
    facts = {"title": "T", "kind": "report", "stance": "", "sign_by": "2027-07-01T00:30"}
    signed_in(people.officer).post(reverse("coalition:briefing-new"), facts)
    assert Briefing.objects.get().sign_by.isoformat() == "2027-06-30T23:30:00+00:00"
    facts["sign_by"] = "2027-03-28T01:30"
    page = signed_in(people.officer).post(reverse("coalition:briefing-new"), facts)
    assert page.status_code == 422 and Briefing.objects.count() == 1, "the clocks skip that hour"


def test_a_save_that_changes_nothing_writes_nothing(people: People) -> None:
    paper = a_paper(body=TEXT.rstrip())
    page = save_text(signed_in(people.officer), paper, TEXT.replace("\n", "\r\n"), 1)
    assert page.status_code == 302
    assert paper.versions.count() == 1


def test_the_second_of_two_writers_sees_both_texts_and_loses_nothing(people: People) -> None:
    paper = a_paper()
    save_text(signed_in(people.officer), paper, "Every step must be lit by lamps.", 1)
    page = save_text(signed_in(people.administrator), paper, "Every step must be lit by lanterns.", 1)
    shown = page.content.decode()
    assert paper.versions.count() == 2
    assert "wrote version 2" in shown and "lanterns.</textarea>" in shown
    assert "lanterns</ins>" in shown.replace("\n", "") and "lamps</del>" in shown
    assert 'name="seen" value="2"' in shown
    save_text(signed_in(people.administrator), paper, "Every step must be lit by lanterns.", 2)
    assert [version.body for version in paper.versions.order_by("number")][1:] == [
        "Every step must be lit by lamps.",
        "Every step must be lit by lanterns.",
    ]


def test_the_guard_against_lost_edits_is_in_the_writing_itself(people: People) -> None:
    paper = a_paper()
    write_text(paper, paper.title, "Two.", seen=1, by=people.officer)
    with pytest.raises(VersionConflict):
        write_text(paper, paper.title, "Three.", seen=1, by=people.officer)


def test_an_edit_of_the_facts_on_top_of_another_shows_both(people: People) -> None:
    paper = a_paper()
    writing.change(paper, {"kind": "letter"}, by=people.administrator)
    page = signed_in(people.officer).post(
        address("briefing-edit", paper), {"kind": "report", "stance": "", "revision": 1}
    )
    shown = page.content.decode()
    assert "Agnes changed this" in shown and "letter" in shown
    assert Briefing.objects.get().kind == "letter"


def test_an_unknown_reference_is_refused_with_the_line(people: People, world: World) -> None:
    paper = a_paper(body=None, bill=world.lanterns)
    page = save_text(signed_in(people.officer), paper, "One.\n\nSee [[amendment:99]].", 0).content.decode()
    assert "Line 3: [[amendment:99]]: amendment 99 is not known." in page
    assert not paper.versions.exists()


def test_the_writer_is_offered_references_with_a_search(people: People, world: World) -> None:
    stage = world.lanterns.stages.get(house="Lords", description="Committee stage")
    amendment = an_amendment(stage, "66ZA")
    paper = a_paper(body=None, bill=world.lanterns)
    client = signed_in(people.officer)
    assert f"[[amendment:{amendment.pk}]]" in client.get(address("briefing-text", paper)).content.decode()
    found = client.get(address("briefing-references", paper), {"q": "66ZA"}).content.decode()
    assert "amendment 66ZA (Lords committee)" in found
    assert "Nothing of that kind" in client.get(address("briefing-references", paper), {"q": "999"}).content.decode()


def test_hostile_words_stay_words(people: People) -> None:
    paper = a_paper(f"T {ATTACK}", body=None)
    body = f"{ATTACK}\n\n# {ATTACK}\n\n[x](javascript:alert(1)) ![p](https://evil.example/p.png)\n\n<div onclick=x>y"
    save_text(signed_in(people.officer), paper, body, 0, note=ATTACK)
    client = signed_in(people.officer)
    for name in ("briefing", "briefing-text", "briefing-versions", "sign", "briefing-edit"):
        page = client.get(address(name, paper)).content.decode()
        assert "<script>alert" not in page and "onerror=alert(1)>" not in page.replace("&gt;", ""), name
        assert "<img src=x" not in page and 'javascript:alert(1)"' not in page and "<div onclick" not in page, name


# ---- versions ----


def test_any_two_versions_are_compared_and_an_old_one_is_restored_as_new(people: People) -> None:
    paper = a_paper()
    a_text(paper, "Two lamps.")
    a_text(paper, "Three lamps.")
    client = signed_in(people.officer)
    shown = client.get(address("briefing-versions", paper), {"from": 2, "to": 3}).content.decode()
    assert "Two</del>" in shown and "Three</ins>" in shown
    client.post(address("briefing-restore", paper, 2), {"seen": 3})
    latest = paper.versions.first()
    assert (latest.number, latest.body, latest.note) == (4, "Two lamps.", "Version 2 restored")
    client.post(address("briefing-restore", paper, 1), {"seen": 3})
    assert paper.versions.count() == 4, "somebody wrote version 4 meanwhile"


def test_what_changed_since_you_last_saw_it_is_offered(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.member)
    assert "Changed since you last saw it" not in client.get(address("briefing", paper)).content.decode()
    a_text(paper, "Another text.")
    assert "Changed since you last saw it (version 1)" in client.get(address("briefing", paper)).content.decode()
    assert "Changed since you last saw it" not in client.get(address("briefing", paper)).content.decode()
    assert LastLook.objects.get().detail == "2"


# ---- files ----


def test_an_uploaded_file_is_kept_under_a_name_of_ours_and_given_as_an_attachment(people: People, tmp_path) -> None:
    paper = a_paper()
    client = signed_in(people.officer)
    file = SimpleUploadedFile("../../evil<b>.pdf", PDF, "text/html")
    client.post(address("briefing-upload", paper), {"title": "As a file", "file": file, "seen": 1})
    version = paper.versions.first()
    assert version.number == 2 and "evil" not in version.file.name and version.file.name.endswith(".pdf")
    assert (tmp_path / "files" / version.file.name).read_bytes() == PDF
    given = signed_in(people.member).get(address("briefing-file", paper, 2))
    assert b"".join(given.streaming_content) == PDF
    assert given["Content-Type"] == "application/pdf" and given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Disposition"].startswith("attachment")
    assert client.get(address("briefing-pdf", paper)).status_code == 404
    assert client.get(address("briefing", paper)).status_code == 200
    assert client.get(address("briefing-versions", paper)).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"<script>", "Choose a PDF"),
        ("a.pdf.exe", PDF, "Choose a PDF"),
        ("a.pdf", b"<html>%PDF-", "is not a PDF"),
        ("a.docx", PDF, "not a Word document"),
        ("a.docx", b"PK\x03\x04 and no more", "damaged"),
        ("a.docx", a_docx({"word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", a_docx({"word/media/bomb.bin": b"0" * 40_000_000}), "unpack"),
        ("a.docx", a_docx({f"word/{number}": b"" for number in range(2100)}), "unpack"),
    ],
)
def test_what_only_calls_itself_a_document_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        examined(SimpleUploadedFile(name, content))


def test_good_documents_are_taken_and_large_ones_refused() -> None:
    assert examined(SimpleUploadedFile("A.PDF", PDF)).media_type == "application/pdf"
    assert examined(SimpleUploadedFile("a.docx", a_docx())).extension == ".docx"
    large = SimpleUploadedFile("a.pdf", PDF)
    large.size = 21 * 1024 * 1024
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        examined(large)


# ---- privacy ----


@pytest.mark.parametrize("name", ["briefing", "briefing-versions", "briefing-pdf", "briefing-docx", "sign"])
def test_another_organisations_private_paper_and_a_missing_one_are_the_same_page(people: People, name: str) -> None:
    paper = a_paper("Secret plan", is_shared=False, owner=people.harbour)
    private = signed_in(people.other_member)
    assert signed_in(None).get(address(name, paper)).status_code == 302
    assert signed_in(people.member).get(address(name, paper)).status_code == 200
    assert signed_in(people.outsider).get(address(name, paper)).status_code == 404
    found = private.get(address(name, paper))
    where = address(name, paper)
    LastLook.objects.all().delete()
    paper.versions.all().delete()
    paper.delete()
    missing = private.get(where)
    assert found.status_code == missing.status_code == 404
    assert without_token(found) == without_token(missing)


def test_a_private_papers_file_is_missing_for_others(people: People) -> None:
    paper = a_paper(body=None, is_shared=False, owner=people.harbour)
    file = SimpleUploadedFile("a.pdf", PDF)
    signed_in(people.officer).post(address("briefing-upload", paper), {"title": "F", "file": file, "seen": 0})
    assert signed_in(people.other_member).get(address("briefing-file", paper, 1)).status_code == 404
    assert signed_in(people.member).get(address("briefing-file", paper, 1)).status_code == 200


def test_two_people_who_put_a_paper_away_have_put_it_away(people: People) -> None:
    paper = a_paper()
    page = signed_in(people.officer).get(address("briefing", paper)).content.decode()
    assert 'name="step"' in page and 'value="away"' in page
    for user in (people.officer, people.administrator):
        signed_in(user).post(address("briefing-archive", paper), {"step": "away"})
    paper.refresh_from_db()
    assert paper.archived_at is not None
    signed_in(people.officer).post(address("briefing-archive", paper), {"step": "back"})
    paper.refresh_from_db()
    assert paper.archived_at is None


@pytest.mark.parametrize(
    "name",
    ["briefing-edit", "briefing-text", "briefing-upload", "briefing-references", "sign-off-open", "sign-off-record",
     "sign-off-close", "briefing-archive"],
)  # fmt: skip
def test_only_officers_write(people: People, name: str) -> None:
    paper = a_paper()
    for client in (signed_in(people.member), signed_in(people.outsider)):
        assert client.get(address(name, paper)).status_code == 404
        assert client.post(address(name, paper), {"revision": 1}).status_code == 404
    assert signed_in(people.member).post(address("briefing-restore", paper, 1), {"seen": 1}).status_code == 404
    assert Briefing.objects.get().revision == 1


def test_the_library_lists_what_may_be_read_and_filters(people: People, world: World) -> None:
    a_paper("Private", is_shared=False, owner=people.beacon)
    a_paper("About lanterns", bill=world.lanterns, kind="report")
    a_paper("Of old", archived_at=timezone.now())
    client = signed_in(people.member)
    page = client.get(reverse("coalition:briefings")).content.decode()
    assert "About lanterns" in page and "Private" not in page and "Of old" not in page
    assert "About lanterns" in client.get(reverse("coalition:briefings"), {"bill": world.lanterns.pk}).content.decode()
    for nothing in ({"kind": "letter"}, {"q": "zebra"}):
        assert "No paper fits" in client.get(reverse("coalition:briefings"), nothing).content.decode()
    assert client.get(reverse("coalition:briefings"), {"bill": "x'"}).status_code == 200


def test_a_long_library_costs_no_more_queries(people: People, django_assert_max_num_queries) -> None:
    for number in range(25):
        a_paper(f"Paper {number}")
    client = signed_in(people.officer)
    client.get(reverse("coalition:briefings"))
    with django_assert_max_num_queries(20):
        client.get(reverse("coalition:briefings"))


# ---- to take away ----


def test_the_pdf_is_accessible_named_and_made_once(people: People, tmp_path) -> None:
    version = a_paper("Light the steps & all", body=None)
    version = a_text(version, "# Why\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![x](http://127.0.0.1:9/x.png)\n")
    made = document_pdf(version, people.member)
    assert made.startswith(b"%PDF-1.7") and len(made) > 5_000
    inside = unpacked(made)
    for words in (b"pdfuaid", b"en-GB", b"StructTreeRoot", b"/TH"):
        assert words in inside, words
    (kept,) = (tmp_path / "var" / "pdf").glob("*.pdf")
    kept.write_bytes(b"%PDF-kept")
    assert document_pdf(version, people.member) == b"%PDF-kept"
    response = signed_in(people.member).get(address("briefing-pdf", version.briefing))
    assert response["Content-Disposition"] == 'attachment; filename="light-the-steps-all-v1.pdf"'


def test_a_pdf_never_fetches_an_address(monkeypatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, where: opened.append(where))
    monkeypatch.setattr(weasyprint.urls.URLFetcher, "fetch", lambda _, url, headers=None: opened.append(url))
    html = (
        "<html lang=en><head><title>t</title><link rel=stylesheet href='http://127.0.0.1:9/a.css'>"
        "<style>@import url(file:///etc/passwd); body{background:url(file:///etc/passwd)}</style></head>"
        "<body><img alt=x src='http://127.0.0.1:9/x'><img alt=y src='file:///etc/passwd'>text</body></html>"
    )
    assert paper_pdf.pdf_of(html).startswith(b"%PDF")
    assert opened == []


def test_a_machine_that_cannot_make_pdfs_says_what_to_install(people: People, monkeypatch) -> None:
    def missing() -> None:
        raise paper_pdf.NoPdf(paper_pdf.MISSING)

    monkeypatch.setattr(paper_pdf, "_weasyprint", missing)
    page = signed_in(people.member).get(address("briefing-pdf", a_paper()))
    assert page.status_code == 503
    assert "libpango-1.0-0" in page.content.decode() and "Word document" in page.content.decode()


def test_the_word_document_has_real_headings_lists_tables_and_links(people: People, world: World) -> None:
    stage = world.lanterns.stages.get(house="Lords", description="Committee stage")
    amendment = an_amendment(stage, "NC18")
    body = (
        f"# Why\n\nBack [[amendment:{amendment.pk}]] **now**.\n\n- one\n  - deeper\n\n1. first\n\n"
        "| Lamp | Step |\n|---|---|\n| old | *new* |\n\nSee [our page](https://example.org/a).\n"
    )
    version = a_text(a_paper("Title & <b>", body=None, bill=world.lanterns), body)
    document = docx.Document(io.BytesIO(document_docx(version, people.member)))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Title & <b>"] == "Heading 1" and styles["Why"] == "Heading 2"
    assert (styles["one"], styles["deeper"], styles["first"]) == ("List Bullet", "List Bullet 2", "List Number")
    assert "Back amendment NC18 (Lords committee) now." in styles
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["old", "new"]
    assert [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks] == [
        "https://example.org/a"
    ]
    assert document.core_properties.title == "Title & <b>"


def test_only_who_signs_and_agreed_is_named(people: People) -> None:
    paper = a_paper()
    version = paper.versions.get()
    signoff.sign(paper, people.harbour, version.sha256, Given("signs"), by=people.member)
    signoff.sign(paper, people.beacon, version.sha256, Given("signs", may_be_named=False), by=people.officer)
    assert signatories(version) == [people.harbour]
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(document_docx(version, None))).paragraphs)
    assert "Harbour Watch" in words and "Beacon" not in words
    SignOff.objects.create(
        version=version, organisation=people.harbour, answer="objects", sha256=version.sha256,
        at=timezone.now() + timedelta(seconds=1),
    )  # fmt: skip
    assert signatories(version) == []


def test_the_fingerprint_is_of_title_and_text() -> None:
    assert fingerprint("a", b"b") != fingerprint("a", b"c") != fingerprint("b", b"b")


def test_what_was_written_in_private_and_replaced_before_sharing_stays_private(people: People) -> None:
    paper = a_paper(body="Secret first.", is_shared=False, owner=people.beacon)
    a_text(paper, "Secret second.")
    a_text(paper, "Third.")
    writing.change(paper, {"is_shared": True}, by=people.officer)
    a_text(paper, "Fourth.")
    writing.change(paper, {"is_shared": False}, by=people.officer)
    a_text(paper, "Secret fifth.")
    a_text(paper, "Sixth.")
    writing.change(paper, {"is_shared": True}, by=people.officer)

    def known(user) -> list[int]:
        return [row.number for row in visible_to(user, BriefingVersion).order_by("number")]

    assert known(people.member) == [3, 4, 6]
    assert known(people.officer) == known(people.other_member) == [1, 2, 3, 4, 5, 6]
    assert known(people.outsider) == []
    client = signed_in(people.member)
    for query in ({}, {"from": "1", "to": "3"}, {"from": "2", "to": "6"}):
        assert "Secret" not in client.get(address("briefing-versions", paper), query).content.decode()
    assert "Version 1 written" not in client.get(address("briefing", paper)).content.decode()
    for number, status in ((1, 404), (3, 200)):
        assert client.get(address("briefing-docx", paper), {"version": number}).status_code == status

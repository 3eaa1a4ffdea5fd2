"""Papers and prints from disk by command: where they go, what is told; order and repetition change nothing."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.history import Why, create_tracked
from bills.models import Bill, BillPrint, BillStage
from scrapers.models import FetchRun, Snapshot
from tests.proofs.reimports import history_rows, reimport
from tests.scrapers.said import MONDAY
from tests.tracker.small_parliament import a_paper, a_print, everything_kept, printed_amendment
from tracker import pipeline

pytestmark = pytest.mark.django_db
FIRST = [printed_amendment(n) for n in (1, 2, 3)]
SECOND = [printed_amendment(1), printed_amendment(3, "Clause 1, page 1, line 3, leave out “lamp” and insert “fire”")]
WITHDRAWN = (
    '<blockContainer class="withdrawn"><heading>Withdrawn Amendments</heading>'
    "<p>The following amendments were withdrawn on 2 November 2026:</p><p>2 (duplicate)</p></blockContainer>"
)


def a_bill(title: str = "Lighthouse Keepers Bill 7", number: int = 7, **facts: Any) -> Bill:
    (bill,) = create_tracked(
        Bill, [Bill(bill_id=number, short_title=title, **facts)], Why(reason="test", effective_at=MONDAY)
    )
    return bill


def a_stage(bill: Bill, kind: int = 8, words: str = "Committee stage", house: str = "Commons") -> BillStage:
    stage = BillStage(
        bill=bill,
        bill_stage_id=70 + BillStage.objects.count(),
        kind_id_received=kind,
        description=words,
        house=house,
    )
    return create_tracked(BillStage, [stage], Why(reason="test", effective_at=MONDAY))[0]


def file_of(folder: Path, content: bytes, name: str = "paper.xml") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def called(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def figures(command: str, *arguments: object) -> dict[str, Any]:
    found = json.loads(called(command, *arguments, "--json"))
    assert isinstance(found, dict)
    return found


# ---- where a paper goes ----
def test_a_paper_finds_its_bill_by_title_and_its_stage_by_kind(tmp_path: Path) -> None:
    stage = a_stage(a_bill())
    told = figures("import_paper", file_of(tmp_path, a_paper(*FIRST)))
    assert told == {
        "bill": "Lighthouse Keepers Bill 7",
        "stage": "Committee stage (Commons)",
        "published_on": "2026-11-01",
        "amendments": 3,
        "created": 4,  # three amendments and the paper itself
        "changed": 0,
        "unchanged": 0,
        "absent": 0,
        "problems": [],
    }
    assert set(Amendment.objects.values_list("stage", flat=True)) == {stage.pk}


def test_a_paper_of_a_bill_that_nobody_tracks_brings_its_bill_and_stage(tmp_path: Path) -> None:
    called("import_paper", file_of(tmp_path, a_paper(*FIRST)))
    bill = Bill.objects.get()
    assert (bill.short_title, bill.lawmaker_project, bill.bill_id) == ("Lighthouse Keepers Bill 7", "UK009001", None)
    assert [(stage.description, stage.house) for stage in bill.stages.all()] == [("Committee Stage", "Commons")]
    called("import_paper", file_of(tmp_path, a_paper(*SECOND, varPublishDate="2026-11-02")))
    assert (Bill.objects.count(), BillStage.objects.count()) == (1, 1)


def test_a_paper_finds_its_bill_by_the_project_of_a_print_when_the_title_has_changed(tmp_path: Path) -> None:
    bill = a_bill("Lighthouse Keepers Act 2026")
    called("import_print", file_of(tmp_path, a_print()), "--bill", bill.pk)
    called("import_paper", file_of(tmp_path, a_paper(*FIRST)))
    assert AmendmentPaper.objects.get().bill == bill


def test_a_person_may_say_which_bill_and_which_stage(tmp_path: Path) -> None:
    bill = a_bill("Lanterns Bill")
    first, second = a_stage(bill), a_stage(bill, words="Committee stage, again")
    file = file_of(tmp_path, a_paper(*FIRST))
    with pytest.raises(CommandError, match="fits several stages: say which with --stage ID"):
        called("import_paper", file, "--bill", bill.pk)
    assert not Amendment.objects.exists()
    called("import_paper", file, "--bill", bill.pk, "--stage", second.pk)
    assert AmendmentPaper.objects.get().stage == second
    assert first.papers.count() == 0


def test_two_bills_of_one_title_are_not_chosen_between(tmp_path: Path) -> None:
    a_bill(), a_bill(number=8)
    with pytest.raises(CommandError, match=r"more than one Bill is called “Lighthouse Keepers Bill 7”.*--bill ID"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST)))
    assert not Amendment.objects.exists()


def test_a_paper_without_the_name_of_its_bill_or_stage_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not name its Bill: say which with --bill ID"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST, varBillTitle="")))
    with pytest.raises(CommandError, match="does not name its stage: say which with --stage ID"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST, varStageVersion="")))
    assert (Bill.objects.count(), BillStage.objects.count()) == (0, 0)


# ---- options that contradict ----
def test_a_stage_of_another_bill_is_refused(tmp_path: Path) -> None:
    bill, other = a_bill(), a_stage(a_bill("Harbours Bill", 8))
    with pytest.raises(CommandError, match="belongs to Harbours Bill, not to Lighthouse Keepers Bill 7"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST)), "--bill", bill.pk, "--stage", other.pk)


@pytest.mark.parametrize(("option", "what"), [("--bill", "Bill"), ("--stage", "stage")])
def test_an_id_that_does_not_exist_is_refused(tmp_path: Path, option: str, what: str) -> None:
    with pytest.raises(CommandError, match=f"there is no {what} 4711"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST)), option, 4711)
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("command", ["import_paper", "import_print"])
def test_a_file_of_another_bill_is_not_put_under_the_given_one(tmp_path: Path, command: str) -> None:
    bill = a_bill("Harbours Bill", lawmaker_project="UK009002")
    stage = a_stage(bill)
    file = file_of(tmp_path, a_paper(*FIRST) if command == "import_paper" else a_print())
    reason = r"it is about “Lighthouse Keepers Bill 7” \(UK009001\), not about “Harbours Bill” \(UK009002\)"
    with pytest.raises(CommandError, match=reason):
        called(command, file, "--bill", bill.pk)
    if command == "import_paper":
        with pytest.raises(CommandError, match=reason):
            called(command, file, "--stage", stage.pk)
    assert (AmendmentPaper.objects.count(), BillPrint.objects.count()) == (0, 0)


def test_a_paper_of_the_other_house_is_not_put_under_the_given_stage(tmp_path: Path) -> None:
    stage = a_stage(a_bill(), kind=3, house="Lords")
    with pytest.raises(CommandError, match=r"it is a paper of the House of Commons, .* “Committee stage \(Lords\)”"):
        called("import_paper", file_of(tmp_path, a_paper(*FIRST)), "--stage", stage.pk)


# ---- what is told ----
def test_the_words_name_bill_stage_day_and_figures(tmp_path: Path) -> None:
    called("import_paper", file_of(tmp_path, a_paper(*FIRST)))
    told = called("import_paper", file_of(tmp_path, a_paper(*SECOND, varPublishDate="2026-11-02")))
    assert told == (
        "Lighthouse Keepers Bill 7, Committee Stage (Commons), paper of 2026-11-02: 2 amendments; "
        "1 new rows, 1 changed, 1 unchanged, 1 no longer listed.\n"
        f"Its page: {BillStage.objects.get().get_absolute_url()}\n"
    )


def test_a_print_is_kept_once_with_its_figures(tmp_path: Path) -> None:
    file = file_of(tmp_path, a_print())
    told = figures("import_print", file)
    assert (told["print"], told["clauses"], told["schedules"], told["lines"], told["new"]) == (
        "Bill 12",
        1,
        0,
        2,
        True,
    )
    assert BillPrint.objects.get().house == "Commons"
    before = everything_kept()
    assert called("import_print", file).endswith("2 printed lines marked; already known.\n")
    assert everything_kept() == before


def test_what_an_imported_file_is_called_is_kept_but_not_where_a_person_stores_it(tmp_path: Path) -> None:
    called("import_paper", file_of(tmp_path, a_paper(*FIRST), "of the first of november.xml"))
    assert Snapshot.objects.get().url == "file:of the first of november.xml"
    assert (AmendmentPaper.objects.get().file_name, AmendmentPaper.objects.get().source_url) == (
        "of the first of november.xml",
        "",
    )


# ---- again, and in any order ----
def test_importing_both_papers_again_and_again_writes_nothing(tmp_path: Path) -> None:
    files = [
        file_of(tmp_path, a_paper(*FIRST), "old.xml"),
        file_of(tmp_path, a_paper(*SECOND, varPublishDate="2026-11-02"), "new.xml"),
    ]
    for file in files:
        called("import_paper", file)
    before = everything_kept()
    for _ in range(5):
        for file in files:
            assert figures("import_paper", file)["created"] == 0
    assert everything_kept() == before
    assert FetchRun.objects.filter(is_complete=True).count() == 12


def standing() -> list[Any]:
    """What a reader sees in the end, without our own ids and times."""
    fields = ["dnum", "number", "text", "is_listed", "stated_withdrawn", "statement", "provision", "page", "line"]
    rows = list(Amendment.objects.order_by("dnum").values_list(*fields))
    names = Sponsorship.objects.order_by("amendment__dnum", "order")
    lists = Listing.objects.order_by("paper__published_on", "position")
    return [
        rows,
        list(names.values_list("amendment__dnum", "printed_name", "is_listed")),
        list(lists.values_list("paper__published_on", "amendment__dnum", "number", "position", "star")),
    ]


def withdrawing(folder: Path) -> tuple[Path, Path]:
    """Two papers, the later of which states that the second amendment was withdrawn."""
    later = a_paper(*SECOND, varPublishDate="2026-11-02")
    later = later.replace(b"<conclusions>", b"<conclusions>" + WITHDRAWN.encode())
    return file_of(folder, a_paper(*FIRST), "old.xml"), file_of(folder, later, "new.xml")


def test_papers_in_the_wrong_order_tell_the_same_in_the_end(tmp_path: Path) -> None:
    old, new = withdrawing(tmp_path)
    called("import_paper", old)
    called("import_paper", new)
    in_order = standing()
    assert "withdrawn on 2 November 2026" in in_order[0][1][4]
    Listing.objects.all().delete()
    AmendmentPaper.objects.all().delete()
    Amendment.objects.all().delete()
    called("import_paper", new)
    called("import_paper", old)
    assert standing() == in_order


# ---- real papers ----
@pytest.fixture
def energy(shared: Path) -> tuple[Path, Path]:
    """The papers of 4 and of 5 September 2023, the older first."""
    papers = shared / "lawmaker" / "papers"
    return papers / "energy_rm_rep_0904.xml", papers / "energy_day_rep_0905.xml"


@pytest.mark.shared
def test_the_energy_papers_import_with_every_amendment_and_again_without_a_trace(energy: tuple[Path, Path]) -> None:
    old, new = (pipeline.import_paper(path) for path in energy)
    assert (old.amendments, new.amendments) == (309, 308)
    assert Amendment.objects.count() == 309
    assert [paper.listings.count() for paper in AmendmentPaper.objects.order_by("published_on")] == [309, 308]
    gone = Amendment.objects.get(is_listed=False)
    assert gone.number == "NC55"
    assert "4 September" in gone.stated_withdrawn
    before = history_rows()
    assert before["HistoricalAmendment"] >= 309
    reimport(energy, 2)
    assert history_rows() == before


@pytest.mark.shared
def test_the_energy_papers_in_the_wrong_order_tell_the_same(energy: tuple[Path, Path]) -> None:
    old, new = energy
    pipeline.import_paper(old)
    pipeline.import_paper(new)
    in_order = standing()
    for model in (Listing, AmendmentPaper, Amendment):
        model.objects.all().delete()
    pipeline.import_paper(new)
    pipeline.import_paper(old)
    assert standing() == in_order


@pytest.mark.shared
@pytest.mark.parametrize("name", ["datapro", "econactivity", "victims"])
def test_every_other_pair_imports_whole_and_again_without_a_trace(shared: Path, name: str) -> None:
    papers = sorted((shared / "lawmaker" / "papers").glob(f"{name}*.xml"))
    counts = [pipeline.import_paper(path).amendments for path in papers]
    assert counts == {"datapro": [2, 2], "econactivity": [6, 6], "victims": [6, 6]}[name]
    before = history_rows()
    reimport(papers, 3)
    assert history_rows() == before
    assert AmendmentPaper.objects.get(published_on=date(2023, *PUBLISHED[name])).is_complete


PUBLISHED = {"datapro": (8, 25), "econactivity": (9, 19), "victims": (9, 8)}


@pytest.mark.shared
def test_every_real_print_is_kept_with_its_clauses(shared: Path) -> None:
    counts = {}
    for path in sorted((shared / "lawmaker" / "prints").glob("social*.xml")):
        told = pipeline.import_print(path)
        counts[told["print"]] = (told["clauses"], told["schedules"], told["lines"])
    assert counts == {"Bill 177": (44, 5, 2095), "Bill 206": (43, 5, 2102)}
    assert Bill.objects.count() == 1

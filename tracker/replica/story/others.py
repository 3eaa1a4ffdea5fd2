"""Two more fictional Bills, so that the list of Bills is not a list of one: an Act, and a Bill that was withdrawn."""

from datetime import date

from tracker.replica.people import CORA, ELSPETH, LORD_BOLLARD, LORD_MINISTER, MINISTER
from tracker.replica.world import FictionalBill, PingPongItem, Publication, Stage

DISAGREED = "That this House disagrees with the Lords in their Amendment 1 and proposes Amendment (a) in lieu."
IN_LIEU = (
    (1, "", "Clause 2, page 1, line 9, at end insert—"),
    (2, "“(3)", "The keeper of a lighthouse must keep the log for ten years.”"),
)
PING_PONG = (
    PingPongItem(
        970_001, "Motion", "A", "Disagree with Lords Amendment 1 and propose an Amendment in lieu", MINISTER,
        ((0, "", DISAGREED),), "Agreed", (("(a)", "Agreed", IN_LIEU),),
    ),
    PingPongItem(
        970_002, "Amendment", "1", "Clause 2, page 1, line 7, leave out “five” and insert “fifty”", LORD_BOLLARD,
        ((0, "", "Clause 2, page 1, line 7, leave out “five” and insert “fifty”"),), "Disagreed",
    ),
    PingPongItem(
        970_003, "Amendment", "2", "Clause 3, page 2, line 1, after “lamp” insert “or lantern”", LORD_MINISTER,
        ((0, "", "Clause 3, page 2, line 1, after “lamp” insert “or lantern”"),), "Agreed",
    ),
)  # fmt: skip


def lighthouses() -> FictionalBill:
    """An Act: both Houses agreed after one exchange, and it received Royal Assent."""
    begun, assent = date(2026, 5, 20), date(2026, 10, 22)
    days = {
        "2R": date(2026, 6, 2), "CS": date(2026, 6, 16), "RS": date(2026, 6, 24), "LF": date(2026, 6, 25),
        "LS": date(2026, 7, 7), "LC": date(2026, 7, 20), "LR": date(2026, 9, 8), "LT": date(2026, 9, 15),
        "CA": date(2026, 10, 14),
    }  # fmt: skip
    stages = (
        Stage(911_001, 6, "1st reading", "1R", "Commons", (begun,), begun),
        Stage(911_002, 7, "2nd reading", "2R", "Commons", (days["2R"],), begun),
        Stage(911_003, 8, "Committee stage", "CS", "Commons", (days["CS"],), days["2R"]),
        Stage(911_004, 9, "Report stage", "RS", "Commons", (days["RS"],), days["CS"]),
        Stage(911_005, 10, "3rd reading", "3R", "Commons", (days["RS"],), days["CS"]),
        Stage(911_006, 1, "1st reading", "1R", "Lords", (days["LF"],), days["LF"]),
        Stage(911_007, 2, "2nd reading", "2R", "Lords", (days["LS"],), days["LF"]),
        Stage(911_008, 3, "Committee stage", "CS", "Lords", (days["LC"],), days["LS"]),
        Stage(911_009, 4, "Report stage", "RS", "Lords", (days["LR"],), days["LC"]),
        Stage(911_010, 5, "3rd reading", "3R", "Lords", (days["LT"],), days["LR"]),
        Stage(
            911_011, 12, "Consideration of Lords amendments", "CCLA", "Commons", (days["CA"],), days["LT"],
            ping_pong=PING_PONG,
        ),
        Stage(911_012, 11, "Royal Assent", "RA", "Unassigned", (assent,), assent),
    )  # fmt: skip
    act = Publication(
        931_001, 6, "Lighthouse Records Act 2026 [fictional]", "Commons", assent, 911_012,
        link="https://example.org/fictional/lighthouse-records-act.pdf",
    )  # fmt: skip
    return FictionalBill(
        900_002, "Lighthouse Records Bill [fictional]",
        "A fictional Bill to make provision about the logs that the keepers of lighthouses keep.",
        "<p>A <b>fictional</b> Bill, written to demonstrate this site.</p>", 1, "Commons", begun, stages,
        ((MINISTER, ""),), (act,), act=(assent, "Lighthouse Records Act 2026 [fictional]"),
    )  # fmt: skip


def clocks() -> FictionalBill:
    """A Private Member's Bill, withdrawn after second reading was put off."""
    begun, withdrawn = date(2026, 7, 1), date(2026, 10, 19)
    stages = (
        Stage(912_001, 6, "1st reading", "1R", "Commons", (begun,), begun),
        Stage(912_002, 7, "2nd reading", "2R", "Commons", (date(2026, 10, 9),), begun),
    )
    return FictionalBill(
        900_003, "Village Clocks Bill [fictional]",
        "A fictional Bill to require the clock of every village hall to show the right time.",
        "<p>A <b>fictional</b> Bill, written to demonstrate this site.</p>", 8, "Commons", begun, stages,
        ((ELSPETH, ""), (CORA, "")), withdrawn=withdrawn,
    )  # fmt: skip

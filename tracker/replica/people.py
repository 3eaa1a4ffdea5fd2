"""The people of the fictional Parliament. Nobody of these names sits, or ever sat, in the real one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A fictional Member; ids begin at 900001, far from any real one."""

    member_id: int
    name: str
    party: str
    house: str
    member_from: str

    @property
    def colour(self) -> str:
        """A party's colour in Parliament's form, hex digits without "#"."""
        return COLOURS[self.party]


TIDAL, HARBOUR, UPLAND, CROSS = "Tidal Party", "Harbour Alliance", "Upland Group", "Crossbench"
COLOURS = {TIDAL: "1c6e8c", HARBOUR: "b5651d", UPLAND: "5a7d2a", CROSS: "777777"}


def _mp(number: int, name: str, party: str, seat: str) -> Person:
    return Person(900_000 + number, name, party, "Commons", seat)


def _peer(number: int, name: str, party: str) -> Person:
    return Person(900_100 + number, name, party, "Lords", "Life peer")


MINISTER = _mp(1, "Secretary Piers Landing", TIDAL, "Quayside Central")
ADA = _mp(2, "Ada Tidewell", HARBOUR, "North Quay")
BRAM = _mp(3, "Bram Saltmarsh", HARBOUR, "Saltmarsh and Fen")
CORA = _mp(4, "Cora Driftwood", UPLAND, "Sandbar West")
DUNCAN = _mp(5, "Duncan Breakwater", HARBOUR, "Outer Skerries")
ELSPETH = _mp(6, "Elspeth Cove", TIDAL, "Lower Cove")
FINN = _mp(7, "Finn Gangway", UPLAND, "Gangway and Slip")
GWEN = _mp(8, "Gwen Lanternlight", HARBOUR, "Lantern Point")
HAMISH = _mp(9, "Hamish Rope", TIDAL, "Ropewalk")
IRIS = _mp(10, "Iris Shingle", UPLAND, "Shingle Bay")
JORY = _mp(11, "Jory Wheelhouse", HARBOUR, "Wheelhouse East")
KITTY = _mp(12, "Kitty Foghorn", TIDAL, "Foghorn Head")
LACHLAN = _mp(13, "Lachlan Mooring", HARBOUR, "Mooring Isles")
MERRYN = _mp(14, "Merryn Sandpiper", UPLAND, "Piper Sands")
BENCH = (ADA, BRAM, CORA, DUNCAN, ELSPETH, FINN, GWEN, HAMISH, IRIS, JORY, KITTY, LACHLAN, MERRYN)

BARONESS_ANCHOR = _peer(1, "Baroness Anchor of Outer Skerries", HARBOUR)
LORD_BOLLARD = _peer(2, "Lord Bollard", CROSS)
BARONESS_CURRENT = _peer(3, "Baroness Current", UPLAND)
LORD_DRYDOCK = _peer(4, "Lord Drydock of Lower Cove", TIDAL)
LADY_EBB = _peer(5, "Baroness Ebb and Flow", CROSS)
LORD_FATHOM = _peer(6, "Lord Fathom", HARBOUR)
LORD_MINISTER = _peer(7, "Lord Pilot of Quayside", TIDAL)
PEERS = (BARONESS_ANCHOR, LORD_BOLLARD, BARONESS_CURRENT, LORD_DRYDOCK, LADY_EBB, LORD_FATHOM)

EVERYBODY = (MINISTER, *BENCH, *PEERS, LORD_MINISTER)
DEPARTMENT = "Department for Tides and Landings (fictional)"

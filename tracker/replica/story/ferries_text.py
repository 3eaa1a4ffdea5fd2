"""The fictional Coastal Ferries Bill in its three prints. Written for the demonstration; no such law was proposed."""

# ruff: noqa: E501  one line of an outline is one provision

from tracker.replica.units import Unit, read_units

TITLE = "Coastal Ferries (Passenger Protection) Bill [fictional]"
LONG_TITLE = (
    "A fictional Bill, written to demonstrate this site, to require the operators of coastal ferries to publish "
    "charters for their passengers; to make provision about delayed and cancelled sailings, about passengers who need "
    "assistance and about safety on board; to establish a Ferry Passengers’ Council; and for connected purposes."
)
AS_INTRODUCED = """
== Ferry charters
  Clause 1 — Duty to publish a ferry charter
    (1) The operator of a coastal ferry service must publish a ferry charter before the service carries any passenger.
    (2) A ferry charter must state—
      (a) the days and hours at which the service is expected to run;
      (b) the fares that passengers may be asked to pay;
      (c) what the operator will do for passengers when a sailing is late or does not run; and
      (d) how a passenger may make a complaint.
    (3) The operator must keep the charter on display at every landing place that the service uses.
    (4) The operator must review the charter at least once in every period of three years.
  Clause 2 — Consultation on charters
    (1) Before publishing a ferry charter the operator must consult—
      (a) the harbour authority of each landing place;
      (b) such bodies representing passengers as the operator thinks fit; and
      (c) the council of each island that the service reaches.
    (2) The consultation must last for at least four weeks.
    (3) The operator may publish a summary of the replies within eight weeks of the end of the consultation.
== Passengers
  Clause 3 — Delayed and cancelled sailings
    (1) This section applies where a sailing—
      (a) leaves more than 60 minutes after its published time, or
      (b) does not run at all.
    (2) The operator must offer each passenger who holds a ticket for the sailing a choice between—
      (a) the return of the whole fare, and
      (b) a place on the next sailing that has room.
    (3) Where the next sailing that has room is on a later day, the operator must also pay the reasonable cost of—
      (a) a room for the night, and
      (b) meals and hot drinks.
    (4) Subsection (3) does not apply if the operator gave notice of the cancellation at least 48 hours before the published time of the sailing.
    (5) Where a sailing is late, the operator must return to each passenger the share of the fare shown in this table—
      | Length of the delay | Share of the fare |
      | More than 60 minutes | One quarter |
      | More than two hours | One half |
      | More than four hours | The whole fare |
  Clause 4 — Passengers who need assistance
    (1) The operator must take reasonable steps to help a passenger who cannot board or leave the vessel without help.
    (2) The operator may ask for notice of up to 48 hours from a passenger who will need help.
    (3) No charge may be made for help given under this section.
  Clause 5 — Fares for island residents
    (1) The Secretary of State may by regulations require operators to offer reduced fares to people who live on an island that a coastal ferry service reaches.
    (2) Regulations under this section may, in particular—
      (a) say who is to be treated as living on an island;
      (b) fix the reduction, or the way in which it is to be worked out;
      (c) make provision about payments to operators.
== Safety and information
  Clause 6 — Information about weather and tides
    (1) The operator must make available to passengers, free of charge, the forecast on which its decision to sail or not to sail is based.
    (2) The forecast must be shown at the landing place at least two hours before the published time of a sailing.
  Clause 7 — Life-saving equipment
    (1) A vessel used for a coastal ferry service must carry a life-jacket for every person on board, of a size that fits that person.
    (2) The master of the vessel must ensure that passengers are told, before the vessel leaves, where the life-jackets are kept.
  Clause 8 — Inspectors
    (1) The Secretary of State may appoint inspectors of coastal ferry services.
    (2) An inspector may at any reasonable time—
      (a) enter a landing place or board a vessel that is used for a coastal ferry service;
      (b) examine the vessel and its equipment; and
      (c) require the master to produce records of sailings.
    (3) An inspector may not enter premises that are used wholly as a dwelling.
== Enforcement
  Clause 9 — Notices to improve
    (1) This section applies where an inspector is satisfied that an operator has failed to comply with a duty under this Act.
    (2) The inspector may give the operator a notice that states—
      (a) the failure;
      (b) what the operator must do to put it right; and
      (c) the period, of not less than 21 days, in which it must be done.
    (3) A notice may be varied or withdrawn.
  Clause 10 — Penalties
    (1) An operator who fails to comply with a notice under section 9 is liable to a penalty.
    (2) The penalty may not exceed £50,000.
    (3) Schedule 2 makes further provision about penalties.
  Clause 11 — Appeals
    (1) An operator may appeal to the tribunal against a notice or a penalty.
    (2) An appeal must be brought within 28 days beginning with the day on which the notice or the penalty was received.
== General
  Clause 12 — The Ferry Passengers’ Council
    (1) There is to be a body called the Ferry Passengers’ Council.
    (2) The Council must publish a report each year on the punctuality of coastal ferry services.
    (3) Schedule 1 makes further provision about the Council.
  Clause 13 — Regulations
    (1) Regulations under this Act are to be made by statutory instrument.
    (2) A statutory instrument containing regulations under this Act is subject to annulment in pursuance of a resolution of either House of Parliament.
  Clause 14 — Interpretation
    (1) In this Act—
      “coastal ferry service” means a service for the carriage of passengers by sea between places in the United Kingdom, neither of which is more than 60 nautical miles from the other;
      “landing place” means a pier, slip, jetty or harbour at which passengers board or leave a vessel;
      “operator”, in relation to a coastal ferry service, means the person who runs it;
      “published time”, in relation to a sailing, means the time at which, according to the ferry charter, it is to leave.
    (2) A service that carries no more than 12 passengers at a time is not a coastal ferry service.
  Clause 15 — Commencement, extent and short title
    (1) This Act comes into force on such day as the Secretary of State may by regulations appoint.
    (2) This Act extends to England and Wales, Scotland and Northern Ireland.
    (3) This Act may be cited as the Coastal Ferries (Passenger Protection) Act 2026.
Schedule 1 — The Ferry Passengers’ Council [Section 12]
  1
    (1) The Council is to consist of not fewer than seven members.
    (2) The members are to be appointed by the Secretary of State.
    (3) At least two members must live on an island that a coastal ferry service reaches.
  2
    (1) A member holds office for a period of four years.
    (2) A member may resign by giving notice in writing to the Secretary of State.
  3 The Council may pay its members such allowances as the Secretary of State approves.
  4
    (1) The Council must meet at least four times in each year.
    (2) The Council may decide its own procedure.
Schedule 2 — Penalties: further provision [Section 10]
  1
    (1) Before imposing a penalty the inspector must give the operator a notice of intent.
    (2) The notice of intent must state—
      (a) the amount of the proposed penalty;
      (b) the reasons for it; and
      (c) that the operator may make representations within 28 days.
  2 In deciding the amount of a penalty the inspector must have regard to—
    (a) the number of passengers affected,
    (b) any earlier failure by the operator, and
    (c) the steps that the operator took to put things right.
  3 A penalty is to be paid into the Consolidated Fund.
"""

CHANGES_IN_COMMITTEE = (
    ("The operator may publish a summary", "The operator must publish a summary"),
    ("at least four weeks", "at least six weeks"),
    (
        "    (3) No charge may be made for help given under this section.\n",
        "    (3) No charge may be made for help given under this section.\n"
        "    (4) The operator must train its staff in giving help under this section.\n",
    ),
    (
        "== Safety and information\n",
        "  Clause 6 — Carriage of bicycles and mobility aids\n"
        "    (1) The operator must carry a mobility aid that belongs to a passenger free of charge.\n"
        "    (2) The operator must carry a passenger’s bicycle where there is room for it.\n"
        "== Safety and information\n",
    ),
)
"""What the committee agreed to, as the reprint shows it; the new clause moves the clauses after it by one."""
CHANGES_AT_REPORT = (
    ("The penalty may not exceed £50,000.", "The penalty may not exceed £250,000."),
    ("not fewer than seven members", "not fewer than nine members"),
    (
        "    (2) The Council must publish a report each year on the punctuality of coastal ferry services.\n",
        "    (2) The Council must publish a report each year on the punctuality and the safety of coastal ferry services.\n",
    ),
)


def _changed(outline: str, changes: tuple[tuple[str, str], ...]) -> str:
    """The outline with each change made once. Raises ValueError for words that do not stand there exactly once."""
    for old, new in changes:
        if outline.count(old) != 1:
            raise ValueError(f"{old!r} stands {outline.count(old)} times")
        outline = outline.replace(old, new)
    return outline


def _renumbered(outline: str, start: int, after: str) -> str:
    """One more on the number of every clause from `start` on that stands after the heading `after`."""
    head, mark, tail = outline.partition(after)
    for number in range(30, start - 1, -1):
        tail = tail.replace(f"Clause {number} — ", f"Clause {number + 1} — ")
        tail = tail.replace(f"[Section {number}]", f"[Section {number + 1}]")
        tail = tail.replace(f"under section {number} ", f"under section {number + 1} ")
    return head + mark + tail


_INTRODUCED = AS_INTRODUCED
_AMENDED = _renumbered(_changed(AS_INTRODUCED, CHANGES_IN_COMMITTEE), 6, "== Safety and information\n")
_BROUGHT = _changed(_AMENDED, CHANGES_AT_REPORT)


def introduced() -> tuple[Unit, ...]:
    """Bill 41, as introduced."""
    return read_units(_INTRODUCED)


def amended_in_committee() -> tuple[Unit, ...]:
    """Bill 88, as amended in Public Bill Committee."""
    return read_units(_AMENDED)


def brought_from_the_commons() -> tuple[Unit, ...]:
    """HL Bill 52, as brought from the Commons."""
    return read_units(_BROUGHT)

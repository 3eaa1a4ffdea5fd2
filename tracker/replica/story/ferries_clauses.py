"""New clauses and Schedules that fictional Members propose for the fictional Coastal Ferries Bill."""

# ruff: noqa: E501  one line of an outline is one provision

COMPLAINTS = """
Clause — Complaints: scheme and time limits
  (1) The Secretary of State must by regulations establish a scheme for settling complaints about coastal ferry services.
  (2) The scheme must require the operator to answer a complaint within 28 days.
  (3) The scheme must provide that, where a complaint is upheld, the operator must—
    (a) apologise to the passenger in writing;
    (b) pay the passenger—
      (i) the cost of the ticket, and
      (ii) any cost that followed directly from the failure complained of; and
    (c) tell the Ferry Passengers’ Council what it has done so that the failure does not happen again.
  (4) The steps of the scheme and the time for each are as follows—
    | Step | Who takes it | Time |
    | Answer to the complaint | The operator | 28 days |
    | Review of the answer | The Ferry Passengers’ Council | 56 days |
    | Decision | The adjudicator | 90 days |
  (5) In this section—
    “adjudicator” means a person whom the Secretary of State appoints for the purposes of the scheme;
    “complaint” means a complaint by a passenger that—
      (a) a duty under this Act was not complied with, or
      (b) something promised in a ferry charter was not done;
    “ticket” includes anything that entitles a person to be carried.
"""
COMPLAINTS_REWORDED = COMPLAINTS.replace(
    "must by regulations establish a scheme",
    "must, within the period of 12 months beginning with the day on which this Act is passed, by regulations establish a scheme",
)
TIMETABLES = """
Clause — Sailings that meet a train
  (1) Where a landing place is within one mile of a railway station the operator must have regard to the times of trains when it decides the times of sailings.
  (2) The operator must publish, with its timetable, a note of the trains that each sailing is expected to meet.
"""
BICYCLES = """
Clause — Carriage of bicycles and mobility aids
  (1) The operator must carry a mobility aid that belongs to a passenger free of charge.
  (2) The operator must carry a passenger’s bicycle where there is room for it.
"""
RESIDENTS = """
Clause — Residents’ timetable forums
  (1) The operator must hold a meeting on each island that the service reaches before it changes the timetable.
  (2) Notice of the meeting must be displayed on the island for at least 14 days.
  (3) The operator must have regard to what is said at the meeting.
"""
HARBOURS = """
Clause — Report on landing places
  (1) The Secretary of State must lay before Parliament a report on the condition of landing places.
  (2) The report must, in particular, say—
    (a) which landing places cannot be used in ordinary winter weather, and
    (b) what it would cost to put them in good repair.
"""
OBSERVERS = """
Schedule — Complaints: the adjudicator
  1 The adjudicator holds office for a period of three years.
  2
    (1) The adjudicator must publish each decision.
    (2) A decision must not name a passenger without the passenger’s consent.
"""
COMPENSATION = """
Clause — Payment without a claim
  (1) Where section 3(5) applies and the ticket was bought with a payment card, the operator must make the payment without waiting for a claim.
  (2) The payment must be made within 14 days.
"""
WINTER = """
Clause — Winter services
  (1) The operator of a service that runs in summer only must publish its reasons for not running in winter.
  (2) The Secretary of State may by regulations require a winter service where—
    (a) an island has no other means of reaching a hospital, and
    (b) the council of the island has asked for one.
"""
LANGUAGES = """
Clause — Announcements
  (1) Announcements on board about safety must be made in words and in writing.
  (2) In this section “announcement” includes a recording.
"""
EMISSIONS = """
Clause — Emissions of vessels
  (1) The operator must publish each year an estimate of the emissions of each vessel that it uses.
"""
CREW = """
Clause — Rest for crews
  (1) The operator must ensure that every member of the crew of a vessel has at least ten hours of rest in every period of 24 hours.
  (2) This section does not limit any other duty about hours of work.
"""
LIFELINE = """
Clause — Lifeline services
  (1) The Secretary of State may by regulations designate a coastal ferry service as a lifeline service.
  (2) An operator may not withdraw a lifeline service without giving 12 months’ notice to—
    (a) the council of each island that the service reaches, and
    (b) the Ferry Passengers’ Council.
"""
AUDIT = """
Clause — Audit of punctuality
  (1) The Ferry Passengers’ Council must each year audit the records of sailings of at least one operator in five.
"""
REVIEW = """
Clause — Review of this Act
  (1) The Secretary of State must review the operation of this Act within the period of five years beginning with the day on which it is passed.
"""

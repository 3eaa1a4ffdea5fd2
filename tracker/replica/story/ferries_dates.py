"""The calendar of the fictional Coastal Ferries Bill, in 2026."""

from datetime import date

INTRODUCED, SECOND_READING = date(2026, 6, 10), date(2026, 6, 30)
COMMITTEE_PAPERS = (date(2026, 9, 10), date(2026, 9, 14), date(2026, 10, 12))
COMMITTEE_SITTINGS = (date(2026, 9, 15), date(2026, 9, 17), date(2026, 10, 13), date(2026, 10, 15))
REPRINTED = date(2026, 10, 16)
REPORT_PAPERS = (date(2026, 10, 29), date(2026, 11, 2))
REPORT = date(2026, 11, 3)
LORDS_FIRST_READING, LORDS_SECOND_READING = date(2026, 11, 4), date(2026, 11, 12)
LORDS_PAPERS = (date(2026, 11, 17), date(2026, 11, 20))
LORDS_COMMITTEE = (date(2026, 11, 19), date(2026, 11, 30), date(2026, 12, 2))
LORDS_REPORT = date(2026, 12, 16)
TODAY = date(2026, 11, 23)

"""Parliament's public record as open data: every table and column, declared once in the files tables_*.py.

The order is that in which an import can write them: what is pointed at comes first.
"""

from tracker.open_data.columns import Table
from tracker.open_data.tables_amendments import AMENDMENTS, LISTINGS, NAMES, PAPERS
from tracker.open_data.tables_bill import (
    BILLS,
    NAMED_PRINTS,
    NEWS,
    PRINTS,
    PROVISION_PATHS,
    PUBLICATIONS,
    RELATED,
    SITTINGS,
    STAGES,
)
from tracker.open_data.tables_people import BILL_TYPES, MEMBERS, PUBLICATION_TYPES, SPONSORS, STAGE_KINDS
from tracker.open_data.tables_votes import CHAINS, DECIDED, DIVISIONS, STEPS

PARLIAMENT: tuple[Table, ...] = (
    BILL_TYPES,
    STAGE_KINDS,
    PUBLICATION_TYPES,
    MEMBERS,
    BILLS,
    SPONSORS,
    STAGES,
    SITTINGS,
    PUBLICATIONS,
    NEWS,
    PRINTS,
    NAMED_PRINTS,
    PROVISION_PATHS,
    RELATED,
    PAPERS,
    AMENDMENTS,
    LISTINGS,
    NAMES,
    DIVISIONS,
    DECIDED,
    CHAINS,
    STEPS,
)
BY_NAME = {table.name: table for table in PARLIAMENT}

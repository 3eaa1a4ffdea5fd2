"""Word that a Bill's record was taken in, for rooms that the ingest may not know.

`scrapers.ingest` sends it for every Bill, inside the transaction and under the Bill's lock, after all is written: what
a listener writes stands or falls with the record itself. Sent also where nothing changed, so listeners compare.
"""

from django.dispatch import Signal

record_taken_in = Signal()
"""Sent with `bill`."""

"""What columns that many tables share mean."""

ID = "Our number of it. It never changes, survives every renumbering, and is part of its page’s address."
BILL = "Our number of its Bill."
STAGE = "Our number of its stage."
HOUSE = "Parliament’s word for the House: Commons, Lords, Unassigned; an unknown word is kept as received."
IS_LISTED = "Whether Parliament still lists it. “No” never means withdrawn: nothing is deleted here."
HISTORIC_KEY = "Its name in the historic record that it comes from; null for everything from Parliament’s own data."
HISTORIC = "What a historic record states and no other column holds: evidence mark, source keys, remarks."
LAST_UPDATE = "Parliament’s own time of its last update."
SORT = "Its place among its like."
CHECKED = "When Parliament’s own data behind it was last read completely; null where it never was, or cannot be."
SOURCE = "The address where it can be checked: Parliament’s own page or document, else the first that a record names."
SOURCES = "Every address that a historic record names for it."
PAGE = "The path of its page on this site."
IS_CURRENT = "No: a later version of the historic record tells it otherwise."

HISTORIC_COLUMNS = {"historic_key": HISTORIC_KEY, "historic": HISTORIC}
WORKINGS = "our workings: how readings are compared, no part of the record"

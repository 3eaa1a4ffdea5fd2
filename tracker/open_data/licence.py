"""Under which terms open data may be used again, and the line to put beside it."""

OPEN_PARLIAMENT = "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/"
PARLIAMENT_LICENCE = "Open Parliament Licence v3.0"
PARLIAMENT_LINE = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."

CREATIVE_COMMONS = "https://creativecommons.org/licenses/by/4.0/"
OUR_LICENCE = "Creative Commons Attribution 4.0"
OUR_LINE = (
    "Published by the coalition under Creative Commons Attribution 4.0 (CC BY 4.0); name it and link to the page."
)

CHANGED = "The tracker keeps every version and adds its own plain words; Parliament does not endorse it."

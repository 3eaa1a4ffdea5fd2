"""HTML of ours as an accessible PDF. Nothing is ever fetched: the only files it may ask for are our own fonts.

A PDF is kept in TRACKER_VAR under the hash of all that made it, so a text that reads the same is made once.
"""

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

log = logging.getLogger(__name__)
LOOK = Path(__file__).with_name("paper_look.css")
FONTS = {
    f"{family}-latin-{style}.woff2"
    for family, style in (
        ("source-serif-4", "400-normal"),
        ("source-serif-4", "400-italic"),
        ("source-serif-4", "600-normal"),
        ("source-sans-3", "400-normal"),
        ("source-sans-3", "600-normal"),
    )
}
KEPT = 300
"""PDFs that are kept; the longest unused go first."""
MISSING = (
    "This machine cannot make PDFs yet: the text-drawing library Pango is not installed. On Debian or Ubuntu install "
    "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0; on a Mac, “brew install pango”. Until then, use the "
    "Word document, or print the page to a PDF from your browser."
)


class NoPdf(Exception):
    """A PDF cannot be made here; the message says in plain words what to do."""


def pdf_of(html: str) -> bytes:
    """The PDF/UA-1 of a whole HTML page of ours; from the kept files where the same page was made before."""
    weasyprint = _weasyprint()
    look = LOOK.read_text(encoding="utf-8")
    key = hashlib.sha256("\0".join([weasyprint.__version__, look, html]).encode()).hexdigest()
    kept = settings.TRACKER_VAR / "pdf" / f"{key}.pdf"
    if kept.exists():
        os.utime(kept)
        return kept.read_bytes()
    fetcher = _only_fonts(weasyprint)
    # ready-made sheets get the same fetcher: a sheet without one would use WeasyPrint's own, which opens any address
    font_config = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=look, url_fetcher=fetcher, font_config=font_config)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="paper:///")
    made: bytes = page.write_pdf(stylesheets=[sheet], font_config=font_config, pdf_variant="pdf/ua-1")
    _keep(kept, made)
    return made


def _weasyprint() -> Any:
    """WeasyPrint, loaded only when a PDF is wanted: it needs libraries that a machine may lack, and half a second."""
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)  # a line a page is no news
    try:
        import weasyprint
        import weasyprint.text.fonts
    except (ImportError, OSError) as error:
        log.warning("PDFs cannot be made: %s", error)
        raise NoPdf(MISSING) from error
    return weasyprint


def _only_fonts(weasyprint: Any) -> Any:
    """What answers WeasyPrint's requests: our fonts by name (font:///…), and a refusal for every other address."""

    class OnlyFonts(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("font:///")
            found = finders.find(f"fonts/{name}") if name in FONTS else None
            if found is None:
                raise ValueError("papers fetch nothing")
            body = Path(found).read_bytes()
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": "font/woff2"})

    return OnlyFonts()


def _keep(place: Path, made: bytes) -> None:
    """Write the file whole or not at all, and let the longest unused go. A full disk loses nothing but time."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as part:
            part.write(made)
        Path(part.name).replace(place)
        for old in sorted(place.parent.glob("*.pdf"), key=lambda each: each.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a PDF could not be kept: %s", error)

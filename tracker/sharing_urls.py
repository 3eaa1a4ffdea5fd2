"""Addresses of the library and the notices, and of what feed readers, diaries, other sites and robots read."""

from django.urls import path

from tracker.views import calendars, cards, embed, feeds, library, notices, robots

urlpatterns = [
    path("bills/<int:pk>/feed.atom", feeds.bill_feed, {"form": "atom"}, name="bill-atom"),
    path("bills/<int:pk>/feed.json", feeds.bill_feed, {"form": "json"}, name="bill-json"),
    path("campaigns/asks/<int:pk>/feed.atom", feeds.ask_feed, {"form": "atom"}, name="ask-atom"),
    path("campaigns/asks/<int:pk>/feed.json", feeds.ask_feed, {"form": "json"}, name="ask-json"),
    path("search/feed.atom", feeds.search_feed, {"form": "atom"}, name="search-atom"),
    path("search/feed.json", feeds.search_feed, {"form": "json"}, name="search-json"),
    path("bills/<int:pk>/sittings.ics", calendars.sittings, name="bill-calendar"),
    path("calendar.ics", calendars.ours, name="calendar"),
    path("embed/bills/<int:pk>/", embed.bill, name="embed-bill"),
    path("embed/asks/<int:pk>/", embed.ask, name="embed-ask"),
    path("cards/bills/<int:pk>.png", cards.bill_card, name="bill-card"),
    path("cards/asks/<int:pk>.png", cards.ask_card, name="ask-card"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", robots.sitemap_part, name="sitemap-part"),
    path("robots.txt", robots.robots, name="robots"),
    path("library/", library.library, name="library"),
    path("about/accessibility/", notices.accessibility, name="about-accessibility"),
    path("about/privacy/", notices.privacy, name="about-privacy"),
    path("about/licence/", notices.licence, name="about-licence"),
]

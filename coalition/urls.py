"""Addresses of the coalition's work. All under desk/ needs signing in; what is under campaigns/ is for everybody.

Private addresses rest on our own ids; who may see what is behind them: coalition/roles.py and querysets.py.
"""

from django.urls import URLPattern, path

from coalition.views.link_list import link_list, link_search
from coalition.views.link_new import link_new
from coalition.views.link_page import link_page, link_review
from coalition.views.position import position

app_name = "coalition"

PEOPLE: list[URLPattern] = []

ACTS: list[URLPattern] = []

ASKS: list[URLPattern] = []

LINKS: list[URLPattern] = [
    path("desk/links/", link_list, name="links"),
    path("desk/links/search/", link_search, name="link-search"),
    path("desk/links/new/", link_new, name="link-new"),
    path("desk/links/<int:pk>/", link_page, name="link"),
    path("desk/links/<int:pk>/review/", link_review, name="link-review"),
    path("desk/amendments/<int:amendment_pk>/position/", position, name="position"),
]

BRIEFINGS: list[URLPattern] = []

DESK: list[URLPattern] = []

PUBLIC: list[URLPattern] = []

urlpatterns = [*PEOPLE, *ACTS, *ASKS, *LINKS, *BRIEFINGS, *DESK, *PUBLIC]

"""Addresses of the coalition's work. All under desk/ needs signing in; what is under campaigns/ is for everybody.

Private addresses rest on our own ids; who may see what is behind them: coalition/roles.py and querysets.py.
"""

from django.urls import URLPattern

app_name = "coalition"

PEOPLE: list[URLPattern] = []

ACTS: list[URLPattern] = []

ASKS: list[URLPattern] = []

LINKS: list[URLPattern] = []

BRIEFINGS: list[URLPattern] = []

DESK: list[URLPattern] = []

PUBLIC: list[URLPattern] = []

urlpatterns = [*PEOPLE, *ACTS, *ASKS, *LINKS, *BRIEFINGS, *DESK, *PUBLIC]

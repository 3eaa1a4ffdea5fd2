"""Addresses of stages, papers and amendments."""

app_name = "amendments"
urlpatterns: list = []

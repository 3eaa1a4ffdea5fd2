"""Addresses of Bills."""

app_name = "bills"
urlpatterns: list = []

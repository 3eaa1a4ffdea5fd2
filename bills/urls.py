"""Addresses of Bills."""

from django.urls import path

from bills.views.bill_detail import bill_detail
from bills.views.bill_list import bill_list

app_name = "bills"
urlpatterns = [
    path("bills/", bill_list, name="list"),
    path("bills/<int:pk>/", bill_detail, name="detail"),
]

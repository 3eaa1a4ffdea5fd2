"""Addresses of Bills."""

from django.urls import path

from bills.views.bill_detail import bill_detail
from bills.views.bill_list import bill_list
from bills.views.prints import clause_map_page, compare_prints

app_name = "bills"
urlpatterns = [
    path("bills/", bill_list, name="list"),
    path("bills/<int:pk>/", bill_detail, name="detail"),
    path("bills/<int:pk>/clauses/", clause_map_page, name="clause-map"),
    path("bills/<int:pk>/prints/<int:old>/<int:new>/", compare_prints, name="compare-prints"),
]

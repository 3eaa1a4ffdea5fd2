"""Addresses of stages, papers and amendments. They rest on our own ids, so no renumbering moves a page."""

from django.urls import path

from amendments.views.amendment import amendment_page
from amendments.views.chain import chain_page
from amendments.views.compare import compare_page
from amendments.views.stage import stage_page

app_name = "amendments"
urlpatterns = [
    path("bills/<int:bill_pk>/stages/<int:pk>/", stage_page, name="stage"),
    path("bills/<int:bill_pk>/stages/<int:pk>/changes/", compare_page, name="compare"),
    path("bills/<int:bill_pk>/amendments/<int:pk>/", amendment_page, name="detail"),
    path("chains/<int:pk>/", chain_page, name="chain"),
]

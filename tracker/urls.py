"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bills.urls")),
    path("", include("amendments.urls")),
    path("admin/", admin.site.urls),
]

"""Addresses of the public API, version 1. A change that could break a reader gets a version of its own."""

from django.urls import path

from tracker.api import officers, schema, views
from tracker.open_data.tables import PARLIAMENT

app_name = "api"
urlpatterns = [
    path("", views.RootView.as_view(), name="root"),
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path("changes/", views.ChangeList.as_view(), name="changes"),
    path("prints/<int:pk>/provisions/", views.ProvisionList.as_view(), name="provisions"),
    *(
        path(f"officers/{table.name}/", officers.list_view(table), name=f"officers-{table.name}")
        for table in officers.OFFICERS
    ),
    path("officers/papers/<int:pk>/sign-offs/", officers.SignOffList.as_view(), name="officers-sign-offs"),
    *(path(f"{table.name}/", views.LISTS[table], name=table.name) for table in PARLIAMENT if table in views.LISTS),
    *(
        path(f"{table.name}/<int:pk>/", view, name=f"{table.name}-one")
        for table, view in views.OBJECTS.items()
        if table not in views.NOT_OF_THEIR_OWN
    ),
    *(
        path(f"campaigns/{table.name}/", view, name=f"campaigns-{table.name}")
        for table, view in views.RELEASED_LISTS.items()
    ),
    *(
        path(f"campaigns/{table.name}/<int:pk>/", view, name=f"campaigns-{table.name}-one")
        for table, view in views.RELEASED_OBJECTS.items()
    ),
]

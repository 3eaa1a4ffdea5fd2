"""Addresses of webhooks, for policy officers and administrators."""

from django.urls import path

from tracker.views import webhooks

urlpatterns = [
    path("desk/webhooks/", webhooks.webhook_list, name="webhooks"),
    path("desk/webhooks/new/", webhooks.webhook_new, name="webhook-new"),
    path("desk/webhooks/<int:pk>/", webhooks.webhook_page, name="webhook"),
    path("desk/webhooks/<int:pk>/edit/", webhooks.webhook_edit, name="webhook-edit"),
    path("desk/webhooks/<int:pk>/test/", webhooks.webhook_test, name="webhook-test"),
    path("desk/webhooks/<int:pk>/secret/", webhooks.webhook_rotate, name="webhook-rotate"),
    path("desk/webhooks/<int:pk>/pause/", webhooks.webhook_pause, name="webhook-pause"),
    path("desk/webhooks/<int:pk>/resume/", webhooks.webhook_resume, name="webhook-resume"),
    path("desk/webhooks/<int:pk>/remove/", webhooks.webhook_remove, name="webhook-remove"),
]

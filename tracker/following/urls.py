"""Addresses of following by e-mail. Those with a token are for whoever holds the link."""

from django.urls import path

from tracker.views import follow

urlpatterns = [
    path("follow/", follow.follow_coalition, name="follow"),
    path("follow/bills/<int:pk>/", follow.follow_bill, name="follow-bill"),
    path("follow/asks/<int:pk>/", follow.follow_ask, name="follow-ask"),
    path("follow/sent/", follow.sent, name="follow-sent"),
    path("follow/confirm/<str:token>/", follow.confirm, name="follow-confirm"),
    path("follow/manage/<str:token>/", follow.manage, name="follow-manage"),
    path("follow/stop/<str:token>/", follow.stop, name="follow-stop"),
    path("desk/followers/", follow.followers, name="followers"),
]

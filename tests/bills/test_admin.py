"""The admin shows Parliament's record and never writes it."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from bills.models import Bill
from tests.world import a_world

pytestmark = pytest.mark.django_db
REGISTERED = [model for model in admin.site._registry if model._meta.app_label == "bills"]


@pytest.fixture
def superuser(client):
    client.force_login(User.objects.create_superuser("root", password="a long password"))
    return client


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_even_a_superuser_can_look_and_not_touch(superuser, model):
    a_world()
    name = f"admin:bills_{model._meta.model_name}"
    assert superuser.get(reverse(f"{name}_changelist")).status_code == 200
    assert superuser.get(reverse(f"{name}_add")).status_code == 403
    for row in model.objects.all()[:1]:
        assert superuser.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
        assert superuser.post(reverse(f"{name}_change", args=[row.pk]), {"short_title": "x"}).status_code == 403
        assert superuser.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_a_change_that_was_refused_leaves_the_record_as_it_was(superuser):
    world = a_world()
    superuser.post(reverse("admin:bills_bill_change", args=[world.lanterns.pk]), {"short_title": "x"})
    assert Bill.objects.get(pk=world.lanterns.pk).short_title == "Harbour Lanterns Bill"
